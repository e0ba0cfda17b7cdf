import { expect, it } from 'vitest'
import type { TrendView } from '../../electron/ipc/trend.ts'
import { calmLanes } from './calm-lanes.ts'

const MINUTE_MS = 60_000

function view(atMinutes: readonly number[]): TrendView {
  const buckets = atMinutes.map((minute) => ({
    atUtcMs: minute * MINUTE_MS,
    low: 60,
    high: 80,
    mean: 70,
    doubtful: false,
  }))
  const parameter = (id: string, label: string) => ({
    key: id,
    id,
    label,
    unit: '/min',
    decimals: 0,
    episodic: false,
    limitLow: null,
    limitHigh: null,
    widthMs: MINUTE_MS,
    buckets,
  })
  return {
    bed: 'b1',
    fromUtcMs: 0,
    toUtcMs: 60 * MINUTE_MS,
    simulated: true,
    complete: true,
    parameters: [
      parameter('MDC_TEMP', 'Temp'),
      parameter('MDC_PULS_OXIM_SAT_O2', 'SpO2'),
      parameter('MDC_ECG_HEART_RATE', 'HR'),
    ],
    gaps: [],
    alerts: [],
    entries: [],
    notes: [],
    clock: null,
  }
}

it('a calm tile shows heart rate and saturation, and no line where nothing was measured', () => {
  const lanes = calmLanes(view([0, 1, 2, 30, 31]))
  expect(lanes.map(({ label }) => label)).toEqual(['HR', 'SpO2'])
  expect(lanes[0]?.path.match(/M/g)).toHaveLength(2)
  expect(lanes[0]?.path.match(/L/g)).toHaveLength(3)
})

it('a tile without a record yet shows nothing', () => {
  expect(calmLanes({ ...view([]), parameters: [] })).toEqual([])
})
