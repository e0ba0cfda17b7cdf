import { expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { type Connection, connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { ALL } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { keyIn } from '../testing/record-keys.ts'
import { announced, numericChannel, openOptions, secondOf, waveChannel } from '../testing/samples.ts'
import {
  BY,
  connectPatient,
  LEFT_FROM,
  NUMBER,
  recordSeconds,
  STAYS_FROM,
  WAVE,
  WHO_LEFT,
} from '../testing/two-patients.ts'
import { eraseToEnd } from './finish.ts'

/** Far more numbers than one step may remove. */
const NUMBERS = 20_000
const MOST_A_STEP = 5_000
const REQUEST = { patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }
const CHANNELS = [announced(WAVE, waveChannel('ii')), announced(NUMBER, numericChannel('hr'))]

/** Numbers all over the stay, put straight into their table. */
function fill(connection: Connection): void {
  const sql = `WITH RECURSIVE step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step WHERE n + 1 < ?)
    INSERT INTO numeric (channel, measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity)
    SELECT ?, ? + 2 + n * 5, 0, 0, NULL, n, 0 FROM step`
  connection.prepare(sql).run(NUMBERS, NUMBER, LEFT_FROM)
}

function rowsLeft(folder: string): number {
  const connection = connect(storePaths(folder), keyIn(folder), 'reader')
  const left = connection
    .prepare('SELECT count(*) FROM numeric WHERE measured_utc_ms >= ? AND measured_utc_ms < ?')
    .pluck()
    .get(LEFT_FROM, STAYS_FROM)
  connection.close()
  return Number(left)
}

/** What any reader is given of the erased time. */
function readable(folder: string): number {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    const during = [LEFT_FROM, STAYS_FROM] as const
    return (
      reader.numerics(NUMBER, ...during).length +
      reader.waves(WAVE, ...during).length +
      reader.percentiles(NUMBER, ...during, [0.5]).count +
      (reader.timeInRange(NUMBER, ...during, { low: null, high: null })?.withinMs ?? 0) +
      (reader.trend(NUMBER, ...during, 60)?.points.length ?? 0) +
      reader.alerts('b1', ...during).length
    )
  } finally {
    reader.close()
  }
}

it('erases in steps that are short, of which nothing is read meanwhile, and goes on after a start that does not wait', () =>
  withFolder((folder) => {
    const { writer } = openStoreWriter(openOptions(folder))
    writer.record(secondOf({ channels: CHANNELS }))
    connectPatient(writer, WHO_LEFT, LEFT_FROM)
    const seconds = (LEFT_FROM - STAYS_FROM) / -1000
    recordSeconds(writer, seconds, 2 * seconds)
    const alarm = { phase: 'start', priority: 'high', kind: 'physiological', text: 'HR' } as const
    writer.record(secondOf({ alerts: [{ bed: 'b1', atUtcMs: LEFT_FROM, ...alarm }] }))
    connectPatient(writer, null, STAYS_FROM)
    const connection = connect(storePaths(folder), keyIn(folder), 'writer')
    fill(connection)
    connection.close()
    const all = rowsLeft(folder)
    expect(all).toBeGreaterThan(NUMBERS)
    expect(readable(folder)).toBeGreaterThan(all)

    writer.erase(REQUEST, BY)
    expect(readable(folder)).toBe(0)
    for (let before = all; ; ) {
      expect(writer.eraseStep(BY)).toBe('more')
      const left = rowsLeft(folder)
      expect(before - left).toBeLessThan(MOST_A_STEP)
      if (left < all / 2) break
      before = left
    }
    expect(readable(folder)).toBe(0)
    writer.close()

    const { writer: next, notices } = openStoreWriter({ ...openOptions(folder), eraseWithinMs: 0 })
    expect(notices).toContain('An erasure that was begun earlier goes on while Vigil records.')
    expect(rowsLeft(folder)).toBeGreaterThan(0)
    expect(readable(folder)).toBe(0)
    expect(eraseToEnd(next, BY)).toBe('done')
    next.close()
    expect([rowsLeft(folder), readable(folder)]).toEqual([0, 0])
    const { reader } = openStoreReader(openOptions(folder))
    expect(reader.erasures()[0]?.facts).toMatchObject({
      erased: { numerics: all, alerts: 1 },
      proof: { ok: true },
    })
    expect(reader.numerics(NUMBER, ...ALL)).toEqual([])
    reader.close()
    expect(verifyStore(openOptions(folder)).findings).toEqual([])
  }))
