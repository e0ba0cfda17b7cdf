import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement, Wave } from '../model/measurement.ts'
import { PACKET_BYTES } from './codes.ts'
import { crc4 } from './crc4.ts'
import { BitalinoDecoder, countOf } from './decode.ts'
import { createTwin, packetOf } from './encode.ts'
import { type BitalinoOptions, bitalinoOptions } from './options.ts'
import { commandsOf } from './session.ts'

const bytesOf = (hex: string): number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16))

/** Written down from the maker's interface: sequence 5, A1 to A6 512, 300, 700, 100, 33 and 7. */
const KNOWN = Uint8Array.from(bytesOf('47 48 06 AF 2C 01 08 5C'))
const COUNTS = [512, 300, 700, 100, 33, 7]
const ENOUGH = 64

const usual = bitalinoOptions.parse({})
function run(counts: readonly number[], from: number, count = ENOUGH, lines = 0b0100): number[] {
  return Array.from({ length: count }, (_, index) => packetOf(counts, (from + index) % 16, lines)).flat()
}

function hear(bytes: readonly number[], options: BitalinoOptions = usual, wantsEverything = true) {
  const said: Measurement[] = []
  const decoder = new BitalinoDecoder({ measure: (one) => said.push(one), wantsEverything }, options)
  decoder.push(Uint8Array.from(bytes), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

const isWave = (one: Measurement): one is Wave => one.type === 'wave'
const wavesOf = (said: readonly Measurement[], key = 'X_BITALINO_A1'): Wave[] =>
  said.filter(isWave).filter((one) => one.channel.key === key)
const samplesOf = (said: readonly Measurement[], key?: string): number[] =>
  wavesOf(said, key).flatMap((one) => [...one.samples])
const faultsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.bytes}`] : []))

describe('a packet', () => {
  it('is read and checked as the maker does', () => {
    expect(COUNTS.map((_, port) => countOf(KNOWN, port))).toEqual(COUNTS)
    expect(crc4(KNOWN, 0, KNOWN.length)).toBe(0xc)
    expect(packetOf(COUNTS, 5, 0)).toEqual([...KNOWN])
  })

  it('carries any counts of any number of ports', () => {
    const wide = fc.integer({ min: 0, max: 1023 })
    const narrow = fc.integer({ min: 0, max: 63 })
    fc.assert(
      fc.property(
        fc.tuple(wide, wide, wide, wide, narrow, narrow),
        fc.nat(5),
        fc.nat(15),
        (all, last, lines) => {
          const counts = all.slice(0, last + 1)
          const packet = Uint8Array.from(packetOf(counts, 3, lines))
          expect(packet).toHaveLength(PACKET_BYTES[last] ?? 0)
          expect(counts.map((_, port) => countOf(packet, port))).toEqual(counts)
          expect(crc4(packet, 0, packet.length)).toBe((packet.at(-1) ?? 0) & 0x0f)
        },
      ),
    )
  })

  it('with any one flipped bit fails its check', () => {
    for (let bit = 0; bit < KNOWN.length * 8; bit++) {
      const damaged = KNOWN.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(crc4(damaged, 0, damaged.length) === ((damaged.at(-1) ?? 0) & 0x0f)).toBe(false)
    }
  })
})

describe('the stream', () => {
  it('gives counts of six ports and the digital lines', () => {
    const { said, counts } = hear(run(COUNTS, 0))
    expect(counts).toMatchObject({ good: ENOUGH, checksum: 0, length: 0, skippedBytes: 0, partial: 0 })
    COUNTS.forEach((count, port) => {
      expect(samplesOf(said, `X_BITALINO_A${port + 1}`)).toEqual(new Array(ENOUGH).fill(count))
    })
    const lines = said.flatMap((one) =>
      one.type === 'numeric' ? [[one.channel.label, one.value] as const] : [],
    )
    expect(Object.fromEntries(lines)).toEqual({ I1: 0, I2: 1, O1: 0, O2: 0 })
  })

  it('is found wherever it was cut into', () => {
    for (let at = 1; at < KNOWN.length; at++) {
      const { said, counts } = hear(run(COUNTS, 0).slice(at))
      expect(counts).toMatchObject({ good: ENOUGH - 1, partial: 1, skippedBytes: 0 })
      expect(samplesOf(said)).toHaveLength(ENOUGH - 1)
    }
  })

  it('loses a damaged packet and the one before, shows nothing of them and earns its lock anew', () => {
    const damaged = run(COUNTS, ENOUGH, 1)
    damaged[1] = (damaged[1] ?? 0) ^ 0x40
    const { said, counts } = hear([...run(COUNTS, 0), ...damaged, ...run(COUNTS, ENOUGH + 1)])
    expect(counts).toMatchObject({ good: 2 * ENOUGH - 1, checksum: 1, length: 0, skippedBytes: 0 })
    expect(new Set(samplesOf(said))).toEqual(new Set([512]))
    expect(wavesOf(said).flatMap((one) => one.marks)).toEqual([{ at: 0, kind: 'gap' }])
  })

  it('that lost bytes is a gap, and is found again', () => {
    const { said, counts } = hear([...run(COUNTS, 0), ...run(COUNTS, ENOUGH).slice(3)])
    expect(counts.good).toBeGreaterThanOrEqual(2 * ENOUGH - 3)
    expect(counts.length).toBe(1)
    expect(new Set(samplesOf(said))).toEqual(new Set([512]))
    expect(wavesOf(said).flatMap((one) => one.marks)[0]).toEqual({ at: 0, kind: 'gap' })
  })

  it('that lost packets is a gap and so many of them, and keeps its lock', () => {
    const { said, counts } = hear([...run(COUNTS, 0), ...run(COUNTS, ENOUGH + 3)])
    expect(counts).toMatchObject({ good: 2 * ENOUGH, checksum: 0, length: 0 })
    expect(said.flatMap((one) => (one.type === 'fault' ? [one.kind, one.count] : []))).toEqual([
      'lostFrame',
      3,
    ])
    expect(samplesOf(said)).toHaveLength(2 * ENOUGH)
    expect(wavesOf(said).flatMap((one) => one.marks)).toEqual([{ at: 0, kind: 'gap' }])
  })

  it('that goes back brings nothing new', () => {
    const { said } = hear([...run(COUNTS, 0), ...run(COUNTS, ENOUGH - 5)])
    expect(faultsOf(said)).toEqual(new Array(5).fill('repeatedFrame 8'))
    expect(samplesOf(said)).toHaveLength(2 * ENOUGH - 5)
  })

  it('is a gap behind packets that look repeated: as many may have been lost', () => {
    for (const lost of [8, 11, 15]) {
      const { said } = hear([...run(COUNTS, 0), ...run(COUNTS, ENOUGH + lost)])
      expect(faultsOf(said)).toEqual(new Array(16 - lost).fill('repeatedFrame 8'))
      expect(samplesOf(said)).toHaveLength(2 * ENOUGH - 16 + lost)
      expect(wavesOf(said).flatMap((one) => one.marks)).toEqual([{ at: 0, kind: 'gap' }])
    }
  })

  it('tells its last packet when nothing follows', () => {
    const said: Measurement[] = []
    const decoder = new BitalinoDecoder({ measure: (one) => said.push(one), wantsEverything: true }, usual)
    decoder.push(Uint8Array.from(run(COUNTS, 0, 8)), 0)
    decoder.tick(50)
    expect(said).toEqual([])
    decoder.tick(1000)
    expect(samplesOf(said)).toHaveLength(8)
  })

  it('shows nothing before eight packets in a row', () => {
    expect(hear(run(COUNTS, 0, 7), usual, false).said).toEqual([])
    expect(samplesOf(hear(run(COUNTS, 0, 8), usual, false).said)).toHaveLength(8)
  })

  it('reads the same in any pieces, and never throws', () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => [...bytes]),
      fc.nat(15).map((from) => run(COUNTS, from, 12)),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (parts, size) => {
        const bytes = Uint8Array.from(parts.flat())
        const said: Measurement[] = []
        const decoder = new BitalinoDecoder(
          { measure: (one) => said.push(one), wantsEverything: true },
          usual,
        )
        for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), 0)
        decoder.end(0)
        expect(said).toEqual(hear([...bytes]).said)
      }),
    )
  })
})

describe('the options', () => {
  it('make a port a lead of the ECG in millivolt, marked at the ends of its range', () => {
    const options = bitalinoOptions.parse({ ports: 2, a2: 'II', rateHz: '1000' })
    const { said } = hear(run([100, 1023], 0, 200), options)
    const [wave] = wavesOf(said, 'MDC_ECG_ELEC_POTL_II@1000')
    expect(wave?.channel).toMatchObject({ code: 131_330, unit: 'mV', rateHz: 1000 })
    const millivolt = (count: number) => count * (wave?.channel.gain ?? 0) + (wave?.channel.offset ?? 0)
    expect(millivolt(512)).toBeCloseTo(0, 9)
    expect(millivolt(1024)).toBeCloseTo(1.5, 9)
    expect(wave?.marks).toEqual([{ at: 0, kind: 'saturation' }])
    expect(samplesOf(said, 'X_BITALINO_A1@1000')).toHaveLength(200)
  })

  it('give a lead to one port only, in words', () => {
    expect(bitalinoOptions.safeParse({ a1: 'II', a4: 'II' }).error?.issues).toMatchObject([
      { path: ['a4'], message: 'is lead II as a1 is already: give each lead to one port' },
    ])
  })

  it('become commands', () => {
    expect(commandsOf(usual)).toEqual([0x00, 0x83, 0xfd])
    expect(commandsOf(bitalinoOptions.parse({ ports: 2, rateHz: '1000' }))).toEqual([0x00, 0xc3, 0x0d])
  })
})

describe('the conversation', () => {
  /** A station and a board on one line; the board may run before anybody asked, and hear only some of the commands. */
  function live(
    options: BitalinoOptions,
    seconds: number,
    before: readonly number[] = [],
    hears: (command: number) => boolean = () => true,
  ) {
    const twin = createTwin({ scenario: 'stable', seed: 4, startUtcMs: 0 })
    twin.receive(Uint8Array.from(before), 0)
    const said: Measurement[] = []
    const sent: number[] = []
    let nowMs = 0
    const decoder = new BitalinoDecoder(
      {
        measure: (one) => said.push(one),
        send: (bytes) => {
          sent.push(...bytes)
          twin.receive(bytes.filter(hears), nowMs)
        },
      },
      options,
    )
    for (; nowMs <= seconds * 1000; nowMs += 50) {
      const arrived = twin.produce(nowMs)
      if (arrived.length > 0) decoder.push(arrived, nowMs)
      decoder.tick(nowMs)
    }
    decoder.leave()
    return { said, sent }
  }

  it('stops, sets and starts the board once, and stops it in the end', () => {
    const options = bitalinoOptions.parse({ ports: 3, rateHz: '1000' })
    const { said, sent } = live(options, 5)
    expect(sent).toEqual([...commandsOf(options), 0])
    expect(samplesOf(said, 'X_BITALINO_A1@1000').length).toBeGreaterThan(3800)
    expect(faultsOf(said)).toEqual([])
  })

  it('shows nothing of a board that another program started at another rate', () => {
    const { said } = live(usual, 10, [0xc3, 0xfd])
    expect(said.find(isWave)?.atMs).toBeGreaterThan(400)
    expect(samplesOf(said).length).toBeLessThanOrEqual(970)
  })

  it.each([
    ['hears nothing and runs at ten times the rate', [0xc3, 0xfd], () => false],
    ['hears nothing and runs at the same rate', [0x83, 0xfd], () => false],
    ['did not hear the rate', [], (command: number) => command !== 0x83],
  ] as const)('shows nothing of a board that %s, counts it and asks again', (_, before, hears) => {
    const { said, sent } = live(usual, 20, before, hears)
    expect(said.filter((one) => one.type !== 'fault')).toEqual([])
    expect(faultsOf(said)).toContain('unknownRecord 8')
    expect(sent.filter((command) => command === 0).length).toBeGreaterThan(5)
  })

  it('is silent where it must only listen', () => {
    expect(live(bitalinoOptions.parse({ listenOnly: true }), 5, [0x83, 0xfd]).sent).toEqual([])
  })
})

describe('H6 damage', () => {
  /** Counts that differ from packet to packet, so that one made of two shows. */
  const counts = (index: number) => [
    300 + index,
    900 - index,
    index,
    1000 - 3 * index,
    index % 64,
    63 - (index % 64),
  ]
  const packets = Array.from({ length: 90 }, (_, index) => packetOf(counts(index), index % 16, 0b0100))
  const sent = new Set(packets.map((_, index) => counts(index).join()))

  /** Shown packets that were not sent. */
  function novel(bytes: readonly number[]): string[] {
    const said = hear(bytes, usual, false).said
    const ports = COUNTS.map((_, port) => samplesOf(said, `X_BITALINO_A${port + 1}`))
    const shown = (ports[0] ?? []).map((_, at) => ports.map((samples) => samples[at]).join())
    return shown.filter((one) => !sent.has(one))
  }

  it('of up to four bits next to each other gives no count that was not sent', () => {
    const bits = packets.length * 8 * 8
    fc.assert(
      fc.property(fc.nat(bits - 5), fc.integer({ min: 1, max: 15 }), (from, pattern) => {
        const damaged = packets.flat()
        for (let bit = 0; bit < 4; bit++) {
          const at = from + bit
          const isHit = ((pattern >> bit) & 1) === 1
          if (isHit) damaged[at >> 3] = (damaged[at >> 3] ?? 0) ^ (0x80 >> (at & 7))
        }
        expect(novel(damaged)).toEqual([])
      }),
    )
  })

  it('of lost bytes gives at most one packet made of two, as the check of four bits lets through', () => {
    fc.assert(
      fc.property(fc.nat(packets.length * 8 - 1), fc.integer({ min: 1, max: 60 }), (at, count) => {
        expect(novel(packets.flat().toSpliced(at, count)).length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
