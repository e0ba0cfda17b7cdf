import { describe, expect, it } from 'vitest'
import { type LimitProfile, limitedIds, limitSource, limitsFor } from './limits.ts'
import { isLegalUnit, termById } from './terms.ts'

const PROFILES: readonly LimitProfile[] = ['adult', 'paediatric', 'neonate']

describe('default limits', () => {
  it('belong to known terms, in a legal unit, low below high', () => {
    for (const id of limitedIds) {
      const unit = termById(id)?.units.find((one) => limitsFor('adult', id, one) !== null)
      expect(unit, id).toBeDefined()
      expect(isLegalUnit(id, unit ?? ''), id).toBe(true)
      for (const profile of PROFILES) {
        const limits = limitsFor(profile, id, unit ?? '')
        if (limits?.low != null && limits.high != null) expect(limits.low, id).toBeLessThan(limits.high)
      }
      expect(limitSource(id), id).not.toBeNull()
    }
  })

  it.each([
    ['adult', 'MDC_ECG_HEART_RATE', '/min', 50, 120],
    ['paediatric', 'MDC_ECG_HEART_RATE', '/min', 75, 160],
    ['neonate', 'MDC_ECG_HEART_RATE', '/min', 100, 200],
    ['neonate', 'MDC_PULS_OXIM_SAT_O2', '%', 85, 95],
    ['adult', 'MDC_PRESS_BLD_NONINV_MEAN', 'mm[Hg]', 60, 110],
    ['adult', 'MDC_TEMP_RECT', 'Cel', 35.5, 38.5],
    ['adult', 'MDC_TIME_PD_APNEA', 's', null, 20],
  ] as const)('%s %s in %s', (profile, id, unit, low, high) => {
    expect(limitsFor(profile, id, unit)).toEqual({ low, high })
  })

  it('H7 gives no limits in another unit than its own', () => {
    expect(limitsFor('adult', 'MDC_CONC_AWAY_CO2_ET', '%')).toBeNull()
    expect(limitsFor('adult', 'MDC_CONC_AWAY_CO2_ET', 'kPa')).toBeNull()
    expect(limitsFor('adult', 'MDC_TEMP', '[degF]')).toBeNull()
    expect(limitsFor('adult', 'MDC_PRESS_BLD_ART_SYS', 'kPa')).toBeNull()
  })

  it('gives no limits for what the table does not list', () => {
    expect(limitsFor('adult', 'MDC_TEMP_SKIN', 'Cel')).toBeNull()
    expect(limitsFor('adult', 'X_GE_S5_SPI_SPI', '1')).toBeNull()
    expect(limitSource('MDC_TEMP_SKIN')).toBeNull()
  })
})
