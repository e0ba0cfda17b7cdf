import { describe, expect, it } from 'vitest'
import type { NumericView } from '../../electron/ipc/views.ts'
import { type NumberSource, pressureModel } from './numbers.ts'
import { tileNumbers } from './slots.ts'

const UTC = 1_700_000_000_000

function numeric(change: Partial<NumericView>): NumericView {
  return {
    key: change.id ?? 'k',
    id: 'MDC_ECG_HEART_RATE',
    label: 'HR',
    unit: '/min',
    decimals: 0,
    episodic: false,
    value: 72,
    validity: 'good',
    arrivedUtcMs: UTC,
    measuredUtcMs: UTC,
    ageLimitMs: 5_000,
    ...change,
  }
}

function source(numerics: readonly NumericView[]): NumberSource {
  return { numerics, current: true, ageOf: () => 0, nowUtcMs: UTC }
}

describe('numbers of a tile', () => {
  it('has `--` in every place of a bed that sends nothing', () => {
    const numbers = tileNumbers(source([]))
    expect(numbers.heartRate.text).toBe('--')
    expect(numbers.saturation.text).toBe('--')
    expect(numbers.cuff.text).toBe('--/--')
    expect(numbers.arterial).toBeNull()
  })

  it('does not pair the parts of two cuff readings', () => {
    const cuff = { episodic: true, unit: 'mm[Hg]', ageLimitMs: null }
    const numerics = [
      numeric({ ...cuff, id: 'MDC_PRESS_BLD_NONINV_SYS', value: 120 }),
      numeric({ ...cuff, id: 'MDC_PRESS_BLD_NONINV_DIA', value: 60, measuredUtcMs: UTC - 600_000 }),
    ]
    expect(pressureModel(source(numerics), 'MDC_PRESS_BLD_NONINV', 'NIBP')?.text).toBe('120/--')
  })

  it('takes the parts of a pressure from one source only', () => {
    const art = { unit: 'mm[Hg]' }
    const numerics = [
      numeric({ ...art, key: 'MDC_PRESS_BLD_ART_SYS@p1', id: 'MDC_PRESS_BLD_ART_SYS', value: 118 }),
      numeric({ ...art, key: 'MDC_PRESS_BLD_ART_DIA@p2', id: 'MDC_PRESS_BLD_ART_DIA', value: 11 }),
      numeric({ ...art, key: 'MDC_PRESS_BLD_ART_DIA@p1', id: 'MDC_PRESS_BLD_ART_DIA', value: 64 }),
    ]
    expect(pressureModel(source(numerics), 'MDC_PRESS_BLD_ART', 'ART')?.text).toBe('118/64')
  })

  it('prints each number in the unit the monitor sent', () => {
    const numbers = tileNumbers(
      source([numeric({ id: 'MDC_CONC_AWAY_CO2_ET', unit: '%', value: 5.13, decimals: 1 })]),
    )
    expect(numbers.endTidal).toMatchObject({ text: '5.1', note: '%' })
  })

  it('has the breath rate of a ventilator where nothing else counts breaths', () => {
    const airway = numeric({ id: 'MDC_AWAY_RESP_RATE', key: 'aw', value: 14 })
    expect(tileNumbers(source([airway])).breaths.text).toBe('14')
    const chest = numeric({ id: 'MDC_RESP_RATE', key: 'rr', value: 15 })
    expect(tileNumbers(source([airway, chest])).breaths.text).toBe('15')
  })

  it('says off where the monitor says off', () => {
    const numbers = tileNumbers(source([numeric({ validity: 'off', value: null })]))
    expect(numbers.heartRate).toMatchObject({ text: '--', note: 'off' })
  })
})
