import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeWavePacket, encodeWavePacket, type WaveChunk, type WavePacket } from './wave-packet.ts'

const pair = { max: 0xffff }
const chunks: fc.Arbitrary<WaveChunk> = fc.record({
  channel: fc.integer({ min: 0, max: 0x7fff }),
  startUtcMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  samples: fc.oneof(fc.int16Array({ maxLength: 40 }), fc.int32Array({ maxLength: 40 })),
  missing: fc.array(fc.record({ start: fc.nat(pair), length: fc.nat(pair) }), { maxLength: 3 }),
  marks: fc.array(
    fc.record({
      at: fc.nat(pair),
      kind: fc.constantFrom('pace' as const, 'gap' as const, 'leadOff' as const, 'saturation' as const),
    }),
    { maxLength: 3 },
  ),
})
/** A chunk as the engine sends it: times of this century, seldom marks. */
const UTC_MS = 1_795_000_000_000
const STEP_MS = 2 ** -12
const usual: fc.Arbitrary<WavePacket> = fc
  .record({
    sentUtcMs: fc.double({ min: UTC_MS, max: UTC_MS + 1e9, noNaN: true }),
    behind: fc.array(fc.double({ min: -60_000, max: 1_000, noNaN: true }), { maxLength: 6 }),
    samples: fc.oneof(fc.int16Array({ maxLength: 70 }), fc.int32Array({ maxLength: 70 })),
  })
  .map(({ sentUtcMs, behind, samples }) => ({
    sequence: 1,
    sentUtcMs,
    chunks: behind.map((ms, channel) => ({
      channel,
      startUtcMs: sentUtcMs + ms,
      samples,
      missing: [],
      marks: [],
    })),
  }))
const packets: fc.Arbitrary<WavePacket> = fc.record({
  sequence: fc.nat(0xffffffff),
  sentUtcMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  chunks: fc.uniqueArray(chunks, { maxLength: 6, selector: (chunk) => chunk.channel }),
})
const widthOf = (chunk: WaveChunk) => (chunk.samples instanceof Int16Array ? 16 : 32)

describe('wave packet', () => {
  it('comes back as it was packed', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        const widths = new Map(packet.chunks.map((chunk) => [chunk.channel, widthOf(chunk)] as const))
        expect(decodeWavePacket(encodeWavePacket(packet), (channel) => widths.get(channel))).toEqual(packet)
      }),
    )
  })

  it('takes 8 bytes a wave besides its samples, with every start to the last bit', () => {
    fc.assert(
      fc.property(usual, (packet) => {
        const buffer = encodeWavePacket(packet)
        const samples = packet.chunks.reduce((sum, chunk) => sum + ((chunk.samples.byteLength + 3) & ~3), 0)
        expect(buffer.byteLength).toBe(16 + 8 * packet.chunks.length + samples)
        const [first] = packet.chunks
        expect(decodeWavePacket(buffer, () => (first === undefined ? 16 : widthOf(first)))).toEqual(packet)
      }),
    )
  })

  it.each([
    ['in the last step of the short form', UTC_MS, UTC_MS + (2 ** 31 - 1) * STEP_MS, 8],
    ['one step further', UTC_MS, UTC_MS + 2 ** 31 * STEP_MS, 20],
    ['between two steps', 0, STEP_MS / 2, 20],
    ['at minus nought', 0, -0, 20],
    ['at no number', UTC_MS, Number.NaN, 20],
    ['at no end', UTC_MS, Number.NEGATIVE_INFINITY, 20],
  ])('keeps a start %s', (_, sentUtcMs, startUtcMs, headBytes) => {
    const chunk = { channel: 1, startUtcMs, samples: new Int16Array(2), missing: [], marks: [] }
    const buffer = encodeWavePacket({ sequence: 1, sentUtcMs, chunks: [chunk] })
    expect(buffer.byteLength).toBe(16 + headBytes + 4)
    expect(decodeWavePacket(buffer, () => 16)?.chunks).toEqual([chunk])
  })

  it('keeps a chunk that is longer than the short form counts', () => {
    const samples = Int16Array.from({ length: 40_001 }, (_, at) => at)
    const chunk = { channel: 1, startUtcMs: 8, samples, missing: [], marks: [] }
    const buffer = encodeWavePacket({ sequence: 1, sentUtcMs: 8, chunks: [chunk] })
    expect(decodeWavePacket(buffer, () => 16)?.chunks).toEqual([chunk])
  })

  it('leaves out a channel the window does not know, and nothing else', () => {
    fc.assert(
      fc.property(packets, fc.nat(5), (packet, which) => {
        const unknown = packet.chunks[which]?.channel
        const widths = new Map(packet.chunks.map((chunk) => [chunk.channel, widthOf(chunk)] as const))
        if (unknown !== undefined) widths.delete(unknown)
        const back = decodeWavePacket(encodeWavePacket(packet), (channel) => widths.get(channel))
        expect(back?.chunks).toEqual(packet.chunks.filter((chunk) => chunk.channel !== unknown))
      }),
    )
  })

  it('refuses cut and foreign bytes without throwing', () => {
    fc.assert(
      fc.property(packets, fc.nat(200), fc.uint8Array({ maxLength: 120 }), (packet, cut, noise) => {
        const whole = encodeWavePacket(packet)
        const back = decodeWavePacket(whole.slice(0, Math.max(0, whole.byteLength - 1 - cut)), () => 16)
        expect(back).toBeNull()
        const foreign = new ArrayBuffer(noise.length)
        new Uint8Array(foreign).set(noise)
        const read = decodeWavePacket(foreign, () => 16)
        expect(read === null || read.chunks.length >= 0).toBe(true)
      }),
    )
  })

  it('refuses a channel whose samples have another width than its wave', () => {
    const chunk = { channel: 3, startUtcMs: 0, samples: new Int16Array(4), missing: [], marks: [] }
    const buffer = encodeWavePacket({ sequence: 1, sentUtcMs: 0, chunks: [chunk] })
    expect(decodeWavePacket(buffer, () => 32)).toBeNull()
  })

  it('names the argument that does not fit', () => {
    const chunk = { channel: 3, startUtcMs: 0, samples: new Int16Array(70_000), missing: [], marks: [] }
    expect(() => encodeWavePacket({ sequence: 1, sentUtcMs: 0, chunks: [chunk] })).toThrow('"samples"')
    const high = { ...chunk, samples: new Int16Array(1), channel: 40_000 }
    expect(() => encodeWavePacket({ sequence: 1, sentUtcMs: 0, chunks: [high] })).toThrow('"channel"')
  })
})
