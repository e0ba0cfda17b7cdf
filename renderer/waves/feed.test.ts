import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeWavePacket } from '../../electron/ipc/wave-packet.ts'
import { createFeed } from './feed.ts'
import { testChunk, testWave, UTC_ZERO_MS } from './testing/ward.ts'

function packet(sequence: number, startMs = sequence * 20) {
  return encodeWavePacket({
    sequence,
    sentUtcMs: UTC_ZERO_MS + startMs + 20,
    chunks: [testChunk(startMs, [1, 2])],
  })
}

describe('feed', () => {
  it('acknowledges every tenth packet by its number', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    const acks = [...Array(25)]
      .map((_, at) => feed.accept(packet(at + 1), at * 20))
      .filter((ack) => ack !== null)
    expect(acks).toEqual([10, 20])
  })

  it('counts what the publisher has dropped, and what it cannot read', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    for (const sequence of [1, 2, 5]) feed.accept(packet(sequence), sequence)
    for (const noise of [null, 'waves', new ArrayBuffer(3), { type: 'x' }]) feed.accept(noise, 0)
    feed.accept(new Uint8Array(packet(6)), 6)
    expect(feed.stats()).toEqual({ packets: 4, droppedPackets: 2, badPackets: 4, gaps: 1 })
  })

  it('takes no harm from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(60), (noise, at) => {
        const feed = createFeed()
        feed.setWaves([testWave()])
        const bytes = new Uint8Array(packet(1).slice(0))
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length))
        feed.accept(bytes, 0)
        feed.accept(packet(2), 40)
        expect(feed.wave(1)?.ring.end).toBeGreaterThan(0)
      }),
    )
  })

  it('leaves waves of an unknown channel out and keeps the others', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    const chunks = [{ ...testChunk(0, [7]), channel: 9 }, testChunk(0, [1, 2])]
    feed.accept(encodeWavePacket({ sequence: 1, sentUtcMs: UTC_ZERO_MS, chunks }), 0)
    expect(feed.wave(1)?.ring.end).toBe(2)
    expect(feed.stats().badPackets).toBe(0)
  })

  it('keeps samples when a wave is named again, and starts anew when the number means another wave', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    feed.accept(packet(1), 0)
    const view = feed.wave(1)?.view
    feed.setWaves([testWave()])
    expect(feed.wave(1)?.view).toBe(view)
    feed.setWaves([testWave({ highest: 50 })])
    expect(feed.wave(1)?.ring.end).toBe(2)
    feed.setWaves([testWave({ key: 'art' })])
    expect(feed.wave(1)?.ring.end).toBe(0)
  })

  it('H3 forgets every wave with its port: a new engine may number its channels anew', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    feed.claim(1, 'b1', 5)
    feed.accept(packet(1), 0)
    feed.accept(
      encodeWavePacket({
        sequence: 2,
        sentUtcMs: UTC_ZERO_MS,
        chunks: [{ ...testChunk(0, [7]), channel: 9 }],
      }),
      0,
    )
    feed.reset()
    expect(feed.wave(1)).toBeUndefined()
    feed.setWaves([testWave(), testWave({ channel: 9 })])
    expect([feed.wave(1)?.ring.end, feed.wave(9)?.ring.end]).toEqual([0, 0])
    expect(feed.stats().droppedPackets).toBe(0)
  })

  it('keeps the samples that overtake the name of their wave, once, and places them when they came', () => {
    const feed = createFeed()
    feed.accept(packet(1), 1000)
    feed.accept(packet(2), 1020)
    feed.setWaves([testWave()])
    feed.setWaves([testWave()])
    feed.accept(packet(3), 1040)
    expect(feed.wave(1)?.ring.end).toBe(6)
    expect(feed.playout('b1').locked).toBe(false)
    feed.claim(1, 'b1', 5)
    expect(feed.playout('b1').locked).toBe(true)
    expect(feed.stats()).toEqual({ packets: 3, droppedPackets: 0, badPackets: 0, gaps: 0 })
  })

  it('makes room for all of a burst that came before its wave was on the screen', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    const second = new Array<number>(25).fill(1)
    const burst = (n: number) => ({
      sequence: n,
      sentUtcMs: UTC_ZERO_MS + (n + 1) * 1000,
      chunks: [0, 1, 2, 3].map((part) => testChunk(n * 1000 + part * 250, second)),
    })
    feed.accept(encodeWavePacket(burst(0)), 1000)
    feed.claim(1, 'b1', 5)
    const lagMs = feed.playout('b1').latestLagMs()
    feed.accept(encodeWavePacket(burst(1)), 2000)
    expect(feed.playout('b1').latestLagMs()).toBe(lagMs)
    expect(feed.delays().b1).toBeGreaterThanOrEqual(1000)
  })

  it('gives samples no name that comes far later', () => {
    const feed = createFeed()
    feed.accept(packet(1), 0)
    const other = { ...testChunk(0, [7]), channel: 9 }
    feed.accept(encodeWavePacket({ sequence: 2, sentUtcMs: UTC_ZERO_MS, chunks: [other] }), 5000)
    feed.setWaves([testWave(), testWave({ channel: 9 })])
    expect([feed.wave(1)?.ring.end, feed.wave(9)?.ring.end]).toEqual([0, 1])
  })

  it('tells the delay of each bed on the clock of the station', () => {
    const feed = createFeed()
    feed.setWaves([testWave()])
    feed.claim(1, 'b1', 5)
    for (let n = 0; n < 20; n++) {
      const chunks = [testChunk(n * 1000, new Array<number>(100).fill(1))]
      const sentUtcMs = UTC_ZERO_MS + (n + 1) * 1000
      feed.accept(encodeWavePacket({ sequence: n, sentUtcMs, chunks }), 5000 + (n + 1) * 1000)
    }
    expect(feed.delays().b1).toBeGreaterThanOrEqual(1000)
    expect(feed.delays().b1).toBeLessThan(1030)
  })
})
