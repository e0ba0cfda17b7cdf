import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { masimoAscii } from './driver.ts'

const CAPTURES = 'protocols/captures/masimo-ascii1'
const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }

function decode(bytes: Uint8Array) {
  const said: Measurement[] = []
  const decoder = masimoAscii.start({ measure: (one) => said.push(one) }, {})
  decoder.push(bytes, 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

/** `id value validity` of every numeric, a line a row: each one begins with the saturation. */
function rows(said: readonly Measurement[]): string[] {
  const lines: string[][] = []
  for (const one of said) {
    if (one.type !== 'numeric') continue
    if (one.channel.vendor === 'SPO2') lines.push([])
    lines.at(-1)?.push(`${one.channel.vendor} ${one.value} ${one.validity}`)
  }
  return lines.map((row) => row.join(', '))
}

withShared(`${CAPTURES}/rad8_valid_6lines.txt`, 'reads six seconds of a real Rad-8', (path) => {
  const { said, counts } = decode(readFileSync(path))
  expect(counts).toEqual({ ...zero, good: 6 })
  const none = 'SPCO null invalid, SPMET null invalid'
  expect(rows(said)).toEqual([
    `SPO2 97 good, BPM 80 good, PI 4.96 good, ${none}`,
    `SPO2 97 good, BPM 81 good, PI 5.04 good, ${none}`,
    `SPO2 97 good, BPM 81 good, PI 5.04 good, ${none}`,
    `SPO2 97 good, BPM 81 good, PI 5.13 good, ${none}`,
    `SPO2 97 good, BPM 80 good, PI 5.26 good, ${none}`,
    `SPO2 97 good, BPM 80 good, PI 5.31 good, ${none}`,
  ])
  expect(said[0]).toMatchObject({ type: 'identity', deviceMs: Date.UTC(2018, 1, 24, 4, 48, 53) })
})

withShared(
  `${CAPTURES}/other_lines.txt`,
  'reads the lines of three other models, each inside a lock',
  (path) => {
    const lines = readFileSync(path, 'latin1')
      .split('\r\n')
      .filter((line) => line !== '')
    const shown = lines.map((line) => rows(decode(new TextEncoder().encode(`${line}\r\n`.repeat(3))).said)[0])
    expect(shown).toEqual([
      'SPO2 null off, BPM null off',
      'SPO2 null invalid, BPM null invalid, PI null invalid, PVI null invalid, SPCO null invalid, SPMET null invalid',
      'SPO2 98 questionable, BPM 123 questionable, PI 0.55 questionable, PVI null invalid, SPCO null invalid, SPMET null invalid',
    ])
  },
)

const line = (exceptions: string, spo2 = '097%'): string =>
  `05/06/26 07:08:09 SN=0000000042 SPO2=${spo2} BPM=071 ALARM=0000 EXC=${exceptions}\r\n`

it.each([
  ['000800', 'SPO2 97 good, BPM 71 good'],
  ['000801', 'SPO2 null off, BPM null off'],
  ['000802', 'SPO2 null off, BPM null off'],
  ['000820', 'SPO2 null off, BPM null off'],
  ['000880', 'SPO2 null off, BPM null off'],
  ['000808', 'SPO2 null invalid, BPM null invalid'],
  ['000C00', 'SPO2 97 questionable, BPM 71 questionable'],
  ['000804', 'SPO2 97 questionable, BPM 71 questionable'],
  ['000810', 'SPO2 97 questionable, BPM 71 questionable'],
  ['0840', 'SPO2 97 questionable, BPM 71 questionable'],
  ['000B00', 'SPO2 97 good, BPM 71 good'],
])('with the exceptions %s it shows %s', (exceptions, shown) => {
  expect(rows(decode(new TextEncoder().encode(line(exceptions).repeat(3))).said)).toEqual([
    shown,
    shown,
    shown,
  ])
})

it.each([
  ['a saturation that cannot be', line('000800', '197%')],
  ['a value that is no number', line('000800', '09A%')],
  ['a date that cannot be', line('000800').replace('05/06', '13/32')],
  ['no exceptions', line('').replace(' EXC=', '')],
  ['a key twice', line('000800').replace('BPM=071', 'BPM=071 BPM=072')],
  ['the other serial setting', 'Trend data download\r\n'],
])('%s ends the lock and shows nothing', (_what, bad) => {
  const good = line('000800')
  const { said, counts } = decode(new TextEncoder().encode(good.repeat(2) + bad + good.repeat(2)))
  expect(counts).toEqual({ ...zero, good: 4, checksum: 1 })
  expect(rows(said)).toEqual([])
})

it('never takes what is left after a lost character for another value', () => {
  const good = line('000800').replace(' ALARM', ' PI=03.20% ALARM')
  for (let at = 0; at < good.length; at++) {
    const damaged = new TextEncoder().encode((good.slice(0, at) + good.slice(at + 1)).repeat(3))
    const novel = rows(decode(damaged).said).filter(
      (row) => row !== 'SPO2 97 good, BPM 71 good, PI 3.2 good' && !row.includes('SPO2 null'),
    )
    expect(novel, `without character ${at}`).toEqual([])
  }
})
