import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, shownValue } from './judge.ts'
import { TOLERANCES, toleranceOf } from './tolerance.ts'

const UNITS = [...TOLERANCES.flatMap(({ units }) => units), 'mL', 'mg/dL']
const unit = fc.constantFrom(...UNITS)
const decimals = fc.integer({ min: 0, max: 3 })
const value = fc.integer({ min: -500_000, max: 500_000 }).map((whole) => whole / 1_000)

describe('what may be typed', () => {
  it('is a number with a point or a comma, of no more digits than a monitor shows', () => {
    const verdicts = ['36.9', '36,9', '1234567', '--', ''].map(
      (text) => judge(text, [36.9], 'Cel', 1).verdict,
    )
    expect(verdicts).toEqual(['agrees', 'agrees', 'notANumber', 'notANumber', 'notANumber'])
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['agrees', 'differs', 'notANumber']).toContain(judge(text, [36.9], 'Cel', 1).verdict)
      }),
    )
  })
})

describe('a comparison', () => {
  it('agrees with what the tile shows, whatever unit and digits', () => {
    fc.assert(
      fc.property(value, unit, decimals, (vigil, ucum, digits) => {
        const typed = vigil.toFixed(digits)
        expect(judge(typed, [vigil], ucum, digits)).toMatchObject({ verdict: 'agrees' })
      }),
    )
  })

  it('agrees within the tolerance and differs beyond it, on both sides', () => {
    fc.assert(
      fc.property(value, unit, decimals, fc.boolean(), (vigil, ucum, digits, above) => {
        const tolerance = toleranceOf(ucum, digits)
        const shown = shownValue(vigil, digits)
        const at = (distance: number): string => (shown + (above ? distance : -distance)).toFixed(4)
        const verdicts = [tolerance, tolerance + 0.001].map(
          (one) => judge(at(one), [vigil], ucum, digits).verdict,
        )
        expect(verdicts).toEqual(['agrees', 'differs'])
      }),
    )
  })

  it('is never wider than a steady value and one tolerance on each side', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 12 }),
        value,
        unit,
        decimals,
        (seen, typed, ucum, digits) => {
          const result = judge(typed.toFixed(4), seen, ucum, digits)
          const tolerance = toleranceOf(ucum, digits)
          const shown = seen.map((one) => shownValue(one, digits))
          const spread = Math.max(...shown) - Math.min(...shown)
          if (spread > 2 * tolerance + 0.0001) {
            expect(result).toEqual({ verdict: 'unsteady' })
            return
          }
          if (result.verdict !== 'agrees') return
          expect(shown.some((one) => Math.abs(one - Number(typed.toFixed(4))) <= tolerance + 1e-6)).toBe(true)
        },
      ),
    )
  })

  it('catches what a wrong driver usually makes of a value', () => {
    const wrong: readonly (readonly [typed: string, vigil: number, unit: string, decimals: number])[] = [
      ['140', 12, '/min', 0],
      ['36.9', 369, 'Cel', 1],
      ['36.9', 98.4, 'Cel', 1],
      ['98', 95, '%', 0],
      ['1.5', 1.4, '%', 2],
      ['5.3', 40, 'kPa', 1],
      ['3,69', 36.9, 'Cel', 1],
    ]
    for (const [typed, vigil, ucum, digits] of wrong)
      expect(judge(typed, [vigil], ucum, digits).verdict, `${typed} against ${vigil}`).not.toBe('agrees')
  })

  it('says nothing without a value, or where it moved too far while somebody looked', () => {
    expect(judge('72', [], '/min', 0)).toEqual({ verdict: 'noValue' })
    expect(judge('72', [Number.NaN], '/min', 0)).toEqual({ verdict: 'noValue' })
    expect(judge('72', [70, 74], '/min', 0)).toEqual({
      verdict: 'agrees',
      vigil: 70,
      screen: 72,
      tolerance: 2,
    })
    expect(judge('72', [70, 75], '/min', 0)).toEqual({ verdict: 'unsteady' })
  })
})

it('has a reason for every tolerance, and one that counts', () => {
  for (const { units, within, reason } of TOLERANCES) {
    expect(within).toBeGreaterThan(0)
    expect(units.length).toBeGreaterThan(0)
    expect(reason).not.toBe('')
  }
  expect(toleranceOf('mL', 1)).toBe(0.1)
  expect(toleranceOf('%', 2)).toBe(0.01)
  expect(toleranceOf('Cel', 0)).toBe(1)
})
