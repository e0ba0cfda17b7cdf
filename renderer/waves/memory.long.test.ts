import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { encodeWavePacket, type WaveChunk } from '../../electron/ipc/wave-packet.ts'
import type { PaintContext } from './context.ts'
import { createFeed } from './feed.ts'
import { createPainter } from './painter.ts'
import { testChunk, testRow, testWave, UTC_ZERO_MS } from './testing/ward.ts'

const HOURS = 12
const PACKET_MS = 250
const PACKETS_AN_HOUR = 3_600_000 / PACKET_MS
const RATE_HZ = 100
const SAMPLES = (RATE_HZ * PACKET_MS) / 1_000
/** Compiled code and caches still move by some hundred kB in the first hours. */
const MOST_GROWTH_BYTES = 1_000_000

/** A context that draws nothing: what is kept is kept by the painter. */
function nowhere(): PaintContext {
  const nothing = () => undefined
  const style = { fillStyle: '', strokeStyle: '', lineWidth: 1, lineJoin: 'round', lineCap: 'butt' } as const
  const text = { font: '', textAlign: 'start', textBaseline: 'alphabetic' } as const
  const lines = { beginPath: nothing, moveTo: nothing, lineTo: nothing, arc: nothing, fill: nothing }
  const areas = { stroke: nothing, fillRect: nothing, fillText: nothing, drawImage: nothing }
  return { ...style, ...text, ...lines, ...areas, measureText: () => ({ width: 10 }) as TextMetrics }
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** What a line brings in a shift: holes, missing values, marks, and now and then a clock that was set. */
function chunkOf(packet: number): WaveChunk | null {
  if (packet % 997 < 8) return null
  const missing = packet % 61 === 0 ? [{ start: 3, length: 9 }] : []
  const marks = packet % 4 === 0 ? [{ at: 0, kind: 'pace' as const }] : []
  const samples = Array.from({ length: SAMPLES }, (_, at) => ((packet + at) * 37) % 10_000)
  return testChunk(packet * PACKET_MS, samples, { missing, marks })
}

it('keeps no more after twelve hours of a wave than after three', () => {
  const feed = createFeed()
  const painter = createPainter(feed)
  painter.setScene({ waves: [testWave({ rateHz: RATE_HZ })], rows: [testRow({ guides: true })] })
  painter.setSurface(
    { context: nowhere(), hatch: (colour) => colour, picture: () => ({}) as CanvasImageSource },
    { widthPx: 400, heightPx: 100, devicePixelRatio: 1 },
  )
  const hourly: number[] = []
  for (let packet = 0; packet < HOURS * PACKETS_AN_HOUR; packet++) {
    const atMs = (packet + 1) * PACKET_MS
    const chunk = chunkOf(packet)
    const chunks = chunk === null ? [] : [chunk]
    feed.accept(encodeWavePacket({ sequence: packet, sentUtcMs: UTC_ZERO_MS + atMs, chunks }), atMs)
    painter.frame(atMs)
    if ((packet + 1) % PACKETS_AN_HOUR === 0) hourly.push(heapBytes())
  }
  const [third = 0, last = 0] = [hourly[2], hourly.at(-1)]
  expect(last - third, hourly.join(' ')).toBeLessThan(MOST_GROWTH_BYTES)
})
