import { describe, expect, it } from 'vitest'
import { VigilError } from '../ipc/contract.ts'
import type { FileExportRequest } from '../ipc/file-export.ts'
import type { ExportProgress } from './export/files/export-files.ts'
import { ExportDesk } from './export-desk.ts'

const REQUEST: FileExportRequest = {
  bed: 'b1',
  fromUtcMs: 0,
  toUtcMs: 1,
  format: 'edf',
  deidentify: false,
  to: '/stick',
}
const WRITTEN: ExportProgress = { bytes: 9, done: 1, of: 1, names: ['b1.edf'], notes: [] }

/** A desk on a store whose export ends when the test says how. */
function bench() {
  const state = {
    goOn: (_bytes: number): boolean => true,
    end: (_written: ExportProgress | null): void => {},
    fail: (_error: Error): void => {},
  }
  const desk = new ExportDesk({
    exportFiles: (_request, goOn) =>
      new Promise((resolve, reject) => {
        Object.assign(state, { goOn, end: resolve, fail: reject })
      }),
  })
  return { desk, state }
}

describe('the desk of file exports', () => {
  it('tells how far one is and what was written', async () => {
    const { desk, state } = bench()
    expect(desk.view()).toEqual({ state: 'none' })
    expect(desk.start(REQUEST)).toEqual({ state: 'running', to: '/stick', bytes: 0 })
    expect(state.goOn(4)).toBe(true)
    expect(desk.view()).toEqual({ state: 'running', to: '/stick', bytes: 4 })
    state.end(WRITTEN)
    await desk.close()
    expect(desk.view()).toEqual({ state: 'done', to: '/stick', bytes: 9, names: ['b1.edf'], notes: [] })
  })

  it('makes one at a time, and another after one that failed', async () => {
    const { desk, state } = bench()
    desk.start(REQUEST)
    expect(() => desk.start(REQUEST)).toThrow(expect.objectContaining({ code: 'badRequest' }))
    state.fail(new VigilError('diskFull', 'The stick is full.'))
    await expect.poll(() => desk.view().state).toBe('failed')
    expect(desk.view()).toMatchObject({ failure: { code: 'diskFull', message: 'The stick is full.' } })
    expect(desk.start(REQUEST)).toMatchObject({ state: 'running', bytes: 0 })
    state.fail(new TypeError('oops'))
    await desk.close()
    expect(desk.view()).toMatchObject({ failure: { code: 'internal', message: /oops/ } })
  })

  it('ends when it is cancelled or the engine closes', async () => {
    const { desk, state } = bench()
    desk.start(REQUEST)
    desk.cancel()
    expect(state.goOn(5)).toBe(false)
    state.end(null)
    await desk.close()
    expect(desk.view()).toEqual({ state: 'cancelled', to: '/stick' })
  })
})
