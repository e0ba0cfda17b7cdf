import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement, Wave } from '../model/measurement.ts'
import { CytonDecoder } from './decode.ts'
import { type CytonOptions, cytonOptions } from './options.ts'

const bytesOf = (hex: string): number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16))

/** Written down from the maker's description: channels 1 and 2 at +4096 and -4096 counts, accelerometer 1, 2, 3. */
const PLAIN = bytesOf(
  'A0 05 00 10 00 FF F0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 02 00 03 C0',
)
/** Channel 1 at its rail. */
const RAILED = bytesOf(
  'A0 06 7F FF FF 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 C0',
)
const COUNTER_AT = 1
const SECOND_SAMPLE_AT = 5
const LAST_AT = 32
const ENOUGH = 30

const usual = cytonOptions.parse({})
/** Packets with counters from `from` on. */
function run(packet: readonly number[], from: number, count = ENOUGH): number[] {
  return Array.from({ length: count }, (_, index) =>
    packet.map((byte, at) => (at === COUNTER_AT ? (from + index) % 256 : byte)),
  ).flat()
}

function hear(bytes: readonly number[], options: CytonOptions = usual, wantsEverything = true) {
  const said: Measurement[] = []
  const decoder = new CytonDecoder({ measure: (one) => said.push(one), wantsEverything }, options)
  decoder.push(Uint8Array.from(bytes), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

/** As `hear`, for a station, with the time each piece came. */
function hearAt(pieces: readonly (readonly [atMs: number, bytes: readonly number[]])[]) {
  const said: Measurement[] = []
  const decoder = new CytonDecoder({ measure: (one) => said.push(one) }, usual)
  for (const [atMs, bytes] of pieces) {
    decoder.tick(atMs)
    decoder.push(Uint8Array.from(bytes), atMs)
  }
  decoder.end(pieces.at(-1)?.[0] ?? 0)
  return said
}

const isWave = (one: Measurement): one is Wave => one.type === 'wave'
function wavesOf(said: readonly Measurement[], key = 'X_OPENBCI_CYTON_CH1'): Wave[] {
  return said.filter(isWave).filter((one) => one.channel.key === key)
}
const samplesOf = (said: readonly Measurement[], key?: string): number[] =>
  wavesOf(said, key).flatMap((one) => [...one.samples])
const faultsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.count ?? 1}`] : []))

describe('packets', () => {
  it('give voltages and the accelerometer', () => {
    const { said, counts } = hear(run(PLAIN, 5))
    expect(counts).toMatchObject({ good: ENOUGH, length: 0, skippedBytes: 0 })
    const [wave] = wavesOf(said)
    expect((wave?.samples[0] ?? 0) * (wave?.channel.gain ?? 0)).toBeCloseTo(91.55, 2)
    expect(wave?.channel.unit).toBe('uV')
    expect(samplesOf(said)).toEqual(new Array(ENOUGH).fill(4096))
    expect(samplesOf(said, 'X_OPENBCI_CYTON_CH2')).toEqual(new Array(ENOUGH).fill(-4096))
    const numbers = said.flatMap((one) => (one.type === 'numeric' ? [one.value] : []))
    expect(numbers).toHaveLength(3 * ENOUGH)
    expect(numbers.slice(0, 3)).toEqual([1 / 8000, 2 / 8000, 3 / 8000])
  })

  it('with zeros or other further bytes have no accelerometer', () => {
    const raw = PLAIN.map((byte, at) => (at === LAST_AT ? 0xc1 : byte))
    for (const packet of [RAILED, raw]) {
      expect(hear(run(packet, 0)).said.filter((one) => one.type === 'numeric')).toEqual([])
    }
    expect(samplesOf(hear(run(raw, 0)).said)).toHaveLength(ENOUGH)
  })

  it('at the rail, of either sign, have no sample of that channel alone, and say why', () => {
    const low = RAILED.map((byte, at) => (at === 2 ? 0x80 : at === 3 || at === 4 ? 0x00 : byte))
    for (const packet of [RAILED, low]) {
      const [wave] = wavesOf(hear(run(packet, 0)).said)
      expect(wave?.missing).toEqual([{ start: 0, length: 25 }])
      expect(wave?.marks).toEqual([{ at: 0, kind: 'leadOff' }])
      expect(wavesOf(hear(run(packet, 0)).said, 'X_OPENBCI_CYTON_CH2')[0]?.missing).toEqual([])
    }
  })

  it('are read to the ends of the range', () => {
    const near = (bytes: readonly number[]) => PLAIN.map((byte, at) => bytes[at - SECOND_SAMPLE_AT] ?? byte)
    const second = (packet: readonly number[]) =>
      samplesOf(hear(run(packet, 0)).said, 'X_OPENBCI_CYTON_CH2')[0]
    expect(second(near([0x7f, 0xff, 0x00]))).toBe(0x7fff00)
    expect(second(near([0x80, 0x01, 0x00]))).toBe(-0x7fff00)
    expect(second(near([0xff, 0xff, 0xff]))).toBe(-1)
  })
})

describe('the counter', () => {
  it('runs over without a loss', () => {
    const { said } = hear(run(PLAIN, 250))
    expect(faultsOf(said)).toEqual([])
    expect(wavesOf(said).flatMap((one) => one.marks)).toEqual([])
  })

  it('that jumps is a gap and so many lost packets', () => {
    const { said } = hear([...run(PLAIN, 0), ...run(PLAIN, ENOUGH + 5)])
    expect(faultsOf(said)).toEqual(['lostFrame 5'])
    expect(samplesOf(said)).toHaveLength(2 * ENOUGH)
    const marks = wavesOf(said).flatMap((one) => one.marks)
    expect(marks).toEqual([{ at: 0, kind: 'gap' }])
  })

  it('that stands still or goes back brings nothing new', () => {
    const { said } = hear([...run(PLAIN, 0), ...run(PLAIN, ENOUGH - 10)])
    expect(faultsOf(said)).toEqual(new Array(10).fill('repeatedFrame 1'))
    expect(samplesOf(said)).toHaveLength(2 * ENOUGH - 10)
  })

  it('is a gap behind packets that look repeated: it may have run round', () => {
    const { said } = hear([...run(PLAIN, 0), ...run(PLAIN, ENOUGH - 10)])
    const marks = wavesOf(said).flatMap((one) => one.marks)
    expect(marks).toEqual([{ at: 0, kind: 'gap' }])
  })

  it('may be any behind a silence of half its round, which is a gap', () => {
    for (const lost of [0, 1, 127, 128, 200, 254, 255]) {
      const said = hearAt([
        [0, run(PLAIN, 0)],
        [600 + 4 * lost, run(PLAIN, ENOUGH + lost)],
      ])
      expect(faultsOf(said), `${lost} lost`).toEqual(lost === 0 ? [] : [`lostFrame ${lost}`])
      expect(samplesOf(said)).toHaveLength(2 * ENOUGH)
      const marks = wavesOf(said).flatMap((one) => one.marks)
      expect(marks).toEqual(lost === 0 ? [] : [{ at: 0, kind: 'gap' }])
    }
  })

  it('must step by one for the lock', () => {
    const jumpy = Array.from({ length: ENOUGH }, (_, index) => run(PLAIN, index * 2, 1)).flat()
    expect(hear(jumpy).said.filter((one) => one.type !== 'fault')).toEqual([])
    expect(hear(run(PLAIN, 0, 7), usual, false).said).toEqual([])
    expect(samplesOf(hear(run(PLAIN, 0, 8), usual, false).said)).toHaveLength(8)
  })
})

describe('a packet between two others', () => {
  const three = (middle: readonly number[]) => [...run(PLAIN, 0), ...middle, ...run(PLAIN, ENOUGH + 1)]
  const whole = run(PLAIN, ENOUGH, 1)
  const changed = (at: number, bit: number) => whole.map((byte, index) => (index === at ? byte ^ bit : byte))

  it('is damage where its counter is another, or one sample stands alone far from both', () => {
    for (const damaged of [changed(COUNTER_AT, 0x10), changed(SECOND_SAMPLE_AT, 0x40)]) {
      const { said, counts } = hear(three(damaged))
      expect(counts).toMatchObject({ good: 2 * ENOUGH, checksum: 1 })
      expect(new Set(samplesOf(said, 'X_OPENBCI_CYTON_CH2'))).toEqual(new Set([-4096]))
      expect(wavesOf(said).flatMap((one) => one.marks)).toEqual([{ at: 0, kind: 'gap' }])
    }
  })

  it('may jump as far as a heart or a pacemaker does, and anything may jump and stay', () => {
    expect(hear(three(changed(SECOND_SAMPLE_AT, 0x10))).counts).toMatchObject({ checksum: 0 })
    const high = changed(SECOND_SAMPLE_AT, 0x40)
    const stays = [...run(PLAIN, 0), ...run(high, ENOUGH), ...run(PLAIN, 2 * ENOUGH)]
    expect(hear(stays).counts).toMatchObject({ good: 3 * ENOUGH, checksum: 0 })
  })

  it('before a broken one is not told: nothing vouches for it', () => {
    const broken = changed(LAST_AT, 0x80)
    const { said, counts } = hear(three(broken))
    expect(counts).toMatchObject({ good: 2 * ENOUGH - 1, length: 1 })
    expect(samplesOf(said)).toHaveLength(2 * ENOUGH - 1)
  })

  it('is told when nothing follows', () => {
    const said: Measurement[] = []
    const decoder = new CytonDecoder({ measure: (one) => said.push(one), wantsEverything: true }, usual)
    decoder.push(Uint8Array.from(run(PLAIN, 0, 8)), 0)
    decoder.tick(50)
    expect(said).toEqual([])
    decoder.tick(1000)
    expect(said.filter((one) => one.type === 'numeric')).toHaveLength(24)
  })
})

describe('answers', () => {
  const text = (words: string): number[] => [...words].map((one) => one.charCodeAt(0))

  it('are no loss, and text that is none of them is', () => {
    const answer = text('Firmware: v3.1.1\r\n$$$')
    expect(faultsOf(hear([...answer, ...run(PLAIN, 0)]).said)).toEqual([])
    const other = hear([...run(PLAIN, 0), ...text('hello'), ...run(PLAIN, ENOUGH)])
    expect(other.counts.skippedBytes).toBe(5)
    expect(hear(text('x'.repeat(2000))).counts.skippedBytes).toBe(2000)
  })

  it('that name a second board stop everything: whose a packet is, nothing says', () => {
    const daisy = text('On Daisy ADS1299 Device ID: 0x3E\r\n$$$')
    const { said } = hear([...daisy, ...run(PLAIN, 0)])
    expect(said.filter((one) => one.type !== 'fault')).toEqual([])
    expect(faultsOf(said)).toHaveLength(ENOUGH)
  })
})

describe('the options', () => {
  it('make a channel a lead of the ECG, or leave it out', () => {
    const options = cytonOptions.parse({ channel1: 'II', channel2: 'unused', channel3: 'aVR' })
    const { said } = hear(run(PLAIN, 0), options)
    const keys = new Set(said.filter(isWave).map((one) => one.channel.key))
    expect([...keys].slice(0, 2)).toEqual(['MDC_ECG_ELEC_POTL_II', 'MDC_ECG_ELEC_POTL_AVR'])
    expect(keys.size).toBe(7)
    expect(wavesOf(said, 'MDC_ECG_ELEC_POTL_II')[0]?.channel).toMatchObject({ code: 131_330, unit: 'uV' })
  })

  it('give a lead to one channel only, in words', () => {
    const twice = cytonOptions.safeParse({ channel1: 'II', channel8: 'II' })
    expect(twice.error?.issues).toMatchObject([
      { path: ['channel8'], message: 'is lead II as channel1 is already: give each lead to one channel' },
    ])
    expect(cytonOptions.safeParse({ channel1: 'unused', channel2: 'unused' }).success).toBe(true)
  })
})

describe('H6 damage', () => {
  const many = run(PLAIN, 0, 90)
  const KNOWN = new Set([4096, -4096, 0])
  const novel = (bytes: readonly number[]) =>
    hear(bytes, usual, false).said.filter(
      (one) => isWave(one) && one.samples.some((sample) => !KNOWN.has(sample)),
    )

  it('of lost bytes gives no sample that was not sent', () => {
    fc.assert(
      fc.property(fc.nat(many.length - 1), fc.integer({ min: 1, max: 100 }), (at, count) => {
        expect(novel(many.toSpliced(at, count))).toEqual([])
      }),
    )
  })

  it('of the bytes that hold a packet together gives no sample that was not sent', () => {
    const place = fc.constantFrom(0, COUNTER_AT, LAST_AT)
    fc.assert(
      fc.property(fc.nat(89), place, fc.nat(255), (packet, at, byte) => {
        expect(novel(many.with(packet * PLAIN.length + at, byte))).toEqual([])
      }),
    )
  })

  it('of a sample reaches that packet alone', () => {
    const place = fc.integer({ min: 2, max: LAST_AT - 1 })
    fc.assert(
      fc.property(fc.nat(89), place, fc.nat(255), (packet, at, byte) => {
        const samples = novel(many.with(packet * PLAIN.length + at, byte)).flatMap((one) =>
          isWave(one) ? [...one.samples].filter((sample) => !KNOWN.has(sample)) : [],
        )
        expect(samples.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

it('reads the same in any pieces, and never throws', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => [...bytes]),
    fc.integer({ min: 0, max: 255 }).map((from) => run(PLAIN, from, 10)),
    fc.constant([...'ok$$$'].map((one) => one.charCodeAt(0))),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (parts, size) => {
      const bytes = Uint8Array.from(parts.flat())
      const said: Measurement[] = []
      const decoder = new CytonDecoder({ measure: (one) => said.push(one), wantsEverything: true }, usual)
      for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), 0)
      decoder.end(0)
      expect(said).toEqual(hear([...bytes]).said)
    }),
  )
})
