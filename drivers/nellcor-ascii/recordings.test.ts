import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { nellcorAscii } from './driver.ts'

const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }

function decode(text: string) {
  const said: Measurement[] = []
  const decoder = nellcorAscii.start({ measure: (one) => said.push(one) }, {})
  decoder.push(new TextEncoder().encode(text), 0)
  decoder.end(0)
  const rows = said.map((one) =>
    one.type === 'numeric' ? `${one.channel.vendor} ${one.value} ${one.validity}` : one.type,
  )
  return { said, rows, counts: { ...decoder.counts } }
}

withShared(
  'protocols/captures/nellcor-n560-ascii/n560_lines.txt',
  'reads the real lines of an N-560 and knows its headers',
  (path) => {
    const { said, rows, counts } = decode(readFileSync(path, 'latin1'))
    expect(counts).toEqual({ ...zero, good: 8 })
    expect(rows).toEqual([
      ...['spo2 100 good', 'rate 105 good', 'amplitude 88 good'],
      ...['spo2 100 good', 'rate 104 good', 'amplitude 23 good'],
      ...['spo2 100 questionable', 'rate 102 questionable', 'amplitude 36 questionable'],
      ...['spo2 100 questionable', 'rate 101 questionable', 'amplitude 104 questionable'],
      ...['spo2 100 good', 'rate 101 good', 'amplitude 26 good'],
    ])
    expect(said[0]?.deviceMs).toBe(Date.UTC(2004, 0, 7, 11, 24, 50))
  },
)

const line = (rest: string): string => `06-May-26 07:08:10   ${rest}\r\n`
const none = ['spo2 null', 'rate null', 'amplitude null']

it.each([
  ['SD', ' 97      71      45    SD', none.map((one) => `${one} off`)],
  ['SO', '---     ---     ---    SO', none.map((one) => `${one} off`)],
  ['LP', ' 97      71      45    LP AO', none.map((one) => `${one} invalid`)],
  ['LM', ' 97      71      45    LM', none.map((one) => `${one} invalid`)],
  ['PS', ' 97      71      45    PS', none.map((one) => `${one} invalid`)],
  ['dashes alone', '---     ---     ---', none.map((one) => `${one} invalid`)],
  ['limits', ' 88*    140*     20    SL PH', ['spo2 88 good', 'rate 140 good', 'amplitude 20 good']],
])('with %s it shows only what may be shown', (_what, rest, shown) => {
  expect(decode(line(rest).repeat(3)).rows).toEqual([...shown, ...shown, ...shown])
})

it('counts a status code that nobody knows, and shows the numbers', () => {
  const { said } = decode(line(' 97      71      45    ZZ').repeat(3))
  expect(said[0]).toMatchObject({ type: 'fault', kind: 'unexpectedValue', count: 1 })
  expect(said[1]).toMatchObject({ value: 97, validity: 'good' })
})

it('keeps the lock over a header, and loses it to the menu of the wrong mode', () => {
  const good = line(' 97      71      45')
  expect(
    decode(`${good}${good}TIME                 %SpO2   BPM     PA     Status\r\n${good}`).rows,
  ).toHaveLength(9)
  const { counts, rows } = decode(`${good}${good}Command?\r\n${good}`)
  expect(counts).toEqual({ ...zero, good: 3, checksum: 1 })
  expect(rows).toEqual(['fault'])
})

it('never takes what is left after a lost character for another value', () => {
  const good = line(' 97      71      45    AO')
  const known = new Set(['spo2 97 good', 'rate 71 good', 'amplitude 45 good'])
  for (let at = 0; at < good.length; at++) {
    const { rows } = decode((good.slice(0, at) + good.slice(at + 1)).repeat(3))
    const novel = rows.filter((row) => row !== 'fault' && !known.has(row))
    expect(novel, `without character ${at}`).toEqual([])
  }
})
