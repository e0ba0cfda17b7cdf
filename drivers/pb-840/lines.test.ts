import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPatient } from '../physiology/patient.ts'
import { replyText } from './encode-reply.ts'
import { readLine } from './lines.ts'

const vitals = createPatient({ scenario: 'stable', seed: 1 }).vitals(5)
const replyOf = (name: 'MISCA' | 'MISCF') => replyText(name, vitals, 0).slice(0, -1)

describe('a line', () => {
  it('of the waveform port is read in hundredths, and a number without its first digits is none', () => {
    expect(readLine('BS, S:54042,')).toEqual({ type: 'breathStart', counter: 54_042 })
    expect(readLine('0.87, 7.04')).toEqual({ type: 'samples', flow: 87, pressure: 704 })
    expect(readLine('-103.35, -0.05')).toEqual({ type: 'samples', flow: -10_335, pressure: -5 })
    expect(readLine('BE')).toEqual({ type: 'breathEnd' })
    for (const bad of [
      '',
      ', 9.11',
      '.87, 7.04',
      '00.87, 7.04',
      '0.87, 7.0',
      '0.87,7.04',
      '0.87, 7.041.89, 7.05',
    ])
      expect(readLine(bad), bad).toBe('checksum')
    for (const beyond of ['301.00, 7.04', '0.87, 151.00', '1M\xffBS, S:0,', 'BS, S:,'])
      expect(readLine(beyond), beyond).toBe('checksum')
  })

  it('of a reply has the lengths that real ones have', () => {
    expect(replyOf('MISCA')).toMatch(/^MISCA,706,97,/)
    expect(replyOf('MISCF')).toMatch(/^MISCF,1225,169 ,/)
    expect(readLine(replyOf('MISCA'))).toMatchObject({ type: 'reply', name: 'MISCA' })
    expect(readLine(replyOf('MISCF'))).toMatchObject({ type: 'reply', name: 'MISCF' })
  })

  it('of a reply is refused whole where a character is lost or added, or says the same', () => {
    for (const name of ['MISCA', 'MISCF'] as const) {
      const whole = replyOf(name)
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.boolean(), (at, isAdded) => {
          const broken = whole.slice(0, at) + (isAdded ? '7' : '') + whole.slice(isAdded ? at : at + 1)
          const read = readLine(broken)
          // Only a blank before a comma of the head says nothing: without it the reply is the same.
          if (typeof read !== 'string') expect(read).toEqual(readLine(whole))
        }),
      )
    }
  })

  it('of a reply with a word where a number is due, a number beyond its bounds or an unknown state of an alarm is refused', () => {
    const whole = replyOf('MISCF')
    for (const [from, to] of [
      ['0.450 ', 'LOW   '],
      ['0.450 ', '9.450 '],
      ['NORMAL', 'URGENT'],
    ] as const) {
      expect(whole).toContain(from)
      expect(readLine(whole.replace(from, to)), to).toBe('checksum')
    }
    expect(readLine(whole.replace('0.450 ', 'OFF   '))).toMatchObject({ type: 'reply' })
  })

  it('of any bytes neither throws nor gives a number that was not written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const read = readLine(text)
        expect(typeof read === 'string' || read.type !== 'reply').toBe(true)
      }),
    )
  })
})
