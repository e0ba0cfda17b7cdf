import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { identifierForms } from './identifier-forms.ts'
import { PrintCounter, printOf } from './prints.ts'

const KEY = randomBytes(32).toString('hex')

it('finds a print wherever its bytes are, and only there', () => {
  const bytes = (least: number) => fc.uint8Array({ minLength: least, maxLength: 60 })
  fc.assert(
    fc.property(bytes(3), fc.array(bytes(0), { minLength: 1, maxLength: 4 }), (wanted, between) => {
      const print = printOf('key', wanted, KEY)
      const all = Buffer.concat(between.flatMap((one) => [one, wanted]))
      let expected = 0
      for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) expected++
      const counter = new PrintCounter([print], KEY)
      expect(counter.count(all)).toEqual({ key: expected, identifier: 0 })
      expect(counter.count(Buffer.from(JSON.stringify(print))).key).toBe(0)
    }),
  )
})

it('finds the same in parts of a text as in the whole of it, also across their edges', () => {
  const few = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most, max: 2 })
  fc.assert(
    fc.property(
      fc.array(few(5), { minLength: 1, maxLength: 3 }),
      few(60),
      fc.nat({ max: 12 }),
      (wanted, all, size) => {
        const counter = new PrintCounter(
          wanted.map((one) => printOf('identifier', one, KEY)),
          KEY,
        )
        let inParts = 0
        for (let from = 0; from < all.length; from += size + 1)
          inParts += counter.count(all, from, Math.min(from + size + 1, all.length)).identifier
        expect(inParts).toBe(counter.count(all).identifier)
      },
    ),
  )
})

it('looks for short identifiers only where they stand as a text or before their authority', () => {
  expect(identifierForms({ id: '7', authority: 'A' })).toEqual(['"7"'])
  expect(identifierForms({ id: '12345', authority: 'HOSP' })).toEqual(['"12345"', '12345HOSP'])
  expect(identifierForms({ id: 'MRN-12345', authority: 'H' })).toEqual([
    '"MRN-12345"',
    'MRN-12345H',
    'MRN-12345',
  ])
})
