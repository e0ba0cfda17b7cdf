import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLegalUnit, termById } from '../../../drivers/model/terms.ts'
import { ENTRY_ANSWERS, ENTRY_KINDS, ENTRY_UNITS, type EntryValue } from '../../ipc/entry.ts'
import { refuseImpossibleEntry } from './bounds.ts'

function sentenceOf(entry: EntryValue): string {
  try {
    refuseImpossibleEntry(entry)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('what people enter', () => {
  it('H7 is a term of the vocabulary in a unit that is legal for it', () => {
    for (const kind of ENTRY_KINDS) {
      for (const { unit, id } of ENTRY_UNITS[kind]) {
        expect(termById(id)?.refid, kind).toBe(id)
        if (unit !== '') expect(isLegalUnit(id, unit), `${id} ${unit}`).toBe(true)
      }
    }
  })

  it.each([
    ['glucose', 5_400, 'mg/dL', 'Glucose 5400 mg/dL is above 1500: check the unit.'],
    ['glucose', 120, 'mmol/L', 'Glucose 120 mmol/L is above 83: check the unit.'],
    ['glucose', 5.4, 'mg/dL', 'Glucose 5.4 mg/dL is below 10: check the unit.'],
    ['temperature', 98.6, 'Cel', 'Temperature 98.6 °C is above 45: check the unit.'],
    ['temperature', 37, '[degF]', 'Temperature 37 °F is below 77: check the unit.'],
    ['pain', 11, '{score}', 'Pain 11 is above 10: pain goes from 0 to 10.'],
    ['pain', 3.5, '{score}', 'Pain 3.5 must be a whole number.'],
    ['oxygen', 16, '%', 'Oxygen 16 % is below 21: check the unit.'],
    ['glucose', 4, 'g/L', 'Glucose is not entered in "g/L": choose another unit.'],
    ['consciousness', 3, '', 'Consciousness takes one of A C V P U.'],
    ['pain', 'A', '{score}', 'Pain takes a number.'],
    ['effort', 'A', '', 'Work of breathing takes one of none mild moderate severe.'],
    ['effort', 1, '', 'Work of breathing takes one of none mild moderate severe.'],
    ['consciousness', 'mild', '', 'Consciousness takes one of A C V P U.'],
    ['capillaryRefill', 30, 's', 'Capillary refill 30 s is above 20: check the unit.'],
    ['capillaryRefill', 2.55, 's', 'Capillary refill 2.55 s has more digits than are read.'],
    ['capillaryRefill', 'mild', 's', 'Capillary refill takes a number.'],
  ] as const)('refuses %s %s %s with one sentence', (kind, value, unit, sentence) => {
    expect(sentenceOf({ kind, value, unit })).toContain(sentence)
  })

  it('takes every answer, and every number inside the bounds that has no more digits than are read', () => {
    for (const kind of ENTRY_KINDS) {
      for (const value of ENTRY_ANSWERS[kind] ?? []) expect(sentenceOf({ kind, value, unit: '' })).toBe('')
    }
    const numbers = ENTRY_KINDS.filter((kind) => ENTRY_ANSWERS[kind] === undefined)
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.nat(1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, at, part) => {
          const row = ENTRY_UNITS[kind][at] ?? ENTRY_UNITS[kind][0]
          if (row === undefined) return
          const value = Number((row.lowest + part * (row.highest - row.lowest)).toFixed(row.decimals))
          expect(sentenceOf({ kind, value, unit: row.unit })).toBe('')
          for (const wrong of [row.highest + 1, row.lowest - 1, Number.NaN, Number.POSITIVE_INFINITY]) {
            expect(sentenceOf({ kind, value: wrong, unit: row.unit })).not.toBe('')
          }
        },
      ),
    )
  })
})
