import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { identifierForms } from './identifier-forms.ts'
import { countPrints, printOf } from './prints.ts'

const KEY = randomBytes(32).toString('hex')

it('finds a print wherever its bytes are, and only there', () => {
  const bytes = (least: number) => fc.uint8Array({ minLength: least, maxLength: 60 })
  fc.assert(
    fc.property(bytes(3), fc.array(bytes(0), { minLength: 1, maxLength: 4 }), (wanted, between) => {
      const print = printOf('key', wanted, KEY)
      const all = Buffer.concat(between.flatMap((one) => [one, wanted]))
      let expected = 0
      for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) expected++
      expect(countPrints([print], all, KEY)).toEqual({ key: expected, identifier: 0 })
      expect(countPrints([print], Buffer.from(JSON.stringify(print)), KEY).key).toBe(0)
    }),
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
