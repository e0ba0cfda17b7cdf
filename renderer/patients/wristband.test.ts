import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GS1_AUTHORITY, hasCheckDigit, readWristband } from './wristband.ts'

const GS = '\u001d'

/** A service relation number: 17 digits and the one that makes them right. */
const gsrn = fc
  .tuple(fc.stringMatching(/^[0-9]{17}$/), fc.constant(null))
  .map(([digits]) => digits + '0123456789'.split('').find((last) => hasCheckDigit(digits + last)))

describe('a wristband', () => {
  it('knows the check digit of GS1', () => {
    expect(hasCheckDigit('9501101530003')).toBe(true)
    expect(hasCheckDigit('9501101530004')).toBe(false)
  })

  it('reads a patient number of GS1 however a scanner sends it', () => {
    fc.assert(
      fc.property(gsrn, (id) => {
        for (const text of [
          `8018${id}`,
          `]C18018${id}`,
          `]d28018${id}${GS}8019007`,
          `]d28018${id}8019007`,
          `(8018)${id}`,
          `(8018) ${id} (8019)3`,
          `]C1${GS}8018${id}`,
        ]) {
          expect(readWristband(text), text).toEqual({ id, authority: GS1_AUTHORITY, problem: null })
        }
      }),
    )
  })

  it('takes no number of which a single digit was misread', () => {
    fc.assert(
      fc.property(gsrn, fc.nat(17), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const wrong = id.slice(0, at) + ((Number(id[at]) + by) % 10) + id.slice(at + 1)
        expect(readWristband(`(8018)${wrong}`).problem).toBe('checkDigit')
      }),
    )
    expect(readWristband(']C180181234').problem).toBe('checkDigit')
  })

  it('takes the badge of a nurse for nobody', () => {
    fc.assert(
      fc.property(gsrn, (id) => {
        expect(readWristband(`]C18017${id}`).problem).toBe('staff')
      }),
    )
  })

  it('leaves a plain identifier as it is, without what scanners add', () => {
    for (const [text, id] of [
      ['T-4702', 'T-4702'],
      ['  0004711\r\n', '0004711'],
      ['*ABC123*', 'ABC123'],
      [']A04711', '4711'],
      ['801812', '801812'],
      ['Ä-12', 'Ä-12'],
    ] as const) {
      expect(readWristband(text), text).toEqual({ id, authority: null, problem: null })
    }
  })

  it('never throws, and never makes an identifier out of nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { id } = readWristband(text)
        expect(typeof id).toBe('string')
        if (text.trim() === '') expect(id).toBe('')
      }),
    )
  })
})
