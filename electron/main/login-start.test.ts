import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loginStartCalls, systemLoginStart, xdgConfigDir, xdgLoginStart } from './login-start.ts'

const PROGRAM = { file: '/opt/Vigil App/vigil', words: ['--data', '/srv/50% "ward" $1\\x'] }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-login-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('start at log-in on Linux', () => {
  it('is off at first, writes one file when set and removes it again', () => {
    const start = xdgLoginStart(folder, PROGRAM)
    const file = join(folder, 'autostart', 'vigil.desktop')
    expect(start.isOn()).toBe(false)
    start.set(true)
    expect(start.isOn()).toBe(true)
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.slice(0, 2)).toEqual(['[Desktop Entry]', 'Type=Application'])
    start.set(true)
    start.set(false)
    start.set(false)
    expect([start.isOn(), existsSync(file)]).toEqual([false, false])
  })

  it('quotes every word of the command as the Desktop Entry Specification says', () => {
    xdgLoginStart(folder, PROGRAM).set(true)
    const text = readFileSync(join(folder, 'autostart', 'vigil.desktop'), 'utf8')
    expect(text).toContain(
      `${String.raw`Exec="/opt/Vigil App/vigil" "--data" "/srv/50%% \\"ward\\" \\$1\\\\x"`}\n`,
    )
  })

  it('leaves a file alone that it has not written, and says what to do', () => {
    const file = join(folder, 'autostart', 'vigil.desktop')
    mkdirSync(join(folder, 'autostart'))
    writeFileSync(file, '[Desktop Entry]\nExec=other\n')
    const calls = loginStartCalls(xdgLoginStart(folder, PROGRAM))
    expect(calls.get()).toEqual({ on: false, problem: null })
    for (const on of [true, false]) expect(calls.set(on).problem).toContain('move it away')
    expect(readFileSync(file, 'utf8')).toBe('[Desktop Entry]\nExec=other\n')
  })

  it('tells a folder that cannot be written as a sentence', () => {
    writeFileSync(join(folder, 'autostart'), 'a file where the folder should be')
    const answer = loginStartCalls(xdgLoginStart(folder, PROGRAM)).set(true)
    expect(answer.on).toBeNull()
    expect(answer.problem).not.toBeNull()
  })

  it('finds the folder by the variable, unless that is relative or absent', () => {
    expect(xdgConfigDir({ XDG_CONFIG_HOME: folder })).toBe(folder)
    expect(xdgConfigDir({ XDG_CONFIG_HOME: 'here' })).toBe(join(homedir(), '.config'))
    expect(xdgConfigDir({})).toBe(join(homedir(), '.config'))
  })
})

it('asks the system for this very program on Windows and macOS, and tells when it did not keep the setting', () => {
  const asked: unknown[] = []
  let kept = false
  let obeys = true
  const items = {
    getLoginItemSettings: () => ({ openAtLogin: kept }),
    setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
      asked.push(settings)
      if (obeys) kept = settings.openAtLogin
    },
  }
  const calls = loginStartCalls(systemLoginStart(items, PROGRAM))
  expect(calls.set(true)).toEqual({ on: true, problem: null })
  expect(asked).toEqual([{ openAtLogin: true, path: PROGRAM.file, args: PROGRAM.words }])
  obeys = false
  expect(calls.set(false)).toMatchObject({ on: true, problem: expect.stringContaining('did not keep') })
})
