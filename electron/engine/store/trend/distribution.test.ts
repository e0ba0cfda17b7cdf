import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip, totalMs, without } from '../../export/intervals.ts'
import { heldBy, timingOf } from '../../export/measured.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import {
  EPISODIC_NUMBER,
  firstSecond,
  NUMERIC_NUMBER,
  trendSeconds,
  WAVE_NUMBER,
} from '../testing/trend-record.ts'

const LEAD_MS = 300_000
const RUNS = 8
const QUESTIONS = 12
const RANGE = { low: 50, high: 120 }

/** Nearest rank, by sorting. */
function naivePercentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null
}

describe('time in range and percentiles', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('equal what the rows say one by one, over any period, folded or not, gaps cut out', async () => {
    const offset = fc.nat(7_200_000)
    const gapSpan = fc.tuple(fc.nat(7200), fc.integer({ min: 1, max: 600 }), fc.constantFrom(null, 2, 3))
    await fc.assert(
      fc.asyncProperty(
        trendSeconds,
        fc.array(gapSpan, { maxLength: 6 }),
        fc.array(fc.tuple(offset, offset), { minLength: QUESTIONS, maxLength: QUESTIONS }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (seconds, gapSpans, periods, parts) =>
          withFolder((folder) => {
            const { writer } = openStoreWriter(openOptions(folder))
            const { reader } = openStoreReader(openOptions(folder))
            writer.record(firstSecond())
            for (const { waves, numerics } of seconds) {
              writer.record(secondOf({ waves, numerics }))
              writer.foldStep(Number.POSITIVE_INFINITY)
            }
            for (const [fromS, lengthS, channel] of gapSpans) {
              const fromUtcMs = START_UTC_MS + fromS * 1000
              const gap = { bed: 'b1', channel, fromUtcMs, toUtcMs: fromUtcMs + lengthS * 1000 }
              writer.record(secondOf({ gaps: [{ ...gap, cause: 'silent', evidence: '' }] }))
            }
            for (const [a, b] of periods) {
              const period = {
                fromUtcMs: START_UTC_MS + Math.min(a, b),
                toUtcMs: START_UTC_MS + Math.max(a, b) + 1,
              }
              const { fromUtcMs, toUtcMs } = period
              const rows = reader.numerics(NUMERIC_NUMBER, fromUtcMs - LEAD_MS, toUtcMs)
              const gaps = reader
                .gaps('b1', fromUtcMs, toUtcMs)
                .filter(({ channel }) => channel !== EPISODIC_NUMBER)
              const stood = heldBy(rows, timingOf(rows)).flatMap((one) => clip(one, period) ?? [])
              const held = without(stood, gaps)
              const belowMs = totalMs(held.filter(({ value }) => value < RANGE.low))
              const aboveMs = totalMs(held.filter(({ value }) => value > RANGE.high))
              const withinMs = totalMs(held) - belowMs - aboveMs
              const notMeasuredMs = toUtcMs - fromUtcMs - totalMs(held)
              const wanted = { belowMs, withinMs, aboveMs, notMeasuredMs }
              expect(reader.timeInRange(NUMERIC_NUMBER, fromUtcMs, toUtcMs, RANGE)).toEqual(wanted)
              for (const channel of [NUMERIC_NUMBER, EPISODIC_NUMBER]) {
                const measured = reader.numerics(channel, fromUtcMs, toUtcMs)
                const values = measured.flatMap(({ value }) => value ?? [])
                expect(reader.percentiles(channel, fromUtcMs, toUtcMs, [0, ...parts, 1])).toEqual({
                  count: values.length,
                  questionable: measured.filter(({ validity }) => validity === 'questionable').length,
                  demo: measured.filter(({ validity }) => validity === 'demo').length,
                  values: [0, ...parts, 1].map((part) => naivePercentile(values, part)),
                })
              }
            }
            reader.close()
            writer.close()
          }),
      ),
      { numRuns: RUNS },
    )
  })

  it('take an open bound as none', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const numerics = [numericAt(2, START_UTC_MS, 40), numericAt(2, START_UTC_MS + 1000, 400)]
      writer.record(secondOf({ channels: [announced(2, numericChannel('hr'))], numerics }))
      const ask = (low: number | null, high: number | null) =>
        reader.timeInRange(2, START_UTC_MS, START_UTC_MS + 60_000, { low, high })
      const none = { belowMs: 0, withinMs: 0, aboveMs: 0, notMeasuredMs: 58_000 }
      expect(ask(null, null)).toEqual({ ...none, withinMs: 2000 })
      expect(ask(41, null)).toEqual({ ...none, belowMs: 1000, withinMs: 1000 })
      expect(ask(null, 399)).toEqual({ ...none, withinMs: 1000, aboveMs: 1000 })
      reader.close()
      writer.close()
    }))

  it('answer nothing where nothing stands for a time, and refuse what is no question', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const channels = [announced(1, waveChannel('ii')), announced(3, numericChannel('nibp', 'episodic'))]
      writer.record(secondOf({ channels }))
      for (const channel of [WAVE_NUMBER, EPISODIC_NUMBER, 9]) {
        expect(reader.timeInRange(channel, 0, 5, RANGE)).toBeNull()
      }
      expect(reader.percentiles(9, 0, 5, [0.5])).toEqual({
        count: 0,
        questionable: 0,
        demo: 0,
        values: [null],
      })
      expect(() => reader.percentiles(9, 0, 5, [1.5])).toThrow(TypeError)
      expect(() => reader.percentiles(9, 0, 5, [Number.NaN])).toThrow(TypeError)
      expect(() => reader.timeInRange(9, 5, 0, RANGE)).toThrow(TypeError)
      expect(() => reader.timeInRange(9, 0, 5, { low: Number.NaN, high: null })).toThrow(TypeError)
      reader.close()
      writer.close()
    }))
})
