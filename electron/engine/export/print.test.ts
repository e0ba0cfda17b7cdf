import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printNumber, printUtc } from './print.ts'

describe('printed values', () => {
  it('have a point, no exponent and no minus before nothing', () => {
    expect([0.5, 95.16, 1e-7, 1e21, -0, 100].map((value) => printNumber(value))).toEqual([
      '0.5',
      '95.16',
      '0.0000001',
      '1000000000000000000000',
      '0',
      '100',
    ])
    expect([printNumber(36.65, 1), printNumber(-0.04, 1), printNumber(7, 2)]).toEqual(['36.6', '0.0', '7.00'])
  })

  it('read back as the same number', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 6 }), (raw, digits) => {
        const value = raw / 10 ** digits
        expect(Number(printNumber(value))).toBe(value === 0 ? 0 : value)
        expect(printNumber(value)).toMatch(/^-?\d+(\.\d+)?$/)
      }),
    )
  })

  it('refuse what is no number or no time', () => {
    expect(() => printNumber(Number.NaN)).toThrow('"value"')
    expect(() => printUtc(Number.POSITIVE_INFINITY)).toThrow('"utcMs"')
  })
})
