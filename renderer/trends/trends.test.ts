import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lanePoints } from '../shifts/lanes.ts'
import { overviewPoints } from './overview-points.ts'
import { RANGES, rangeBefore } from './ranges.ts'
import { laneOf } from './trend-lane.ts'

const MINUTE_MS = 60_000
const BASE = {
  key: 'hr',
  id: 'MDC_ECG_HEART_RATE',
  label: 'HR',
  unit: '/min',
  decimals: 0,
  episodic: false,
  limitLow: 50,
  limitHigh: 120,
  widthMs: MINUTE_MS,
}
const bucket = (minute: number, mean = 80) => ({
  atUtcMs: minute * MINUTE_MS,
  low: mean - 1,
  high: mean + 1,
  mean,
  doubtful: false,
})

it('has one point of the overview for every bucket, null where nothing was measured', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(59)), (minutes) => {
      const points = overviewPoints(
        { buckets: minutes.map((minute) => bucket(minute)), widthMs: MINUTE_MS },
        { fromUtcMs: 0, toUtcMs: 60 * MINUTE_MS },
      )
      expect(points).toHaveLength(60)
      points.forEach(({ mean }, minute) => {
        expect(mean !== null).toBe(minutes.includes(minute))
      })
    }),
  )
})

it('keeps the axis of the whole period, cuts the line to the stretch, and joins nothing over a gap', () => {
  const parameter = { ...BASE, buckets: [bucket(0, 200), bucket(10), bucket(11), bucket(20)] }
  const lane = laneOf(parameter, { fromUtcMs: 10 * MINUTE_MS, toUtcMs: 21 * MINUTE_MS })
  expect(lane).toMatchObject({ lowest: 80, highest: 200, last: 80 })
  expect(lanePoints(lane.trend, lane.breakAfterMs).map(({ median }) => median)).toEqual([80, 80, null, 80])
})

it('shows no present value where the last bucket is old', () => {
  const parameter = { ...BASE, buckets: [bucket(0)] }
  expect(laneOf(parameter, { fromUtcMs: 0, toUtcMs: 10 * MINUTE_MS }).last).toBeNull()
})

it('ends every period now', () => {
  for (const { hours } of RANGES) {
    const { fromUtcMs, toUtcMs } = rangeBefore(hours, 1e12)
    expect([toUtcMs, (toUtcMs - fromUtcMs) / (60 * MINUTE_MS)]).toEqual([1e12, hours])
  }
})
