import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINUTES } from './insight-table.ts'
import { type Minute, Minutes, type Reading } from './minutes.ts'

const MINUTE_MS = MINUTES.lengthMs

function good(atMs: number, value: number | null): Reading {
  return { atMs, value, mark: 'good' }
}

function made(readings: readonly Reading[], askedAt: (atMs: number) => number | null = () => null): Minute[] {
  const found: Minute[] = []
  const minutes = new Minutes((minute) => found.push(minute))
  for (const reading of readings) {
    minutes.push(reading)
    const asked = askedAt(reading.atMs)
    if (asked !== null) minutes.settle(asked)
  }
  minutes.settle(Number.MAX_SAFE_INTEGER)
  return found
}

const anyReading: fc.Arbitrary<Reading> = fc.record({
  atMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
  value: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
  mark: fc.constantFrom('good', 'doubtful', 'alarmed'),
})

describe('minutes of readings', () => {
  it('takes the median of each minute, whatever the rate', () => {
    const found = made([good(0, 10), good(1_000, 500), good(2_000, 12), good(60_000, 7), good(185_000, 9)])
    expect(found.map(({ atMs, value }) => [atMs, value])).toEqual([
      [1_000, 12],
      [60_000, 7],
      [185_000, 9],
    ])
  })

  it('leaves out what has no number, is doubtful, late or no number at all, and counts each', () => {
    const [minute, ...others] = made([
      good(10_000, 80),
      good(11_000, null),
      { atMs: 12_000, value: 200, mark: 'doubtful' },
      good(13_000, Number.NaN),
      good(5_000, 200),
      good(14_000, Number.POSITIVE_INFINITY),
    ])
    expect(minute).toEqual({ atMs: 10_000, value: 80, readings: 1, leftOut: 5, isUnlearnable: true })
    expect(others).toEqual([])
  })

  it('has no value where no reading had one', () => {
    expect(made([good(61_000, null)])).toMatchObject([{ value: null, readings: 0, leftOut: 1 }])
  })

  it('counts a repeated reading once', () => {
    expect(made([good(1_000, 120), good(1_000, 120), good(1_000, 120)])).toMatchObject([
      { readings: 1, leftOut: 0 },
    ])
  })

  it('loses no reading, keeps minutes in order, and no minute invents a value', () => {
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 300 }), (readings) => {
        const found = made(readings)
        const repeats = readings.filter(({ atMs }, index) => atMs === newestBefore(readings, index)).length
        const counted = found.reduce((sum, minute) => sum + minute.readings + minute.leftOut, 0)
        expect(counted).toBe(readings.length - repeats)
        const buckets = found.map(({ atMs }) => Math.floor(atMs / MINUTE_MS))
        expect(buckets).toEqual([...new Set(buckets)].sort((a, b) => a - b))
        const values = readings.map(({ value }) => value ?? Number.NaN).filter(Number.isFinite)
        for (const { value } of found) {
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(Math.min(...values))
          expect(value).toBeLessThanOrEqual(Math.max(...values))
        }
      }),
    )
  })

  it('does not depend on how often it is asked while readings are at most two minutes late', () => {
    fc.assert(
      fc.property(
        fc.array(anyReading, { maxLength: 100 }),
        fc.integer({ min: 0, max: MINUTES.settleMs }),
        (readings, lateMs) => {
          const inOrder = readings.toSorted((one, other) => one.atMs - other.atMs)
          expect(made(inOrder, (atMs) => atMs + lateMs)).toEqual(made(inOrder))
        },
      ),
    )
  })

  it('keeps a bounded number of readings of a minute', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => good(index, 80))
    expect(made(many)).toMatchObject([
      { readings: MINUTES.mostReadings, leftOut: 1_000 - MINUTES.mostReadings },
    ])
  })
})

/** The latest time before this reading: one at the same time is a repeat. */
function newestBefore(readings: readonly Reading[], index: number): number {
  return readings.slice(0, index).reduce((newest, { atMs }) => Math.max(newest, atMs), -1)
}
