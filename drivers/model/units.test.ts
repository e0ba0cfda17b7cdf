import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert, printedUnit, unitByMdcCode, unitByUcum, units } from './units.ts'

describe('units', () => {
  it('has no spelling, code or REFID twice', () => {
    const count = (values: readonly unknown[]) => new Set(values).size
    const coded = units.filter((unit) => unit.mdcCode !== null)
    expect(count(units.map((unit) => unit.ucum))).toBe(units.length)
    expect(count(coded.map((unit) => unit.mdcCode))).toBe(coded.length)
    expect(count(coded.map((unit) => unit.mdcRefid))).toBe(coded.length)
  })

  it('finds a unit by either spelling', () => {
    expect(unitByUcum('mm[Hg]')?.printed).toBe('mmHg')
    expect(unitByUcum('MM[HG]')).toBeUndefined()
    expect(unitByMdcCode(268192)?.ucum).toBe('Cel')
    expect(printedUnit('Cel')).toBe('°C')
    expect(printedUnit('furlong')).toBe('furlong')
  })
})

describe('convert', () => {
  // 1 mmHg = 133.322387415 Pa by definition (13.5951 g/cm3 x 9.80665 m/s2).
  const vectors: readonly [number, string, string, number][] = [
    [760, 'mm[Hg]', 'kPa', 101.3250144],
    [120, 'mm[Hg]', 'kPa', 15.9986865],
    [16, 'kPa', 'mm[Hg]', 120.0098523],
    [5, 'kPa', 'mm[Hg]', 37.5030788],
    [37, 'Cel', '[degF]', 98.6],
    [-40, 'Cel', '[degF]', -40],
    [98.6, '[degF]', 'Cel', 37],
    [212, '[degF]', 'Cel', 100],
    [72, '/min', '/min', 72],
  ]
  it.each(vectors)('H7 turns %d %s into %s', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBeCloseTo(expected, 6)
  })

  it('H7 refuses everything that is not exact', () => {
    const refused: readonly [string, string][] = [
      ['%', 'mm[Hg]'],
      ['%', 'kPa'],
      ['mm[Hg]', '%'],
      ['mm', 'mV'],
      ['mV', 'mm'],
      ['cm[H2O]', 'mm[Hg]'],
      ['mg/dL', 'mmol/L'],
      ['Cel', 'kPa'],
      ['furlong', 'furlong'],
    ]
    for (const [from, to] of refused) expect(convert(5, from, to), `${from} to ${to}`).toBeNull()
  })

  it('H7 comes back to the same value', () => {
    const pairs = fc.constantFrom(['mm[Hg]', 'kPa'], ['Cel', '[degF]'])
    fc.assert(
      fc.property(pairs, fc.double({ min: -500, max: 500, noNaN: true }), ([from, to], value) => {
        const there = convert(value, from ?? '', to ?? '')
        const back = there === null ? null : convert(there, to ?? '', from ?? '')
        return back !== null && Math.abs(back - value) < 1e-9
      }),
    )
  })
})
