import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typedDecimal } from './typed-decimal.ts'

describe('a typed number', () => {
  it('has a point or a comma', () => {
    expect(['72', ' 36.9 ', '36,9', '-0.5', '−3', '0', '0,125'].map((text) => typedDecimal(text))).toEqual([
      72, 36.9, 36.9, -0.5, -3, 0, 0.125,
    ])
  })

  it('is refused when it could be read in two ways, or is none', () => {
    for (const text of [
      '',
      '1,234',
      '12,345',
      '1.234,5',
      '1,234.5',
      '3 6',
      '1e2',
      '0x10',
      '.5',
      '5.',
      '٣٦',
      'NaN',
    ])
      expect(typedDecimal(text), text).toBeNull()
  })

  it('H7 is the same number whichever sign was typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (raw) => {
        const text = (raw / 100).toFixed(2)
        expect(typedDecimal(text)).toBe(raw / 100)
        expect(typedDecimal(text.replace('.', ','))).toBe(raw / 100)
      }),
    )
  })
})
