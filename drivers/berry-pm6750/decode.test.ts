import { describe, expect, it } from 'vitest'
import { EpisodicFilter } from '../model/episodic.ts'
import { isSent, type Measurement } from '../model/measurement.ts'
import { COMMANDS } from './codes.ts'
import { Pm6750Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { commandOf } from './frame.ts'

const bytesOf = (hex: string): number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16))
/** A mark without data, eight times: it gives the lock and says nothing. */
const LOCK = new Array<number[]>(8).fill(bytesOf('55 AA 03 30 CC')).flat()

function hear(...frames: readonly string[]) {
  const said: Measurement[] = []
  const decoder = new Pm6750Decoder({ measure: (one) => said.push(one) }, { listenOnly: true })
  decoder.push(Uint8Array.from([...LOCK, ...frames.flatMap(bytesOf)]), 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

function texts(said: readonly Measurement[]): Record<string, string> {
  const all: Record<string, string> = {}
  for (const one of said) if (one.type === 'numeric') all[one.channel.vendor] = `${one.value} ${one.validity}`
  return all
}

it('sends the commands that the manual prints', () => {
  expect(COMMANDS.map(({ id }) => [...commandOf(id, 1)])).toEqual(
    [
      '55 AA 04 01 01 F9',
      '55 AA 04 03 01 F7',
      '55 AA 04 04 01 F6',
      '55 AA 04 FE 01 FC',
      '55 AA 04 FF 01 FB',
    ].map(bytesOf),
  )
})

it.each([
  [
    '55 AA 08 02 18 4B 10 06 01 7B',
    { HR: '75 good', RR: '16 good', ST: '0.06 good', 'arrhythmia code': '1 good' },
  ],
  [
    '55 AA 08 02 1A 00 00 00 00 DB',
    { HR: 'null off', RR: 'null off', ST: 'null off', 'arrhythmia code': 'null off' },
  ],
  ['55 AA 06 04 00 62 48 4B', { SpO2: '98 good', PR: '72 good' }],
  ['55 AA 06 04 02 7F FF 75', { SpO2: 'null off', PR: 'null off' }],
  ['55 AA 06 04 01 7F FF 76', { SpO2: 'null off', PR: 'null off' }],
  ['55 AA 06 04 00 62 C8 CB', { SpO2: '98 good', PR: '200 good' }],
  ['55 AA 06 04 03 62 48 48', { SpO2: '98 questionable', PR: '72 questionable' }],
  ['55 AA 06 05 00 24 06 CA', { T1: '36.6 good' }],
  ['55 AA 08 05 02 24 06 00 00 C6', { T1: '36.6 good', T2: 'null off' }],
  ['55 AA 06 05 01 24 06 C9', { T1: 'null off' }],
  [
    '55 AA 08 03 04 4B 00 00 00 A5',
    { 'cuff pressure': '150 good', SYS: 'null invalid', MEAN: 'null invalid', DIA: 'null invalid' },
  ],
  ['55 AA 08 03 00 00 78 5D 50 CF', { SYS: '120 good', MEAN: '93 good', DIA: '80 good' }],
  ['55 AA 08 03 00 00 00 00 00 F4', {}],
] as const)('reads %s', (hex, values) => {
  const { said } = hear(hex)
  expect(said.filter((one) => one.type === 'fault')).toEqual([])
  expect(texts(said)).toEqual(values)
})

it('takes the pressure of a cuff away when it stops, and says that the board sent no such value', () => {
  const { said } = hear('55 AA 08 03 04 4B 00 00 00 A5', '55 AA 08 03 00 00 78 5D 50 CF')
  const cuff = said.filter((one) => one.type === 'numeric' && one.channel.vendor === 'cuff pressure')
  expect(cuff).toMatchObject([
    { value: 150, validity: 'good' },
    { value: null, validity: 'off', isUnsent: true },
  ])
  expect(cuff.map(isSent)).toEqual([true, false])
})

it('takes a negative ST as negative', () => {
  expect(texts(hear('55 AA 08 02 18 4B 10 FA 01 87').said).ST).toBe('-0.06 good')
})

it('reads the measured ECG packet, lead by lead, around its baseline', () => {
  const { said } = hear('55 AA 0A 01 F9 89 01 08 F9 18 30 28', '55 AA 0A 01 80 80 80 80 80 80 80 74')
  const waves = said.filter((one) => one.type === 'wave')
  expect(waves.map((wave) => wave.channel.label)).toEqual(['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V'])
  expect(waves.map((wave) => [...wave.samples])).toEqual([
    [0xf9, 128],
    [0x89, 128],
    [1, 128],
    [8, 128],
    [0xf9, 128],
    [0x18, 128],
    [0x30, 128],
  ])
  const [first] = waves
  expect((first?.samples[1] ?? 0) * (first?.channel.gain ?? 0) + (first?.channel.offset ?? 0)).toBe(0)
  // 249 and 1 are the ends of the range: clipped.
  expect(waves.map((wave) => wave.marks.map((mark) => mark.kind))).toEqual([
    ['saturation'],
    [],
    ['saturation'],
    [],
    ['saturation'],
    [],
    [],
  ])
})

it('marks waves as missing while their sensor is off', () => {
  const { said } = hear(
    '55 AA 08 02 1A 00 00 00 00 DB',
    '55 AA 06 04 02 7F FF 75',
    '55 AA 0A 01 80 80 80 80 80 80 80 74',
    '55 AA 04 FE 28 D5',
    '55 AA 04 FF 80 7C',
  )
  const waves = said.filter((one) => one.type === 'wave')
  expect(waves).toHaveLength(9)
  for (const wave of waves) expect(wave.missing).toEqual([{ start: 0, length: 1 }])
})

it('shows nothing before eight frames in a row, and again eight after a bad one', () => {
  const said: Measurement[] = []
  const decoder = new Pm6750Decoder({ measure: (one) => said.push(one) }, { listenOnly: true })
  const spo2 = bytesOf('55 AA 06 04 00 62 48 4B')
  const push = (bytes: readonly number[]) => decoder.push(Uint8Array.from(bytes), 0)
  for (let count = 0; count < 7; count++) push(spo2)
  expect(said).toEqual([])
  push(spo2)
  expect(texts(said)).toEqual({ SpO2: '98 good', PR: '72 good' })
  push(bytesOf('55 AA 06 04 00 62 49 4B'))
  const before = said.length
  for (let count = 0; count < 7; count++) push(spo2)
  expect(said).toHaveLength(before)
  expect(said.at(-1)).toMatchObject({ type: 'fault', kind: 'checksum' })
})

it('counts a packet of an id that nobody knows, and a known one of a wrong length', () => {
  expect(hear('55 AA 04 60 01 9A').said).toMatchObject([{ type: 'fault', kind: 'unknownRecord' }])
  expect(hear('55 AA 04 04 00 F7').counts.length).toBe(1)
})

/** A station and the board on one line. */
function live(scenario: string, seconds: number, deafMs: readonly [number, number] = [0, 0]) {
  const twin = createTwin({ scenario, seed: 4, startUtcMs: 0 })
  const said: Measurement[] = []
  const sent: { readonly id: number; readonly atMs: number }[] = []
  let nowMs = 0
  const decoder = new Pm6750Decoder(
    {
      measure: (one) => said.push(one),
      send: (bytes) => {
        sent.push({ id: bytes[3] ?? 0, atMs: nowMs })
        if (nowMs < deafMs[0] || nowMs >= deafMs[1]) twin.receive(bytes, nowMs)
      },
    },
    { listenOnly: false },
  )
  for (; nowMs <= seconds * 1000; nowMs += 50) {
    decoder.push(twin.produce(nowMs), nowMs)
    decoder.tick(nowMs)
  }
  return { said, sent }
}

describe('with its twin', () => {
  it('switches five streams on, 50 ms apart or more, and asks for nothing else', () => {
    const { sent, said } = live('stable', 20)
    expect(sent.map((one) => one.id)).toEqual([0x01, 0x03, 0x04, 0xfe, 0xff])
    const pauses = sent.slice(1).map((one, index) => one.atMs - (sent[index]?.atMs ?? 0))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(50)
    const samples = (label: string) =>
      said.reduce(
        (sum, one) => sum + (one.type === 'wave' && one.channel.label === label ? one.samples.length : 0),
        0,
      )
    expect(samples('II')).toBeGreaterThan(19 * 250)
    expect(samples('Pleth')).toBeGreaterThan(19 * 50)
    expect(said.filter((one) => one.type === 'fault')).toEqual([])
  })

  it('asks again while the board does not hear, less often in the end', () => {
    const { sent, said } = live('stable', 60, [0, 40_000])
    const ecg = sent.filter((one) => one.id === 0x01).map((one) => one.atMs)
    expect(ecg.length).toBeGreaterThan(5)
    expect(said.some((one) => one.type === 'numeric' && one.value !== null)).toBe(true)
  })

  it('gives each cuff measurement as one reading, and none while the cuff works', () => {
    const { said } = live('stable', 350)
    const filter = new EpisodicFilter()
    const repeats = filter.repeatsIn(said)
    const systolic = said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_PRESS_BLD_NONINV_SYS' && !repeats.has(one),
    )
    const shown = systolic.map((one) => (one.type === 'numeric' && one.value === null ? null : 'value'))
    expect(shown).toEqual([null, 'value', null, 'value'])
  })

  it('shows off, not zero, for the ECG while a lead is off', () => {
    const late = live('leads-off', 85).said.filter((one) => one.atMs > 63_000)
    const rates = late.filter((one) => one.type === 'numeric' && one.channel.id === 'MDC_ECG_HEART_RATE')
    expect(rates.length).toBeGreaterThan(10)
    for (const one of rates) expect(one).toMatchObject({ value: null, validity: 'off' })
    expect(
      late.some((one) => one.type === 'numeric' && one.channel.vendor === 'PR' && one.value !== null),
    ).toBe(true)
  })
})
