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

/** These keys came without a value. */
function nulls(...keys: readonly string[]): string {
  return keys.map((key) => `${key} null invalid`).join(', ')
}

withShared(`${CAPTURES}/rad8_valid_6lines.txt`, 'reads six seconds of a real Rad-8', (path) => {
  const { said, counts } = decode(readFileSync(path))
  expect(counts).toEqual({ ...zero, good: 6 })
  const none = nulls('SPCO', 'SPMET', 'DESAT', 'PIDELTA')
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
      'SPO2 null off, BPM null off, DESAT null off, PIDELTA null off',
      `SPO2 null invalid, BPM null invalid, ${nulls('PI', 'SPCO', 'SPMET', 'DESAT', 'PIDELTA', 'PVI')}`,
      `SPO2 98 questionable, BPM 123 questionable, PI 0.55 questionable, ${nulls('SPCO', 'SPMET', 'SPHB', 'SPOC', 'RESVD', 'DESAT', 'PIDELTA', 'PVI')}`,
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

const rainbow = (more: string): string => line('000800').replace('ALARM', `${more} ALARM`)
const own = 'SPO2 97 good, BPM 71 good'

it('shows what a Rainbow model measures, each with the unit its maker states', () => {
  const { said } = decode(
    new TextEncoder().encode(rainbow('SPHB=12.3 SPOC=16 DESAT=02 PIDELTA=-07 PVI=014').repeat(3)),
  )
  const units = said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.id} ${one.value} ${one.channel.unit}`] : [],
  )
  expect(units.slice(2, 7)).toEqual([
    'X_MASIMO_ASCII_SPHB 12.3 1',
    'X_MASIMO_ASCII_SPOC 16 mL/dL',
    'X_MASIMO_ASCII_DESAT 2 1',
    'X_MASIMO_ASCII_PI_DELTA -7 1',
    'X_MASIMO_ASCII_PVI 14 %',
  ])
})

it('loses only the value, and counts it, where a text of uncertain form is no number', () => {
  const { said, counts } = decode(new TextEncoder().encode(rainbow('SPHB=1234').repeat(3)))
  expect(counts).toEqual({ ...zero, good: 3 })
  expect(rows(said)).toEqual(new Array(3).fill(`${own}, SPHB null invalid`))
  expect(said.filter((one) => one.type === 'fault')).toMatchObject(
    new Array(3).fill({ kind: 'unexpectedValue', count: 1 }),
  )
})

it('shows a key that nobody knows by its name', () => {
  const { said } = decode(new TextEncoder().encode(rainbow('ORI=0.41 RRA=016 SPFO2=--.-%').repeat(3)))
  const others = said.filter((one) => one.type === 'numeric' && /ORI|RRA|SPFO2/.test(one.channel.vendor))
  expect(others).toHaveLength(9)
  expect(rows(said).join()).toMatch(/ORI 0.41 good.*RRA 16 good.*SPFO2 null invalid/)
  expect(said.find((one) => one.type === 'numeric' && one.channel.vendor === 'ORI')).toMatchObject({
    channel: { id: 'X_MASIMO_ASCII_ORI', code: null, label: 'ORI', unit: '1', decimals: 2 },
  })
})

it('takes no damaged key for a new one', () => {
  const good = rainbow('PVI=014')
  const { said } = decode(new TextEncoder().encode(good.repeat(3) + rainbow('PVJ=014') + good.repeat(3)))
  expect(rows(said).join()).not.toContain('PVJ')
})

it('never takes what is left after a lost character for another value', () => {
  const good = line('000800').replace(' ALARM', ' PI=03.20% ALARM')
  for (let at = 0; at < good.length; at++) {
    const damaged = new TextEncoder().encode((good.slice(0, at) + good.slice(at + 1)).repeat(3))
    const novel = rows(decode(damaged).said).filter(
      // A key that is damaged in each of three lines alike is one more, and known by its name to be none of these.
      (row) =>
        !/^SPO2 97 good, BPM 71 good, PI 3.2 good(?:$|, [A-Z]{4} 0 good)/.test(row) &&
        !row.includes('SPO2 null'),
    )
    expect(novel, `without character ${at}`).toEqual([])
  }
})
