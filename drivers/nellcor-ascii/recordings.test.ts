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

it('counts a status code that nobody knows, and marks the numbers: it may have said that there are none', () => {
  const { said } = decode(line(' 97      71      45    ZZ').repeat(3))
  expect(said[0]).toMatchObject({ type: 'fault', kind: 'unexpectedValue', count: 1 })
  expect(said[1]).toMatchObject({ value: 97, validity: 'questionable' })
})

it('refuses a line whose status lost a letter or its blank', () => {
  const good = line(' 97      71      45    AO')
  for (const status of ['    P', '    O AO', '    AO L', 'LP']) {
    const { counts, rows } = decode(good.repeat(3) + line(` 97      71      45${status}`) + good.repeat(3))
    expect(counts, status).toEqual({ ...zero, good: 6, checksum: 1 })
    expect(rows.filter((row) => row === 'spo2 97 good')).toHaveLength(6)
  }
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

/** Lines as models with other spaces between the columns might print them. */
const spaced = (
  gaps: readonly [number, number, number, number],
  [spo2, rate, amplitude]: readonly string[],
) =>
  `06-May-26 07:08:10${[spo2, rate, amplitude, 'AO'].map((text, at) => ' '.repeat(gaps[at] ?? 1) + (at < 3 ? text?.padStart(3) : text)).join('')}\r\n`
const sent = [
  [' 99', '101', '104'],
  ['100', ' 99', '  8'],
  ['---', '---', '---'],
  ['  9', ' 30', ' 12'],
] as const
const read = [
  ...['spo2 99 good', 'rate 101 good', 'amplitude 104 good'],
  ...['spo2 100 good', 'rate 99 good', 'amplitude 8 good'],
  ...none.map((one) => `${one} invalid`),
  ...['spo2 9 good', 'rate 30 good', 'amplitude 12 good'],
]

it.each([[[3, 5, 5, 4]], [[1, 1, 1, 1]], [[2, 3, 4, 1]], [[6, 4, 4, 12]], [[17, 17, 17, 17]]] as const)(
  'reads columns with the spaces %j, whatever the digits of their numbers',
  (gaps) => {
    const { rows, counts } = decode(sent.map((values) => spaced(gaps, values)).join(''))
    expect(counts).toEqual({ ...zero, good: 4 })
    expect(rows).toEqual(read)
  },
)

it('takes a line whose columns moved for damage, and other columns from the second line on', () => {
  const [near, far] = [spaced([3, 5, 5, 4], sent[0]), spaced([4, 5, 5, 4], sent[0])]
  const single = decode(near.repeat(3) + far + near.repeat(3))
  expect(single.counts).toEqual({ ...zero, good: 6, checksum: 1 })
  expect(single.rows.filter((row) => row === 'spo2 99 good')).toHaveLength(6)
  const other = decode(near.repeat(3) + far.repeat(4))
  expect(other.counts).toEqual({ ...zero, good: 6, checksum: 1 })
  expect(other.rows.filter((row) => row === 'spo2 99 good')).toHaveLength(6)
})

it.each([
  [' 97      71      45    AO', ['spo2 97 good', 'rate 71 good', 'amplitude 45 good']],
  ['99 101 104 AO', ['spo2 99 good', 'rate 101 good', 'amplitude 104 good']],
])('never takes what is left of %j after a lost character for another value', (text, known) => {
  const good = line(text)
  for (let at = 0; at < good.length; at++) {
    const lost = good.slice(0, at) + good.slice(at + 1)
    for (const stream of [lost + good.repeat(3), good.repeat(3) + lost.repeat(2) + good.repeat(3)]) {
      const novel = decode(stream).rows.filter((row) => row !== 'fault' && !known.includes(row))
      expect(novel, `without character ${at}`).toEqual([])
    }
  }
})
