import { type SpawnOptions, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The project's root folder. */
export const PROJECT_DIR = join(import.meta.dirname, '../..')

/** What a finished command left behind. */
export interface Finished {
  /** Exit code; -1 if it could not be started or was ended by a signal. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The environment with the project's own tools first on the PATH, as npm scripts have it. */
export function toolEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const path = [join(PROJECT_DIR, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...process.env, PATH: path, ...extra }
}

/** Runs a command and collects its output. Never throws: a missing program is code -1 with the cause in `stderr`. */
export function collect(
  command: string,
  words: readonly string[],
  options: SpawnOptions = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: PROJECT_DIR, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const stdout: string[] = []
    const stderr: string[] = []
    child.stdout?.setEncoding('utf8').on('data', (text: string) => stdout.push(text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text))
    child.once('error', (error) => resolve({ code: -1, stdout: stdout.join(''), stderr: error.message }))
    child.once('close', (code) =>
      resolve({ code: code ?? -1, stdout: stdout.join(''), stderr: stderr.join('') }),
    )
  })
}

/** Runs a command with this terminal as its own. Out: the exit code, -1 if it could not be started. */
export function show(command: string, words: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: PROJECT_DIR, stdio: 'inherit', ...options })
    child.once('error', () => resolve(-1))
    child.once('close', (code) => resolve(code ?? -1))
  })
}

/** The last lines of a command's output, for the sentence that says why it failed. */
export function tail(finished: Finished, lines = 5): string {
  return (finished.stderr.trim() || finished.stdout.trim()).split('\n').slice(-lines).join(' | ')
}
