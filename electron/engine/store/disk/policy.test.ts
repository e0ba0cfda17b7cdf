import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import { WavePolicy } from './policy.ts'
import type { DiskSpace } from './space.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = FOLD_ROWS * 1000
const PLENTY: DiskSpace = { bytesFree: 500e9, bytesTotal: 1000e9 }
const SHORT: DiskSpace = { bytesFree: 0.5e9, bytesTotal: 1000e9 }
const CHANNELS = [
  announced(1, waveChannel('ii')),
  announced(2, waveChannel('pleth'), 'b2'),
  announced(3, numericChannel('hr')),
]

/** A record with a minute of two waves and a number on each of the days, oldest first. */
function recordDays(writer: SqliteStoreWriter, days: readonly number[]): void {
  writer.record(secondOf({ channels: CHANNELS }))
  for (const day of days) {
    for (let second = 0; second < FOLD_ROWS; second++) {
      const atUtcMs = START_UTC_MS + day * DAY_MS + second * 1000
      const waves = [1, 2].map((channel) => pieceAt(channel, atUtcMs, new Array(250).fill(second)))
      writer.record(secondOf({ waves, numerics: [numericAt(3, atUtcMs, day)] }))
    }
    writer.fold(START_UTC_MS)
  }
}

/** Steps of the policy until it finds nothing to do. */
function settle(policy: WavePolicy, writer: SqliteStoreWriter, nowUtcMs: number): void {
  // A look every ten seconds at most: each round is later than that.
  for (let nowMs = 0; policy.step(writer, nowMs, nowUtcMs) !== null; nowMs += 20_000) {
    // Goes on until there is nothing to remove.
  }
}

function daysWithWaves(folder: string, days: readonly number[]): number[] {
  const { reader } = openStoreReader(openOptions(folder))
  const found = days.filter((day) => {
    const fromUtcMs = START_UTC_MS + day * DAY_MS
    return reader.waves(1, fromUtcMs, fromUtcMs + MINUTE_MS).length > 0
  })
  reader.close()
  return found
}

describe('the disk policy', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('removes nothing while the disk has room and no setting asks for it', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordDays(writer, [0, 1])
      settle(new WavePolicy(() => PLENTY, 'ward-3'), writer, START_UTC_MS + 900 * DAY_MS)
      settle(new WavePolicy(() => null, 'ward-3'), writer, START_UTC_MS + 900 * DAY_MS)
      writer.close()
      expect(daysWithWaves(folder, [0, 1])).toEqual([0, 1])
    }))

  it('removes the oldest waves when the disk demands it, never those of the last day, and says so in both ledgers', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const days = [0, 1, 5]
      recordDays(writer, days)
      const nowUtcMs = START_UTC_MS + 5 * DAY_MS + 2 * MINUTE_MS
      settle(new WavePolicy(() => SHORT, 'ward-3'), writer, nowUtcMs)
      expect(writer.room()).toMatchObject({ wavesSinceUtcMs: START_UTC_MS + 5 * DAY_MS + MINUTE_MS })
      expect(writer.reusableBytes()).toBeGreaterThan(0)
      writer.close()
      expect(daysWithWaves(folder, days)).toEqual([5])
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(3, 0, Number.MAX_SAFE_INTEGER)).toHaveLength(3 * FOLD_ROWS)
      const removed = {
        fromUtcMs: START_UTC_MS,
        toUtcMs: START_UTC_MS + DAY_MS + MINUTE_MS,
        cause: 'removed',
      }
      for (const [bed, channel] of [
        ['b1', 1],
        ['b2', 2],
      ] as const) {
        expect(reader.gaps(bed, 0, Number.MAX_SAFE_INTEGER)).toEqual([
          { bed, channel, ...removed, evidence: 'Full-rate waves were removed to make room on the disk.' },
        ])
      }
      const [row, ...more] = reader.auditRows()
      expect(more).toEqual([])
      expect(row).toMatchObject({ action: 'waves.remove', object: 'record', after: '{"reason":"disk"}' })
      expect(row?.actor).toMatchObject({ station: 'ward-3', initials: null, session: 'store' })
      expect(JSON.parse(row?.before ?? '')).toMatchObject({ fromUtcMs: START_UTC_MS, blocks: 4 })
      reader.close()
      expect(verifyStore(openOptions(folder))).toMatchObject({ ok: true, blocks: { good: 2, bad: 0 } })
    }))

  it('keeps waves for the days of the setting, also after a restart, and one growing gap a channel', () =>
    withFolder((folder) => {
      const first = openStoreWriter(openOptions(folder))
      recordDays(first.writer, [0, 1, 2])
      first.writer.keep('waves', 7)
      first.writer.close()
      const { writer } = openStoreWriter(openOptions(folder))
      expect(writer.keptDays('waves')).toBe(7)
      for (const day of [8, 9]) {
        settle(new WavePolicy(() => PLENTY, 'ward-3'), writer, START_UTC_MS + day * DAY_MS - 1000)
      }
      writer.keep('waves', null)
      settle(new WavePolicy(() => PLENTY, 'ward-3'), writer, START_UTC_MS + 90 * DAY_MS)
      writer.close()
      expect(daysWithWaves(folder, [0, 1, 2])).toEqual([2])
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER)).toMatchObject([
        { fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + DAY_MS + MINUTE_MS },
      ])
      expect(reader.auditRows().map((row) => row.after)).toEqual(Array(2).fill('{"reason":"retention"}'))
      reader.close()
    }))

  it('is not stopped by waves that a wrong clock put into the future', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordDays(writer, [9_000, 0, 9])
      settle(new WavePolicy(() => SHORT, 'ward-3'), writer, START_UTC_MS + 9 * DAY_MS + 2 * MINUTE_MS)
      writer.close()
      expect(daysWithWaves(folder, [9_000, 0, 9])).toEqual([9])
    }))

  it('removes nothing by age while the clock cannot be trusted', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordDays(writer, [0, 1])
      writer.keep('waves', 30)
      const policy = new WavePolicy(() => PLENTY, 'ward-3')
      const yearAhead = START_UTC_MS + 365 * DAY_MS
      expect(policy.step(writer, 0, yearAhead, false)).toBeNull()
      expect(policy.step(writer, DAY_MS, yearAhead, true)).not.toBeNull()
      writer.close()
    }))
})
