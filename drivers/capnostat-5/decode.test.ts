import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { CapnostatDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { frameOf } from './frame.ts'
import { capnostatOptions } from './options.ts'

const hex = (text: string) => Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16))
const text = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')

/** A packet of the wave: CO2 38.00, and a parameter behind it. */
const packet = (sync: number, parameter: readonly number[] = []) =>
  frameOf(0x80, [sync, 0x25, 0x40, ...parameter])
const status = (sync: number, state: number) => packet(sync, [1, 0, 0, 0, 0, state])
const LOCK = Array.from({ length: 8 }, (_, index) => packet(index + 120))
/** The counter goes on from the lock at 0. */
const BEHIND = 0

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new CapnostatDecoder({ measure: (one) => said.push(one) }, capnostatOptions.parse({}))
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

const behindLock = (pieces: readonly Uint8Array[]) => hear([...LOCK, ...pieces]).said
const shown = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.label} ${one.value} ${one.channel.unit} ${one.validity}`] : [],
  )
const samples = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' ? [...one.samples].map((raw) => raw / 100) : []))
const missing = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' ? one.missing.map(({ length }) => length) : []))
const alerts = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'alert' ? [`${one.phase} ${one.priority} ${one.text}`] : []))
const faults = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.count ?? one.about}`] : []))

describe('frames', () => {
  it.each([
    ['80 02 00 7E', frameOf(0x80, [0])],
    ['C9 01 36', frameOf(0xc9)],
    ['CA 02 00 34', frameOf(0xca, [0])],
    ['84 04 01 05 78 7A', frameOf(0x84, [1, 5, 0x78])],
    ['84 06 0B 15 00 00 00 56', frameOf(0x84, [0x0b, 21, 0, 0, 0])],
    ['80 04 05 25 40 12', packet(5)],
    ['80 07 06 25 40 02 02 7C 0E', packet(6, [2, 2, 0x7c])],
    ['C8 02 02 34', frameOf(0xc8, [2])],
  ])('are as the document works them out: %s', (wanted, frame) => {
    expect(text(frame)).toBe(wanted)
    // The station's own command to start the wave is no packet of one.
    expect(hear([hex(wanted)]).counts.good).toBe(wanted === '80 02 00 7E' ? 0 : 1)
  })

  it('are refused with a wrong sum, a length that their parameter cannot have, and an unknown command', () => {
    const { counts } = hear([
      hex('80 04 05 25 40 13'),
      packet(1, [2, 2]),
      hex('85 02 00 79'),
      hex('80 04 05 25'),
      packet(2),
    ])
    expect(counts).toMatchObject({ good: 1, checksum: 1, length: 2, short: 1 })
  })

  it('never make the decoder throw, on any bytes, and read the same however they are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(packet(1), status(2, 9), packet(3, [2, 2, 0x7c]), frameOf(0x84, [7, 1])),
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

describe('packets', () => {
  it('carry the wave and one number at most, of which 0 is none but for what is breathed in', () => {
    const said = behindLock([
      packet(BEHIND, [2, 2, 0x7c]),
      packet(1, [3, 0, 14]),
      packet(2, [4, 0, 0]),
      packet(3, [2, 0, 0]),
      packet(4, [5]),
      packet(5, [7, 1, 2, 3]),
    ])
    expect(shown(said)).toEqual([
      'EtCO2 38 mm[Hg] good',
      'RR CO2 14 /min good',
      'FiCO2 0 mm[Hg] good',
      'EtCO2 null mm[Hg] invalid',
    ])
    expect(samples(said)).toEqual(Array.from({ length: 14 }, () => 38))
    expect(faults(said)).toEqual([])
  })

  it('count what is lost, doubled and late, and an unknown parameter', () => {
    const lost = behindLock([packet(3)])
    expect(faults(lost)).toEqual(['lostFrame 3'])
    expect(lost.some((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))).toBe(true)
    const late = behindLock([packet(0), packet(2), packet(1), packet(2), packet(3)])
    expect(faults(late)).toEqual(['lostFrame 1', 'repeatedFrame 1', 'repeatedFrame 1'])
    expect(samples(late)).toHaveLength(11)
    expect(faults(behindLock([packet(0, [9, 1])]))).toEqual(['unknownRecord 1'])
  })

  it('are no measurement in any state but the first, from the very packet that says it', () => {
    const said = behindLock([
      hex('80 0A 00 07 68 01 00 00 00 00 09 7D'),
      packet(1, [2, 2, 0x7c]),
      status(2, 0),
      packet(3, [2, 2, 0x7c]),
    ])
    expect(alerts(said)).toEqual(['start medium Check airway adapter', 'end medium Check airway adapter'])
    expect(shown(said)).toEqual([
      'EtCO2 null mm[Hg] off',
      'FiCO2 null mm[Hg] off',
      'RR CO2 null /min off',
      'EtCO2 null mm[Hg] off',
      'EtCO2 38 mm[Hg] good',
    ])
    expect(missing(said)).toEqual([2])
    expect(shown(behindLock([status(0, 6)]))).toContain('EtCO2 null mm[Hg] invalid')
    expect(alerts(behindLock([status(0, 0x20)]))).toEqual(['start low CO2 sensor state 32'])
  })

  it('are not shown in another unit than that of a module that was just switched on', () => {
    const said = behindLock([frameOf(0x84, [7, 1]), packet(0, [2, 0, 51])])
    expect(faults(said)).toEqual(['illegalUnit CO2 in unit 1'])
    expect(shown(said)).toEqual(['EtCO2 null mm[Hg] invalid'])
    expect(shown(behindLock([frameOf(0x84, [7, 0]), packet(0, [2, 2, 0x7c])]))).toEqual([
      'EtCO2 38 mm[Hg] good',
    ])
  })

  it('go on behind a gap where the wave was stopped, whatever the counter says', () => {
    const said = behindLock([frameOf(0xc9), packet(0)])
    expect(faults(said)).toEqual([])
    expect(said.some((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))).toBe(true)
  })

  it('show no sample where none can be', () => {
    const said = behindLock([
      frameOf(0x80, [0, 0, 0]),
      frameOf(0x80, [1, 0x7f, 0x7f]),
      frameOf(0x80, [2, 7, 0x36]),
    ])
    expect(missing(said)).toEqual([2])
    expect(samples(said).at(-1)).toBe(-0.5)
  })
})

it('says which module it is', () => {
  const letters = (word: string) => Array.from(word, (letter) => letter.charCodeAt(0))
  const said = behindLock([
    frameOf(0xca, [0, ...letters('code 1.2 ')]),
    frameOf(0x84, [0x12, ...letters('1015928')]),
  ])
  expect(said.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))).toEqual([
    { software: 'code 1.2' },
    { model: '1015928' },
  ])
})

describe('the session', () => {
  const TICK_MS = 50
  function talk(seconds: number, hears: (atMs: number, hex: string) => boolean, options: object = {}) {
    const twin = createTwin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
    const sent: { readonly atMs: number; readonly hex: string }[] = []
    const said: Measurement[] = []
    let nowMs = 0
    const decoder = new CapnostatDecoder(
      {
        measure: (one) => said.push(one),
        send: (bytes) => {
          sent.push({ atMs: nowMs, hex: text(bytes) })
          if (hears(nowMs, text(bytes))) twin.receive(bytes, nowMs)
        },
      },
      capnostatOptions.parse(options),
    )
    for (; nowMs <= seconds * 1000; nowMs += TICK_MS) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
    }
    return { sent, said, decoder, hexes: sent.map((one) => one.hex) }
  }
  const PRESSURE = '84 04 01 05 78 7A'
  const GAS = '84 06 0B 15 00 00 00 56'

  it('stops the module, sets it up, asks who it is and starts the wave, one thing after the other', () => {
    const { hexes, said } = talk(5, () => true)
    expect(hexes).toEqual([
      'C9 01 36',
      PRESSURE,
      GAS,
      '84 02 07 73',
      '84 02 12 68',
      'CA 02 00 34',
      '80 02 00 7E',
    ])
    expect(said.some((one) => one.type === 'numeric' && one.validity === 'good')).toBe(true)
  })

  it('sets pressure and oxygen as the options say', () => {
    const { hexes } = talk(2, () => true, { pressureMmHg: 600, oxygenPercent: 50 })
    expect(hexes[1]).toBe(text(frameOf(0x84, [1, 4, 88])))
    expect(hexes[2]).toBe(text(frameOf(0x84, [0x0b, 50, 0, 0, 0])))
  })

  it('never zeroes, resets or puts to sleep', () => {
    for (const hears of [() => true, () => false]) {
      for (const one of talk(20, hears).hexes) expect(one).toMatch(/^(C9|CA|80 02|84 0[246] (01|07|0B|12))/)
    }
  })

  it('sets the module up again when it asks for it', () => {
    // The set-up of the start is lost on the way; the module says so with its wave.
    const { sent, said } = talk(12, (atMs) => atMs > 300)
    const pressures = sent.filter(({ hex: one }) => one === PRESSURE).map(({ atMs }) => atMs)
    expect(pressures.length).toBe(2)
    expect(pressures[1]).toBeGreaterThan(1_900)
    expect(alerts(said)).toEqual([
      'start low CO2 sensor waits for pressure and gas compensation',
      'end low CO2 sensor waits for pressure and gas compensation',
    ])
  })

  it('H7 shows numbers as doubtful until the module has told its unit and its state, and asks for a unit that was lost', () => {
    const UNIT = '84 02 07 73'
    let asked = 0
    // The module never hears the first question for its unit.
    const { sent, said } = talk(8, (_atMs, hex) => hex !== UNIT || asked++ > 0)
    const units = sent.filter(({ hex: one }) => one === UNIT)
    expect(units.length).toBe(2)
    const toldMs = units[1]?.atMs ?? 0
    const numbers = said.flatMap((one) => (one.type === 'numeric' && one.value !== null ? [one] : []))
    const early = numbers.filter(({ atMs }) => atMs <= toldMs)
    expect(early.length).toBeGreaterThan(0)
    for (const { validity } of early) expect(validity).toBe('questionable')
    expect(numbers.at(-1)?.validity).toBe('good')
    // Who only listens takes a module for one that was just switched on.
    expect(shown(behindLock([packet(BEHIND, [2, 2, 0x7c])]))).toEqual(['EtCO2 38 mm[Hg] good'])
  })

  it('begins anew where no wave comes', () => {
    const starts = talk(12, () => false).sent.filter(({ hex: one }) => one === 'C9 01 36')
    expect(starts.length).toBeGreaterThan(2)
    const [first = 0, second = 0] = starts.map(({ atMs }) => atMs)
    expect(second - first).toBeGreaterThan(2_000)
  })

  it('stops the module when it leaves', () => {
    const { sent, decoder } = talk(3, () => true)
    decoder.leave()
    expect(sent.at(-1)?.hex).toBe('C9 01 36')
  })
})
