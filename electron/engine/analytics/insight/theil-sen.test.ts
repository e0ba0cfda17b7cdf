import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise } from '../testing/synthetic.ts'
import { MS_PER_HOUR, TREND } from './insight-table.ts'
import { type Point, theilSen } from './theil-sen.ts'

const MINUTE_MS = 60_000

function points(values: readonly number[]): Point[] {
  return values.map((value, minute) => ({ atMs: minute * MINUTE_MS, value }))
}

/** Times rising by any step, heights on a line. */
const onALine = fc.record({
  steps: fc.array(fc.integer({ min: 1_000, max: 600_000 }), { minLength: 8, maxLength: 40 }),
  slope: fc.double({ min: -50, max: 50, noNaN: true }),
  level: fc.double({ min: 20, max: 200, noNaN: true }),
})

function line({ steps, slope, level }: { steps: number[]; slope: number; level: number }): Point[] {
  let atMs = 0
  return steps.map((step) => {
    atMs += step
    return { atMs, value: level + (slope * atMs) / MS_PER_HOUR }
  })
}

describe('slope by Theil and Sen', () => {
  it('gives back the line that irregular points lie on, and its height at the last', () => {
    fc.assert(
      fc.property(onALine, (given) => {
        const all = line(given)
        const found = theilSen(all)
        expect(found?.slopePerHour).toBeCloseTo(given.slope, 4)
        expect(found?.level).toBeCloseTo(all.at(-1)?.value ?? Number.NaN, 4)
      }),
    )
  })

  it('is not moved by wild values, one in eight', () => {
    fc.assert(
      fc.property(onALine, fc.double({ min: 500, max: 1e6, noNaN: true }), (given, wild) => {
        const slope = 5 + Math.abs(given.slope)
        const all = line({ ...given, slope })
        const spoilt = all.map((point, index) => (index % 8 === 3 ? { ...point, value: wild } : point))
        const found = theilSen(spoilt)
        expect(found?.lowPerHour).toBeLessThanOrEqual(found?.slopePerHour ?? Number.NaN)
        expect(found?.highPerHour).toBeGreaterThanOrEqual(found?.slopePerHour ?? Number.NaN)
        expect(found?.slopePerHour).toBeCloseTo(slope, 4)
      }),
    )
  })

  it('finds the slope and the test statistic of a small example worked by hand', () => {
    const found = theilSen(points([1, 2, 4, 3, 5, 6, 8, 7]))
    // 28 pairs, 26 rise and 2 fall: S = 24, variance 8 * 7 * 21 / 18 = 65.33.
    expect(found?.kendallZ).toBeCloseTo(23 / Math.sqrt((8 * 7 * 21) / 18), 9)
    expect(found?.slopePerHour).toBeCloseTo(60, 9)
  })

  it('corrects the test for ties: equal values alone are no trend', () => {
    expect(theilSen(points([5, 5, 5, 5, 5, 5, 5, 5]))).toMatchObject({ slopePerHour: 0, kendallZ: 0 })
    // S = 12 (3 times 4), variance (7 * 6 * 19 - 3 * 2 * 11 - 4 * 3 * 13) / 18.
    const found = theilSen(points([1, 1, 1, 2, 2, 2, 2]))
    expect(found?.kendallZ).toBeCloseTo(11 / Math.sqrt((798 - 66 - 156) / 18), 9)
  })

  it('calls about one in a hundred stretches of chance a trend', () => {
    const chance = noise(60_000, 5)
    let called = 0
    for (let from = 0; from < chance.length; from += 30) {
      const found = theilSen(points([...chance.slice(from, from + 30)]))
      if (Math.abs(found?.kendallZ ?? 0) > TREND.leastKendallZ) called++
    }
    expect(called / 2_000).toBeGreaterThan(0.004)
    expect(called / 2_000).toBeLessThan(0.016)
  })

  it('has no slope of fewer than two points', () => {
    expect(theilSen([])).toBeNull()
    expect(theilSen(points([1]))).toBeNull()
  })
})
