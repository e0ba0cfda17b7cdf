import { describe, expect, it } from 'vitest'
import type { WhatIfLimit } from '../../../electron/ipc/alarm-load.ts'
import { answeredSetting, isQuietExtreme, movedExtremes, stepDelay, stepTried } from './tries.ts'

const LOW: WhatIfLimit = {
  parameter: 'spo2',
  id: 'MDC_PULS_OXIM_SAT_O2',
  label: 'SpO2',
  unit: '%',
  decimals: 0,
  side: 'low',
  isExtreme: false,
  before: { limit: 90, delayMs: 10_000 },
  tried: { limit: 88, delayMs: 15_000 },
  bounds: { least: 85, most: 100 },
  delayBounds: { leastMs: 0, mostMs: 30_000 },
  step: 1,
  alarmsBefore: 121,
  alarmsTried: 18,
  laterMs: 6_000,
}
const EXTREME: WhatIfLimit = {
  ...LOW,
  isExtreme: true,
  before: { limit: 80, delayMs: 0 },
  tried: { limit: 80, delayMs: 0 },
}

describe('limits to try', () => {
  it('begin with what the engine answered, a side that is off with the limit of now', () => {
    const setting = { parameter: 'spo2', low: 88, high: null, delayMs: 15_000 }
    expect(answeredSetting([EXTREME, LOW], 'spo2', undefined)).toEqual(setting)
    expect(answeredSetting([EXTREME, LOW], 'spo2', { low: 90, high: 100 })).toEqual({ ...setting, high: 100 })
    expect(answeredSetting([EXTREME], 'spo2', { low: 90, high: null })).toMatchObject({ low: 90, delayMs: 0 })
  })

  it('stay within their bounds and below the other side', () => {
    const setting = { parameter: 'spo2', low: 86, high: 88, delayMs: 0 }
    expect(stepTried(setting, LOW, -1).low).toBe(85)
    expect(stepTried({ ...setting, low: 85 }, LOW, -1).low).toBe(85)
    expect(stepTried({ ...setting, low: 87 }, LOW, 1).low).toBe(87)
  })

  it('have delays in steps of five seconds within theirs', () => {
    const setting = { parameter: 'spo2', low: 88, high: null, delayMs: 28_000 }
    expect(stepDelay(setting, LOW, 1).delayMs).toBe(30_000)
    expect(stepDelay(setting, LOW, -1).delayMs).toBe(23_000)
    expect(stepDelay({ ...setting, delayMs: 3_000 }, LOW, -1).delayMs).toBe(0)
  })

  it('say which bounds that are always on they move', () => {
    const moved = { ...EXTREME, tried: { limit: 78, delayMs: 0 } }
    expect(movedExtremes([LOW, EXTREME])).toEqual([])
    expect(movedExtremes([LOW, moved])).toEqual([moved])
  })

  it('leave bounds in a line that are always on, do not move and have no alarm', () => {
    const quiet = { ...EXTREME, alarmsBefore: 0, alarmsTried: 0 }
    expect(isQuietExtreme(quiet)).toBe(true)
    expect(isQuietExtreme({ ...quiet, isExtreme: false })).toBe(false)
    expect(isQuietExtreme({ ...quiet, tried: { limit: 78, delayMs: 0 } })).toBe(false)
    expect(isQuietExtreme(EXTREME)).toBe(false)
  })
})
