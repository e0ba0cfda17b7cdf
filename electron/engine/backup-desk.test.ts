import { describe, expect, it } from 'vitest'
import { VigilError } from '../ipc/contract.ts'
import { BackupDesk } from './backup-desk.ts'
import type { BackupReceipt } from './store/backup/backup-run.ts'
import type { BackupRow } from './store/backup/backups.ts'
import { ACTOR } from './store/testing/samples.ts'

const RECEIPT: BackupReceipt = {
  madeUtcMs: 5,
  folder: '/stick/vigil-ward-3',
  bytes: 10,
  auditRows: 2,
  auditHash: 'ab'.repeat(32),
  ok: true,
  findings: [],
  isSameDisk: false,
}

/** A desk on a store whose backup ends when the test says how. */
function bench() {
  const saved: BackupRow[] = []
  const state = {
    goOn: (_share: number): boolean => true,
    end: (_receipt: BackupReceipt | null): void => {},
    fail: (_error: Error): void => {},
  }
  const desk = new BackupDesk({
    actor: ACTOR,
    nowUtcMs: () => 5,
    store: {
      backUp: (_request, goOn) =>
        new Promise((resolve, reject) => {
          Object.assign(state, { goOn, end: resolve, fail: reject })
        }),
      saveBackup: async (row) => void saved.push(row),
    },
  })
  return { desk, saved, state }
}

describe('the desk of backups', () => {
  it('tells how far one is, lists it under who asked for it, and says where it lies', async () => {
    const { desk, saved, state } = bench()
    expect(desk.view()).toEqual({ state: 'none' })
    expect(desk.start('/stick')).toEqual({ state: 'running', to: '/stick', share: 0 })
    expect(state.goOn(0.4)).toBe(true)
    expect(desk.view()).toEqual({ state: 'running', to: '/stick', share: 0.4 })
    state.end(RECEIPT)
    await desk.close()
    expect(desk.view()).toMatchObject({ state: 'done', folder: RECEIPT.folder, finding: null, ok: true })
    expect(saved).toMatchObject([{ folder: RECEIPT.folder, initials: 'AB', auditHash: RECEIPT.auditHash }])
  })

  it('makes one at a time, and another after it', async () => {
    const { desk, state } = bench()
    desk.start('/stick')
    expect(() => desk.start('/other')).toThrow(expect.objectContaining({ code: 'badRequest' }))
    state.fail(new VigilError('backupFailed', 'The stick went away.'))
    await expect.poll(() => desk.view().state).toBe('failed')
    expect(desk.view()).toMatchObject({ failure: { code: 'backupFailed', message: 'The stick went away.' } })
    expect(desk.start('/other')).toMatchObject({ state: 'running', share: 0 })
    state.end(null)
    await desk.close()
  })

  it('ends when it is cancelled or the engine closes, and lists nothing', async () => {
    const { desk, saved, state } = bench()
    desk.start('/stick')
    desk.cancel()
    expect(state.goOn(0.5)).toBe(false)
    state.end(null)
    await desk.close()
    expect([desk.view(), saved]).toEqual([{ state: 'cancelled', to: '/stick' }, []])
  })

  it('names a mistake of the program as one', async () => {
    const { desk, state } = bench()
    desk.start('/stick')
    state.fail(new TypeError('oops'))
    await desk.close()
    expect(desk.view()).toMatchObject({ failure: { code: 'internal', message: /oops/ } })
  })
})
