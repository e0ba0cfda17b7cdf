import { expect, it } from 'vitest'
import { type OtherPair, OtherPairs, otherPair } from './others.ts'

const MISSING = /^-+$/
const NEEDED = 3
const pair = (key: string, value: number): OtherPair => ({ key, value, unit: '1', decimals: 0 })

/** What is said of lines that come a second apart, each with these pairs. */
function said(lines: readonly (readonly OtherPair[])[]) {
  const others = new OtherPairs('acme-gas', NEEDED, { measure: () => undefined })
  const shown: string[] = []
  const left = lines.map((pairs, at) =>
    others.take(pairs, at, (channel, value, atMs) => shown.push(`${channel.id} ${value} at ${atMs}`)),
  )
  return { shown, left }
}

it.each([
  ['12.50', { key: 'K', value: 12.5, unit: '1', decimals: 2 }],
  ['-7%', { key: 'K', value: -7, unit: '%', decimals: 0 }],
  ['---', { key: 'K', value: null, unit: '1', decimals: 0 }],
  ['0C00', null],
  ['', null],
])('reads %j of a key that no file describes', (text, expected) => {
  expect(otherPair('K', text, MISSING)).toEqual(expected)
})

it('says a key once it came in three lines in a row, and then the values of all three', () => {
  const { shown } = said([[pair('N2O', 1)], [pair('N2O', 2)], [pair('N2O', 3)], [pair('N2O', 4)]])
  expect(shown).toEqual([1, 2, 3, 4].map((value) => `X_ACME_GAS_N2O ${value} at ${value - 1}`))
})

it('begins again where the key was away or came with another unit', () => {
  expect(said([[pair('A', 1)], [pair('A', 1)], [], [pair('A', 1)], [pair('A', 1)]]).shown).toEqual([])
  const percent = { ...pair('A', 1), unit: '%' }
  expect(said([[pair('A', 1)], [pair('A', 1)], [percent], [percent]]).shown).toEqual([])
})

it('has room for as many keys as a monitor may have, and counts the rest', () => {
  const many = Array.from({ length: 40 }, (_, at) => pair(`K${at}`, at))
  const { shown, left } = said([many, many, many])
  expect(left).toEqual([8, 8, 8])
  expect(shown).toHaveLength(32 * NEEDED)
})
