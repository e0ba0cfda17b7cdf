import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { CapnostreamDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { frameOf } from './frame.ts'

const hex = (text: string) => Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16))
const NUMBERS_BYTES = 27
const NUMBERS = 1

/** A message of numbers: EtCO2 38, FiCO2 0, RR 14, SpO2 97, pulse 72, in mmHg; some bytes changed. */
function numbers(change: Readonly<Record<number, number>> = {}): Uint8Array {
  const data = new Uint8Array(NUMBERS_BYTES)
  data.set([38, 0, 14, 97, 72], 4)
  data[25] = 1
  for (const [at, byte] of Object.entries(change)) data[Number(at)] = byte
  return frameOf(NUMBERS, data)
}
const wave = (number: number, whole = 38, part = 0, status = 0) =>
  frameOf(0, Uint8Array.of(number, whole, part, status))
const LOCK = Array.from({ length: 8 }, () => numbers())

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new CapnostreamDecoder({ measure: (one) => said.push(one) })
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

/** What is said behind the lock, without its own numbers. */
function behindLock(pieces: readonly Uint8Array[]) {
  const before = hear(LOCK).said.length
  return hear([...LOCK, ...pieces]).said.slice(before)
}
const shown = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.label} ${one.value} ${one.channel.unit} ${one.validity}`] : [],
  )
const samples = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' ? [...one.samples].map((raw) => raw * one.channel.gain) : []))
const missing = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' ? one.missing.map(({ length }) => length) : []))
const alerts = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'alert' ? [`${one.phase} ${one.priority} ${one.text}`] : []))
const faults = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'fault' ? [`${one.kind}${one.count === undefined ? '' : ` ${one.count}`}`] : [],
  )

describe('frames', () => {
  it('are those of the document, with a start and an escape within', () => {
    expect(frameOf(0x06)).toEqual(hex('85 01 06 07'))
    expect(frameOf(0x01)).toEqual(hex('85 01 01 00'))
    expect(wave(0x11, 38, 0x80)).toEqual(hex('85 05 00 11 26 80 00 00 B2'))
    expect(wave(0x12, 0, 0, 0x01)).toEqual(hex('85 05 00 12 00 00 01 16'))
    expect(wave(0x85).slice(0, 5)).toEqual(hex('85 05 00 80 05'))
  })

  it('are refused with a wrong check, a length that cannot be, and an escape that stands for nothing', () => {
    const { counts } = hear([
      hex('85 05 00 11 26 80 00 00 B3'),
      frameOf(NUMBERS, Uint8Array.of(1, 2)),
      hex('85 02 09 80 03 88'),
      hex('85 05 00 11'),
      wave(1),
    ])
    expect(counts).toMatchObject({ good: 1, checksum: 1, length: 1, escape: 1, short: 1 })
  })

  it('never make the decoder throw, on any bytes, and read the same however they are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(numbers(), wave(1), wave(0x85, 38, 0x80)),
      fc.uint8Array({ maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
        const whole = Uint8Array.from([...LOCK, ...pieces].flatMap((one) => [...one]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})

describe('numbers', () => {
  it('are shown with their terms, and FF is none', () => {
    expect(shown(behindLock([numbers({ 6: 0xff })]))).toEqual([
      'EtCO2 38 mm[Hg] good',
      'FiCO2 0 mm[Hg] good',
      'RR CO2 null /min invalid',
      'SpO2 97 % good',
      'PR 72 /min good',
      'NO BREATH 0 s good',
    ])
    expect(shown(behindLock([numbers({ 7: 140 })]))).toContain('SpO2 null % invalid')
  })

  it('carry the time of the device where it can be one', () => {
    const [one] = behindLock([numbers({ 0: 0x69, 1: 0x55, 2: 0xb9, 3: 0 })])
    expect(one?.deviceMs).toBe(Date.UTC(2026, 0, 1))
    expect(behindLock([numbers({ 3: 9 })])[0]?.deviceMs).toBeNull()
  })

  it('are off where the sensor is off or unplugged', () => {
    for (const bit of [0x20, 0x40]) {
      const off = shown(behindLock([numbers({ 14: bit })]))
      expect(off).toContain('SpO2 null % off')
      expect(off).toContain('PR null /min off')
    }
  })

  it('of CO2 in kPa or Vol % are not shown, nor is the capnogram, and both are counted', () => {
    const said = behindLock([numbers({ 25: 2, 4: 51 }), wave(1), wave(2), wave(3), wave(4), wave(5)])
    expect(shown(said)).toContain('EtCO2 null mm[Hg] invalid')
    expect(shown(said)).toContain('SpO2 97 % good')
    expect(faults(said)).toEqual(['illegalUnit'])
    expect(missing(said)).toEqual([5])
  })

  it('count for nothing while the saturation may be the breath rate, until both differ once', () => {
    const echo = numbers({ 7: 14 })
    const { said } = hear([...Array.from({ length: 9 }, () => echo), numbers(), echo])
    expect(shown(said.slice(0, 9))).toEqual([])
    expect(shown(said)).toContain('SpO2 97 % good')
    expect(shown(said)).toContain('SpO2 14 % good')
  })

  it('that may be an echo are doubted again when the device says its name, as it does where it was started', () => {
    const echo = numbers({ 7: 14 })
    const name = frameOf(4, new TextEncoder().encode('V45.67 02/24/2008 B355987654'))
    expect(shown(behindLock([echo, name, echo, echo, numbers()]))).toEqual([
      ...shown(behindLock([echo])),
      ...shown(behindLock([numbers()])),
    ])
  })
})

describe('the capnogram', () => {
  it('is whole mmHg and 256ths, and no measurement with any status but the end of a breath', () => {
    const said = behindLock([
      wave(1, 38, 0x80),
      wave(2, 0, 0, 0x01),
      wave(3, 12, 0x40, 0x08),
      wave(4, 9, 0, 0x20),
      wave(5),
    ])
    expect(samples(said)).toEqual([38.5, 0, 12.25, 0, 38])
    expect(missing(said)).toEqual([1, 1])
  })

  it('finds what is lost, doubled and late once the number has counted', () => {
    const counted = [250, 251, 252, 253, 254].map((number) => wave(number, number - 250))
    expect(faults(behindLock([...counted, wave(255, 5), wave(0, 6)]))).toEqual([])
    // Whether other messages are counted too shows at the first of them, and holds from then on.
    expect(faults(behindLock([...counted, numbers(), wave(0, 5), numbers(), wave(2, 6)]))).toEqual([])
    expect(faults(behindLock([...counted, numbers(), wave(255, 5), numbers(), wave(1, 6)]))).toEqual([
      'lostFrame 1',
    ])
    const lost = behindLock([...counted, wave(3, 9)])
    expect(faults(lost)).toEqual(['lostFrame 4'])
    expect(lost.some((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))).toBe(true)
    const doubled = behindLock([...counted, wave(254, 4), wave(255, 5)])
    expect(faults(doubled)).toEqual(['repeatedFrame 1'])
    expect(samples(doubled)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('is believed of a device whose number never counts', () => {
    const said = behindLock(Array.from({ length: 10 }, () => wave(0)))
    expect(faults(said)).toEqual([])
    expect(samples(said)).toHaveLength(10)
  })
})

describe('alarms', () => {
  it('begin and end with their bits, as loud as the device is', () => {
    const said = behindLock([
      numbers({ 9: 0x08, 13: 0x01, 14: 0x04 }),
      numbers({ 9: 0x10, 14: 0x04 }),
      numbers(),
    ])
    expect(alerts(said)).toEqual([
      'start high No breath',
      'start high SpO2 low',
      'end high No breath',
      'end high SpO2 low',
      'start low SpO2 low',
      'end low SpO2 low',
    ])
  })

  it('of the gas line come with the wave, and stand while it says so', () => {
    const said = behindLock([wave(1, 0, 0, 0x41), wave(2, 0, 0, 0x41), wave(3)])
    expect(alerts(said)).toEqual(['start low FilterLine not connected', 'end low FilterLine not connected'])
  })
})

it('says who the device is', () => {
  const name = (text: string) =>
    frameOf(
      4,
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    )
  const fields = (said: readonly Measurement[]) =>
    said.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))
  expect(fields(behindLock([name('V45.67 02/24/2008 B355987654')]))).toEqual([
    { software: 'V45.67', serial: 'B355987654' },
  ])
  expect(fields(behindLock([name('other')]))).toEqual([{ model: 'other' }])
})

describe('the session', () => {
  const TICK_MS = 50
  function talk(seconds: number, answers: (atMs: number) => boolean) {
    const twin = createTwin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
    const sent: { readonly atMs: number; readonly code: number }[] = []
    const said: Measurement[] = []
    let nowMs = 0
    const decoder = new CapnostreamDecoder({
      measure: (one) => said.push(one),
      send: (bytes) => {
        sent.push({ atMs: nowMs, code: bytes[2] ?? 0 })
        if (answers(nowMs)) twin.receive(bytes, nowMs)
      },
    })
    for (; nowMs <= seconds * 1000; nowMs += TICK_MS) {
      const bytes = twin.produce(nowMs)
      if (answers(nowMs)) decoder.push(bytes, nowMs)
      decoder.tick(nowMs)
    }
    return { sent, said, decoder }
  }

  it('enables, starts when the device has said its name, and says every four seconds that it is there', () => {
    const { sent, said } = talk(20, () => true)
    expect(sent.slice(0, 3).map(({ code }) => code)).toEqual([1, 4, 6])
    expect(sent[1]?.atMs).toBeLessThan(500)
    const alive = sent.filter(({ code }) => code === 6).map(({ atMs }) => atMs)
    const pauses = alive.slice(1).map((atMs, index) => atMs - (alive[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThan(5_000)
    expect(said.some((one) => one.type === 'wave')).toBe(true)
    expect(new Set(sent.map(({ code }) => code))).toEqual(new Set([1, 4, 6]))
  })

  it('begins anew every two seconds while nothing answers, and when the device falls silent', () => {
    const silent = talk(9, () => false).sent.filter(({ code }) => code === 1)
    expect(silent.map(({ atMs }) => atMs)).toEqual([0, 2_000, 4_000, 6_000, 8_000])
    const { sent } = talk(20, (atMs) => atMs < 5_000 || atMs > 15_000)
    expect(sent.some(({ code, atMs }) => code === 1 && atMs > 5_000 && atMs < 7_100)).toBe(true)
  })

  it('stops and frees the device when it leaves', () => {
    const { sent, decoder } = talk(5, () => true)
    decoder.leave()
    expect(sent.slice(-2).map(({ code }) => code)).toEqual([5, 2])
  })
})
