import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IntervalEstimate } from './interval.ts'

it('is 5 s at least, 2.5 intervals where the device is slower', () => {
  const estimate = new IntervalEstimate()
  expect(estimate.ageLimitMs).toBe(5_000)
  for (let atMs = 0; atMs <= 60_000; atMs += 10_000) estimate.arrived(atMs)
  expect(estimate.ageLimitMs).toBe(25_000)
})

it('lies between 2.5 times the shortest and the longest interval, 5 s at least', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 30 }),
      (intervals) => {
        const estimate = new IntervalEstimate()
        let atMs = 0
        estimate.arrived(atMs)
        for (const interval of intervals) {
          atMs += interval
          estimate.arrived(atMs)
        }
        const last = intervals.slice(-8)
        expect(estimate.ageLimitMs).toBeGreaterThanOrEqual(Math.max(5_000, 2.5 * Math.min(...last)))
        expect(estimate.ageLimitMs).toBeLessThanOrEqual(Math.max(5_000, 2.5 * Math.max(...last)))
      },
    ),
  )
})

it('does not take an outage for an interval, nor two values of one moment', () => {
  const estimate = new IntervalEstimate()
  estimate.arrived(0)
  estimate.arrived(10_000)
  estimate.arrived(10_000)
  estimate.interrupted()
  estimate.arrived(3_600_000)
  expect(estimate.ageLimitMs).toBe(25_000)
})
