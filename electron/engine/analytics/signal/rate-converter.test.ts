import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RateConverter } from './rate-converter.ts'

function convert(values: Iterable<number>, fromHz: number, toHz: number): number[] {
  const out: number[] = []
  const converter = new RateConverter(fromHz, toHz, (value) => out.push(value))
  for (const value of values) converter.push(value)
  return out
}

it('keeps time and level at any pair of rates', () => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 1000 }), (fromHz) => {
      const out = convert(new Array(fromHz * 10).fill(3), fromHz, 250)
      expect(Math.abs(out.length - 2500)).toBeLessThanOrEqual(Math.ceil(250 / fromHz))
      for (const value of out) expect(value).toBeCloseTo(3, 9)
    }),
  )
})

it('fills nothing in: an output that touches a missing sample is missing, and the next are not', () => {
  for (const rate of [125, 250, 360, 500]) {
    const values = new Float64Array(rate).fill(1)
    values[Math.floor(rate / 2)] = Number.NaN
    const out = convert(values, rate, 250)
    const lost = out.filter(Number.isNaN).length
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThanOrEqual(4)
    expect(out.at(-1)).toBeCloseTo(1, 9)
  }
})
