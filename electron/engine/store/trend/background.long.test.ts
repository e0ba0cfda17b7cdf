import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trend } from '../migrations/0003-trend.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { damageFirstBlock, damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import { countedNumerics, countedSamples, naiveTrend, nearly } from '../testing/naive-trend.ts'
import { takeBackBefore } from '../testing/old-record.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../testing/samples.ts'
import {
  EPISODIC_NUMBER,
  firstSecond,
  NUMERIC_NUMBER,
  SLOW_RATE_HZ,
  type TrendSecond,
  trendSeconds,
  WAVE_NUMBER,
} from '../testing/trend-record.ts'
import type { StoreReader } from '../types.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'

const HOUR_MS = 3_600_000
const RANGE = [START_UTC_MS - 8 * HOUR_MS, START_UTC_MS + 8 * HOUR_MS] as const
const MINUTES = (RANGE[1] - RANGE[0]) / 60_000
/** Each run makes a record of its own on the disk. */
const RUNS = 8

function recordSeconds(writer: SqliteStoreWriter, seconds: readonly TrendSecond[]): void {
  for (const { waves, numerics } of seconds) {
    writer.record(secondOf({ waves, numerics }))
    writer.foldStep(Number.POSITIVE_INFINITY)
  }
}

function enterAll(writer: SqliteStoreWriter): void {
  while (writer.trendStep(0)) {
    // One block or one hour at a time.
  }
}

function expectTrue(reader: StoreReader): void {
  const counted = new Map([
    [WAVE_NUMBER, countedSamples(reader.waves(WAVE_NUMBER, ...RANGE), SLOW_RATE_HZ)],
    [NUMERIC_NUMBER, countedNumerics(reader.numerics(NUMERIC_NUMBER, ...RANGE))],
    [EPISODIC_NUMBER, countedNumerics(reader.numerics(EPISODIC_NUMBER, ...RANGE))],
  ])
  for (const [channel, values] of counted) {
    for (const most of [MINUTES, 100, 1]) {
      const found = reader.trend(channel, ...RANGE, most)
      expect(found?.complete).toBe(true)
      expect(found?.points).toEqual(nearly(naiveTrend(values, found?.widthMs ?? 1, ...RANGE)))
    }
  }
}

/** Numbers of a trend that claim more than there is: what must never be seen on the way. */
function claimsTooMuch(reader: StoreReader, channel: number, whole: ReadonlyMap<number, number>): boolean {
  const points = reader.trend(channel, ...RANGE, MINUTES)?.points ?? []
  return points.some((point) => point.count > (whole.get(point.fromUtcMs) ?? 0))
}

describe('older data in the background', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('enters once and whole, whatever is recorded meanwhile and however often the writer starts again', async () => {
    await fc.assert(
      fc.asyncProperty(
        trendSeconds,
        fc.nat(400),
        fc.nat(200),
        fc.array(fc.nat(30), { maxLength: 5 }),
        (seconds, split, startsAfter, restarts) =>
          withFolder((folder) => {
            let { writer } = openStoreWriter(openOptions(folder))
            writer.record(firstSecond())
            recordSeconds(writer, seconds.slice(0, split))
            writer.close()
            takeBackBefore(folder, trend)
            writer = openStoreWriter(openOptions(folder)).writer
            for (const [index, second] of seconds.slice(split).entries()) {
              recordSeconds(writer, [second])
              if (index >= startsAfter) writer.trendStep(0)
              if (!restarts.includes(index)) continue
              writer.close()
              writer = openStoreWriter(openOptions(folder)).writer
            }
            enterAll(writer)
            const { reader } = openStoreReader(openOptions(folder))
            expectTrue(reader)
            reader.close()
            writer.close()
          }),
      ),
      { numRuns: RUNS },
    )
  })

  it('says that it is not done yet, never shows too much, and newest comes first', () =>
    withFolder((folder) => {
      const [seconds = []] = fc.sample(trendSeconds, { numRuns: 1, seed: 7 })
      let { writer } = openStoreWriter(openOptions(folder))
      writer.record(firstSecond())
      recordSeconds(writer, seconds)
      writer.close()
      let { reader } = openStoreReader(openOptions(folder))
      const countsOf = (channel: number) =>
        new Map(
          (reader.trend(channel, ...RANGE, MINUTES)?.points ?? []).map(({ fromUtcMs, count }) => [
            fromUtcMs,
            count,
          ]),
        )
      const whole = new Map([WAVE_NUMBER, NUMERIC_NUMBER].map((channel) => [channel, countsOf(channel)]))
      reader.close()
      takeBackBefore(folder, trend)
      writer = openStoreWriter(openOptions(folder)).writer
      reader = openStoreReader(openOptions(folder)).reader
      expect(reader.trend(NUMERIC_NUMBER, ...RANGE, 1)?.complete).toBe(false)
      expect(reader.trend(WAVE_NUMBER, ...RANGE, 1)?.complete).toBe(false)
      for (let more = true; more; more = writer.trendStep(0)) {
        for (const [channel, counts] of whole) expect(claimsTooMuch(reader, channel, counts)).toBe(false)
      }
      for (const [channel, counts] of whole) expect(countsOf(channel)).toEqual(counts)
      expect(writer.trendStep(0)).toBe(false)
      reader.close()
      writer.close()
    }))

  it('leaves a hole, not a wrong number, where a block is damaged', () =>
    withFolder((folder) => {
      const [seconds = []] = fc.sample(trendSeconds, { numRuns: 1, seed: 3 })
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(firstSecond())
      recordSeconds(writer, seconds)
      expect(seconds.length).toBeGreaterThan(2 * FOLD_ROWS)
      writer.close()
      takeBackBefore(folder, trend)
      damageFirstBlock(folder)
      const again = openStoreWriter(openOptions(folder))
      enterAll(again.writer)
      const { reader } = openStoreReader(openOptions(folder))
      const waves = countedSamples(reader.waves(WAVE_NUMBER, ...RANGE), SLOW_RATE_HZ)
      expect(waves.length).toBeLessThan((seconds.length - FOLD_ROWS) * SLOW_RATE_HZ)
      expectTrue(reader)
      reader.close()
      again.writer.close()
    }))

  it('ends where the numbers lie on a damaged page, and enters none of them', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(secondOf({ channels: [announced(2, numericChannel('hr'))] }))
      for (let second = 0; second < FOLD_ROWS; second++) {
        writer.record(secondOf({ numerics: [numericAt(2, START_UTC_MS + second * 1000, 70)] }))
      }
      writer.fold(START_UTC_MS)
      writer.close()
      takeBackBefore(folder, trend)
      damageTable(folder, 'numeric')
      const again = openStoreWriter(openOptions(folder))
      enterAll(again.writer)
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.trend(2, ...RANGE, 1)).toMatchObject({ complete: true, points: [] })
      expect(() => reader.percentiles(2, ...RANGE, [0.5])).toThrow('is damaged')
      reader.close()
      again.writer.close()
    }))
})
