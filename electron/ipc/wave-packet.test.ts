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
