import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { type LoginStartView, VigilError } from '../ipc/contract.ts'

/** What starts this program again as it runs now: the program and its words. */
export interface Program {
  readonly file: string
  readonly words: readonly string[]
}

/** The part of Electron's app that is used here, on Windows and macOS. */
export interface LoginItems {
  getLoginItemSettings(options: { path: string; args: string[] }): { readonly openAtLogin: boolean }
  setLoginItemSettings(settings: { openAtLogin: boolean; path: string; args: string[] }): void
}

/** Whether Vigil starts when its user logs in, as the system keeps it. */
export interface LoginStart {
  isOn(): boolean
  set(on: boolean): void
}

/** Windows and macOS keep such programs themselves. */
export function systemLoginStart(items: LoginItems, { file, words }: Program): LoginStart {
  const item = () => ({ path: file, args: [...words] })
  return {
    isOn: () => items.getLoginItemSettings(item()).openAtLogin,
    set: (on) => items.setLoginItemSettings({ openAtLogin: on, ...item() }),
  }
}

/** Our file in the autostart folder; the mark tells it from a file of the same name that somebody else wrote. */
const FILE_NAME = 'vigil.desktop'
const MARK = 'X-Vigil-Autostart=true'

/** Linux: a file in the autostart folder of the user (XDG Desktop Application Autostart Specification, "Autostart Directories"). */
export function xdgLoginStart(configDir: string, program: Program): LoginStart {
  const path = join(configDir, 'autostart', FILE_NAME)
  const isOurs = () => existsSync(path) && readFileSync(path, 'utf8').split('\n').includes(MARK)
  return {
    isOn: isOurs,
    set(on) {
      if (existsSync(path) && !isOurs()) {
        throw new VigilError(
          'fileForeign',
          `${path} was not written by Vigil and was left as it is: move it away, then try again.`,
        )
      }
      if (on) writeWhole(path, desktopEntry(program))
      else rmSync(path, { force: true })
    },
  }
}

/** The autostart folder lies in here; a relative path in the variable counts as none (XDG Base Directory Specification). */
export function xdgConfigDir(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment.XDG_CONFIG_HOME ?? ''
  return isAbsolute(named) ? named : join(homedir(), '.config')
}

function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.new`
  writeFileSync(fresh, text)
  renameSync(fresh, path)
}

function desktopEntry({ file, words }: Program): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Vigil',
    'Comment=Bedside monitors at the nurse desk',
    `Exec=${[file, ...words].map(quoted).join(' ')}`,
    'Terminal=false',
    MARK,
    '',
  ].join('\n')
}

/**
 * One word of an Exec line (Desktop Entry Specification, "The Exec key"): in double quotes with `"`, backtick, `$` and
 * backslash escaped, `%` doubled; then backslashes once more, as in every value of such a file.
 */
function quoted(word: string): string {
  const inQuotes = word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}"`
}

/** What the page may know and ask of `start`: failures come as a sentence. */
export function loginStartCalls(start: LoginStart): {
  get(): LoginStartView
  set(on: boolean): LoginStartView
} {
  const attempt = (work: () => void): LoginStartView => {
    try {
      work()
      return { on: start.isOn(), problem: null }
    } catch (error) {
      return { on: null, problem: error instanceof Error ? error.message : String(error) }
    }
  }
  return {
    get: () => attempt(() => undefined),
    set(on) {
      const asked = attempt(() => start.set(on))
      if (asked.problem !== null || asked.on === on) return asked
      return {
        ...asked,
        problem: 'The system did not keep this setting: set it in the settings of the system.',
      }
    },
  }
}
