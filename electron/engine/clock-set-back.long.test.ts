import { describe, expect, it } from 'vitest'
import type { Driver } from '../../drivers/driver.ts'
import { CLOCK_ALARM } from '../ipc/alarms.ts'
import { exportCsv } from './export/csv.ts'
import { verifyStore } from './store/check/verify.ts'
import { gapsIn, inRecord, openStation, pass } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'

const START_UTC_MS = Date.UTC(2026, 0, 5, 8)
const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
const RUN_MS = 10_000
const CLOCK_ROW = expect.objectContaining({ id: CLOCK_ALARM, priority: 'low', kind: 'technical' })
const station = { link: 'sim:stable?seed=5', driver: tinyDriver as Driver }

/** Numbers and samples of a stretch of the record. */
function kept(folder: string, fromUtcMs: number, toUtcMs: number) {
  return inRecord(folder, (reader) =>
    reader
      .channels('b1')
      .map(({ number }) => [
        reader.numerics(number, fromUtcMs, toUtcMs),
        reader.waves(number, fromUtcMs, toUtcMs).map(({ startUtcMs, samples }) => [startUtcMs, [...samples]]),
      ]),
  )
}

describe('a PC clock that is set back a year', () => {
  it('H8 stops no recording, overwrites nothing, and is told in the ledger and on the screen', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime(START_UTC_MS)
    const first = await openStation({ ...station, folder, time })
    await pass(first, time, RUN_MS)
    await first.close()
    const before = kept(folder, START_UTC_MS, START_UTC_MS + RUN_MS)
    const engine = await openStation({ ...station, folder, time })
    await pass(engine, time, RUN_MS)
    expect(before.flat(2).length).toBeGreaterThan(4)
    expect(engine.station().clockJump).toBeNull()
    expect(engine.station().alarms).toEqual([])
    time.setClock(-YEAR_MS)
    await pass(engine, time, RUN_MS)
    expect(engine.beds()[0]?.link.phase).toBe('live')
    expect(engine.station().store.state).toBe('recording')
    expect(engine.station().clockJump?.byMs).toBe(-YEAR_MS)
    expect(engine.station().alarms).toContainEqual(CLOCK_ROW)
    await engine.close()

    expect(kept(folder, START_UTC_MS, START_UTC_MS + RUN_MS)).toEqual(before)
    const backUtcMs = START_UTC_MS + 2 * RUN_MS - YEAR_MS
    const after = kept(folder, backUtcMs - 2_000, backUtcMs + RUN_MS)
    expect(after.flat(2).length).toBeGreaterThan(4)
    const [jump, ...more] = gapsIn(folder).filter(({ cause }) => cause !== 'appClosed')
    expect(more).toEqual([])
    expect(jump).toMatchObject({
      channel: null,
      cause: 'clockJump',
      evidence: `The PC clock moved by -${YEAR_MS / 1_000}.0 s.`,
    })
    const csv = inRecord(folder, (reader) => [
      ...exportCsv(reader, { bed: null, fromUtcMs: null, toUtcMs: null }),
    ]).join('')
    for (const text of ['2025-01-05T08:00:2', '2026-01-05T08:00:0', 'clockJump']) expect(csv).toContain(text)
    expect(verifyStore({ dataDir: `${folder}/data`, keyFile: null, key: null })).toMatchObject({ ok: true })
  })

  it('is told by the next start too, if it was set while Vigil did not run', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime(START_UTC_MS)
    const first = await openStation({ ...station, folder, time })
    await pass(first, time, RUN_MS)
    await first.close()
    const before = kept(folder, START_UTC_MS, START_UTC_MS + RUN_MS)
    time.setClock(-YEAR_MS)
    const second = await openStation({ ...station, folder, time })
    await pass(second, time, RUN_MS)
    expect(second.station()).toMatchObject({ away: null, store: { state: 'recording' } })
    expect(Math.abs((second.station().clockJump?.byMs ?? 0) + YEAR_MS)).toBeLessThan(RUN_MS)
    expect(second.station().alarms).toContainEqual(CLOCK_ROW)
    await second.close()
    expect(kept(folder, START_UTC_MS, START_UTC_MS + RUN_MS)).toEqual(before)
    expect(gapsIn(folder)).toMatchObject([
      {
        cause: 'clockJump',
        evidence: expect.stringMatching(/^The PC clock is \d+ s before the end of the record\.$/),
      },
    ])
  })
})
