import { describe, expect, it } from 'vitest'
import { type NumericChannel, sitesOf, type WaveChannel } from './channel.ts'
import { hasNumber } from './measurement.ts'

function numeric(key: string, id: string, source: string): NumericChannel {
  return {
    kind: 'numeric',
    key,
    id,
    code: null,
    source,
    vendor: key,
    label: key,
    unit: '1',
    timing: 'continuous',
    decimals: 0,
  }
}

describe('sitesOf', () => {
  it('names a site only where one id comes from several sources', () => {
    const sites = sitesOf([
      numeric('T@t1', 'MDC_TEMP', 't1'),
      numeric('T@t2', 'MDC_TEMP', 't2'),
      numeric('HR', 'MDC_ECG_HEART_RATE', 'ecg'),
    ])
    expect(sites).toEqual(
      new Map([
        ['T@t1', 't1'],
        ['T@t2', 't2'],
      ]),
    )
  })

  it('keeps numbers and waves of one id apart', () => {
    const wave: WaveChannel = {
      ...numeric('P', 'MDC_PRESS_BLD', 'p1'),
      kind: 'wave',
      timing: 'continuous',
      rateHz: 100,
      gain: 0.01,
      offset: 0,
      width: 16,
      lowest: 0,
      highest: 200,
    }
    expect(sitesOf([numeric('P', 'MDC_PRESS_BLD', 'p2'), wave]).size).toBe(0)
  })
})

describe('hasNumber', () => {
  it('is true for good, questionable and demo only', () => {
    expect((['good', 'questionable', 'demo', 'invalid', 'off'] as const).map(hasNumber)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
