import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { startCms50 } from './decode.ts'
import type { Cms50Options, Wire } from './options.ts'

const FRAMES_TO_LOCK = 8

function hear(wire: Cms50Options['wire'], bytes: readonly number[]) {
  const said: Measurement[] = []
  const decoder = startCms50({ measure: (one) => said.push(one) }, { wire, listenOnly: true })
  decoder.push(Uint8Array.from(bytes), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

function bytesOf(hex: string): number[] {
  return hex.split(' ').map((pair) => Number.parseInt(pair, 16))
}

/** The frame repeated until the lock holds and every number stood long enough. */
function settled(wire: Wire, hex: string, before = ''): Record<string, string> {
  const frame = bytesOf(hex)
  const lead = before === '' ? frame : bytesOf(before)
  const stream: number[] = []
  for (let count = 0; count < 2 * FRAMES_TO_LOCK; count++) stream.push(...lead)
  for (let count = 0; count < 2 * FRAMES_TO_LOCK; count++) stream.push(...frame)
  const values: Record<string, string> = {}
  for (const one of hear(wire, stream).said) {
    if (one.type === 'numeric') values[one.channel.label] = `${one.value} ${one.validity}`
  }
  return values
}

const numbers = (PR: string, SpO2: string, PI: string, Signal: string) => ({ PR, SpO2, PI, Signal })
/** The old wire sends no perfusion. */
const oldNumbers = (PR: string, SpO2: string, Signal: string) => ({ PR, SpO2, Signal })

it.each([
  [
    'V7 recording of a CMS50E',
    '01 E0 84 93 92 BC E3 FF FF',
    numbers('60 good', '99 good', 'null invalid', '4 good'),
  ],
  [
    'V7 recording of a CMS50D+',
    '01 E0 85 B3 96 C1 E1 FF FF',
    numbers('65 good', '97 good', 'null invalid', '5 good'),
  ],
  [
    'a rate above 127, whose bit 7 is in the second byte',
    '01 A8 86 AD 82 8C E2 D6 80',
    numbers('140 good', '98 good', '2.14 good', '6 good'),
  ],
  ['finger out', '01 EB 80 C0 90 FF FF FF FF', numbers('null off', 'null off', 'null off', 'null off')],
] as const)('v7: %s', (_, hex, values) => {
  expect(settled('v7', hex)).toEqual(values)
})

it.each([
  ['rate 60', '84 2D 02 3C 63', oldNumbers('60 good', '99 good', '4 good')],
  [
    'a rate above 127, whose bit 7 is beside the bar',
    '84 2D 42 0C 62',
    oldNumbers('140 good', '98 good', '4 good'),
  ],
  ['probe error', '90 40 30 7F 7F', oldNumbers('null off', 'null off', 'null off')],
  [
    'clones that send zero for no number',
    '84 2D 02 00 00',
    oldNumbers('null invalid', 'null invalid', '4 good'),
  ],
] as const)('old: %s', (_, hex, values) => {
  expect(settled('old', hex)).toEqual(values)
})

const PLETH = 'EB 00 06 27 04 1C'
it.each([
  [
    'a recorded frame',
    'EB 01 04 49 60 7F 00 18',
    PLETH,
    { PR: '73 good', SpO2: '96 good', PI: 'null invalid' },
  ],
  [
    'a rate above 127',
    'EB 01 06 05 62 7F 00 58',
    PLETH,
    { PR: '133 good', SpO2: '98 good', PI: 'null invalid' },
  ],
  [
    'a perfusion of two halves, the lower first',
    'EB 01 06 05 62 56 01 30',
    PLETH,
    { PR: '133 good', SpO2: '98 good', PI: '2.14 good' },
  ],
  [
    'a perfusion that cannot be',
    'EB 01 06 05 62 01 56 30',
    PLETH,
    { PR: '133 good', SpO2: '98 good', PI: 'null invalid' },
  ],
  [
    'finger out',
    'EB 01 06 05 62 7F 00 58',
    'EB 00 00 40 60 0B',
    { PR: 'null off', SpO2: 'null off', PI: 'null off' },
  ],
] as const)('hid: %s', (_, hex, before, values) => {
  expect(settled('hid', hex, before)).toEqual(values)
})

it('never says a number that stood in fewer than eight packets', () => {
  const usual = bytesOf('01 E0 84 93 92 BC E3 FF FF')
  const damaged = bytesOf('01 E0 84 93 92 BD E3 FF FF')
  const stream = Array.from({ length: 100 }, (_, index) => (index % 20 > 12 ? damaged : usual)).flat()
  const rates = hear('v7', stream).said.flatMap((one) =>
    one.type === 'numeric' && one.channel.label === 'PR' ? [one.value] : [],
  )
  expect(new Set(rates)).toEqual(new Set([60]))
})

it('refuses a saturation that cannot be, and starts again from there', () => {
  const usual = bytesOf('01 E0 84 93 92 BC E3 FF FF')
  const impossible = bytesOf('01 E0 84 93 92 BC F3 FF FF')
  const stream = [...new Array(20).fill(usual), impossible, ...new Array(20).fill(usual)].flat()
  const { said } = hear('v7', stream)
  expect(said.filter((one) => one.type === 'fault').map((one) => one.kind)).toEqual(['unexpectedValue'])
  const waves = said.filter((one) => one.type === 'wave')
  expect(waves.flatMap((wave) => [...wave.samples])).toHaveLength(2 * 20)
  expect(waves.filter((wave) => wave.marks.length > 0)).toHaveLength(1)
})

it('gives the pleth its marks of no data while the finger is out', () => {
  const stream = new Array(20).fill(bytesOf('01 EB 80 C0 90 FF FF FF FF')).flat()
  for (const one of hear('v7', stream).said) {
    if (one.type === 'wave') expect(one.missing).toEqual([{ start: 0, length: one.samples.length }])
  }
})

it.each(['v7', 'old', 'hid'] as const)('%s: makes nothing of noise', (wire) => {
  let state = 11
  const noise = Array.from({ length: 200_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state >>> 24
  })
  expect(hear(wire, noise).said.filter((one) => one.type !== 'fault')).toEqual([])
})

describe.each([0, 1, 7])('reports numbered %i', (id) => {
  const frames = 'EB 00 06 27 04 1C EB 00 06 28 04 1D EB 01 04 49 60 7F 00 18'

  it.each([64, 65])('are read from a recording in pieces of %i bytes', (length) => {
    const report = [id, ...bytesOf(frames)]
    const padded = [...report, ...new Array<number>(length - report.length).fill(0)]
    for (const wire of ['auto', 'hid'] as const) {
      const { said, counts } = hear(wire, new Array(20).fill(padded).flat())
      expect(counts).toMatchObject({ good: 60, skippedBytes: 0, checksum: 0, length: 0, short: 0 })
      expect(counts.partial).toBe(id === 0 ? 0 : 1)
      const rates = said.filter((one) => one.type === 'numeric' && one.channel.label === 'PR')
      expect(rates.map((one) => one.type === 'numeric' && one.value)).toEqual(new Array(20).fill(73))
    }
  })
})

it('skips other bytes between reports', () => {
  const report = bytesOf('EB 00 06 27 04 1C 00 00')
  const { counts } = hear('hid', [...report, 5, ...report, 5, ...report])
  expect(counts).toMatchObject({ good: 3, skippedBytes: 2 })
})
