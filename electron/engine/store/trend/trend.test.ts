import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { countedNumerics, countedSamples, naiveTrend, nearly } from '../testing/naive-trend.ts'
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
import {
  EPISODIC_NUMBER,
  firstSecond,
  NUMERIC_NUMBER,
  SLOW_RATE_HZ,
  trendSeconds,
  WAVE_NUMBER,
} from '../testing/trend-record.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { TREND_LEVELS } from './levels.ts'

const HOUR_MS = 3_600_000
/** Each run makes a record of its own on the disk. */
const RUNS = 8

describe('the trend pyramid', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('equals the values one by one at every level, for any range, folded or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        trendSeconds,
        fc.nat(4 * HOUR_MS),
        fc.nat(4 * HOUR_MS),
        (seconds, offsetMs, lengthMs) =>
          withFolder((folder) => {
            const { writer } = openStoreWriter(openOptions(folder))
            const { reader } = openStoreReader(openOptions(folder))
            writer.record(firstSecond())
            for (const { waves, numerics } of seconds) {
              writer.record(secondOf({ waves, numerics }))
              writer.foldStep(Number.POSITIVE_INFINITY)
            }
            const from = START_UTC_MS - HOUR_MS + offsetMs
            const to = from + 1 + lengthMs
            const wide = [from - HOUR_MS, to + HOUR_MS] as const
            const counted = new Map([
              [WAVE_NUMBER, countedSamples(reader.waves(WAVE_NUMBER, ...wide), SLOW_RATE_HZ)],
              [NUMERIC_NUMBER, countedNumerics(reader.numerics(NUMERIC_NUMBER, ...wide))],
              [EPISODIC_NUMBER, countedNumerics(reader.numerics(EPISODIC_NUMBER, ...wide))],
            ])
            for (const [channel, values] of counted) {
              for (const widthMs of TREND_LEVELS) {
                const most = Math.ceil((to - Math.floor(from / widthMs) * widthMs) / widthMs)
                const trend = reader.trend(channel, from, to, most)
                const width = trend?.widthMs ?? 0
                expect(width).toBeLessThanOrEqual(widthMs)
                expect(trend?.complete).toBe(true)
                expect(trend?.points).toEqual(nearly(naiveTrend(values, width, from, to)))
              }
            }
            reader.close()
            writer.close()
          }),
      ),
      { numRuns: RUNS },
    )
  })

  it('gives waves in the unit of the channel, also where the gain turns them over', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const channel = { ...waveChannel('p1'), gain: -0.5, offset: 10 }
      writer.record(
        secondOf({ channels: [announced(1, channel)], waves: [pieceAt(1, START_UTC_MS, [0, 4, 8])] }),
      )
      expect(reader.trend(1, START_UTC_MS, START_UTC_MS + 1, 9)?.points).toEqual([
        { fromUtcMs: START_UTC_MS, least: 6, greatest: 10, mean: 8, count: 3, questionable: 0, demo: 0 },
      ])
      reader.close()
      writer.close()
    }))

  it('is kept where a monitor sends numbers and no wave ever fills the journal', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader, connection } = openStoreReader(openOptions(folder))
      writer.record(secondOf({ channels: [announced(2, numericChannel('hr'))] }))
      const tailRows = () => Number(connection.prepare('SELECT count(*) FROM numeric_tail').pluck().get())
      for (let second = 0; second < 3 * FOLD_ROWS; second++) {
        writer.record(secondOf({ numerics: [numericAt(2, START_UTC_MS + second * 1000, second)] }))
        writer.fold(START_UTC_MS)
        expect(tailRows()).toBeLessThan(FOLD_ROWS)
      }
      const trend = reader.trend(2, START_UTC_MS, START_UTC_MS + HOUR_MS, 1)
      expect(trend?.points).toMatchObject([{ least: 0, greatest: 3 * FOLD_ROWS - 1, count: 3 * FOLD_ROWS }])
      expect(reader.numerics(2, START_UTC_MS, START_UTC_MS + HOUR_MS)).toHaveLength(3 * FOLD_ROWS)
      reader.close()
      writer.close()
    }))

  it('is folded on where sums leave the range of numbers, and then has no mean', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      writer.record(
        secondOf({ channels: [announced(2, numericChannel('hr')), announced(1, waveChannel('ii'))] }),
      )
      const huge = [Number.MAX_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, Number.POSITIVE_INFINITY]
      for (let second = 0; second < FOLD_ROWS; second++) {
        const at = START_UTC_MS + (second < 2 ? second : second * 1000)
        const numerics = huge.map((value) => numericAt(2, START_UTC_MS + second, second < 2 ? value : 1))
        writer.record(secondOf({ numerics, waves: [pieceAt(1, at, [1])] }))
      }
      writer.fold(START_UTC_MS)
      const [point] = reader.trend(2, START_UTC_MS, START_UTC_MS + 1, 1)?.points ?? []
      expect(point).toMatchObject({ greatest: Number.MAX_VALUE, least: -Number.MAX_VALUE, mean: null })
      reader.close()
      writer.close()
    }))

  it('refuses a range that ends before it begins and less than one point, and knows no unknown channel', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      expect(() => reader.trend(1, 5, 5, 10)).toThrow(TypeError)
      expect(() => reader.trend(1, Number.NaN, 5, 10)).toThrow(TypeError)
      expect(() => reader.trend(1, 0, 5, 0)).toThrow(TypeError)
      expect(reader.trend(1, 0, 5, 10)).toBeNull()
      reader.close()
      writer.close()
    }))
})
