import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { weighAsAsked } from './weight.ts'

const PID = 4711
let procDir = ''

beforeEach(() => {
  procDir = mkdtempSync(join(tmpdir(), 'vigil-proc-'))
  mkdirSync(join(procDir, String(PID)))
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(procDir, { recursive: true, force: true })
})

test('a session gets the nice value that was asked for', () => {
  const file = join(procDir, String(PID), 'autogroup')
  writeFileSync(file, '/autogroup-1 nice 0')
  weighAsAsked(PID, 0, procDir)
  expect(readFileSync(file, 'utf8')).toBe('/autogroup-1 nice 0')
  weighAsAsked(PID, -15, procDir)
  expect(readFileSync(file, 'utf8')).toBe('-15')
})

test('a system without such groups, or a process that has ended, is left alone', () => {
  weighAsAsked(PID, -15, procDir)
  weighAsAsked(PID + 1, -15, procDir)
  expect(readdirSync(join(procDir, String(PID)))).toEqual([])
})

test('who may not is told in one sentence', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  mkdirSync(join(procDir, String(PID), 'autogroup'))
  weighAsAsked(PID, -15, procDir)
  expect(said).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^The nice value does not hold between sessions: EISDIR/),
  )
})
