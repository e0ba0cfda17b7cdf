import { describe, expect, it } from 'vitest'
import { untouchedAlarm } from '../../electron/ipc/alarms.ts'
import { alarmMark, sortAlarms } from './alarms.ts'
import { kindOf, orderWaves } from './parameters.ts'

describe('kinds of parameters', () => {
  it.each([
    ['MDC_ECG_HEART_RATE', 'ecg'],
    ['MDC_PULS_OXIM_SAT_O2', 'spo2'],
    ['MDC_PRESS_BLD_NONINV_SYS', 'nibp'],
    ['MDC_PRESS_BLD_ART_PULM_SYS', 'pap'],
    ['MDC_PRESS_BLD_ART_ABP_SYS', 'art'],
    ['MDC_PRESS_BLD_VEN_CENT_MEAN', 'cvp'],
    ['MDC_CO2_RESP_RATE', 'co2'],
    ['MDC_TEMP_CORE', 'temp'],
    ['X_GE_S5_ANYTHING', 'other'],
  ])('%s is %s', (id, kind) => expect(kindOf(id)).toBe(kind))

  it('orders waves ECG, pleth, arterial, CO2, breath', () => {
    const ids = ['MDC_RESP', 'MDC_AWAY_CO2', 'MDC_PRESS_BLD_ART', 'MDC_PULS_OXIM_PLETH', 'MDC_ECG_LEAD_II']
    expect(orderWaves(ids.map((id) => ({ id }))).map(({ id }) => id)).toEqual([...ids].reverse())
  })
})

describe('alarms', () => {
  it('has stars for physiological and exclamation marks for technical alarms', () => {
    expect(alarmMark('physiological', 'high')).toBe('***')
    expect(alarmMark('technical', 'medium')).toBe('!!')
    expect(alarmMark('technical', 'low')).toBe('!')
  })

  it('sorts by priority, then oldest first', () => {
    const base = { source: 'bedside', kind: 'physiological' } as const
    const sorted = sortAlarms([
      untouchedAlarm({ ...base, id: 'new', priority: 'medium', text: '', sinceUtcMs: 9 }),
      untouchedAlarm({ ...base, id: 'old', priority: 'medium', text: '', sinceUtcMs: 1 }),
      untouchedAlarm({ ...base, id: 'high', priority: 'high', text: '', sinceUtcMs: 99 }),
    ])
    expect(sorted.map(({ id }) => id)).toEqual(['high', 'old', 'new'])
  })
})
