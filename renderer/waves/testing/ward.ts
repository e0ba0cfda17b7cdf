import type { WaveView } from '../../../electron/ipc/views.ts'
import { encodeWavePacket, type WaveChunk } from '../../../electron/ipc/wave-packet.ts'
import { createFeed, type Feed } from '../feed.ts'
import { createPainter, type Painter } from '../painter.ts'
import { LEAD_IN_PX, type WaveRow, type WaveScene } from '../types.ts'
import { createRaster, type Raster } from './raster.ts'

/** Station time at monotonic 0 in these tests. */
export const UTC_ZERO_MS = 1_750_000_000_000
export const TRACE = '#33E07A'

/** A pleth-like wave in whole percent, 0 to 100, raw = value * 100. */
export function testWave(change: Partial<WaveView> = {}): WaveView {
  return {
    channel: 1,
    key: 'pleth',
    id: 'MDC_PULS_OXIM_PLETH',
    label: 'Pleth',
    unit: '%',
    rateHz: 100,
    gain: 0.01,
    offset: 0,
    width: 16,
    lowest: 0,
    highest: 100,
    ...change,
  }
}

export function testRow(change: Partial<WaveRow> = {}): WaveRow {
  return {
    key: 'b1/pleth',
    bed: 'b1',
    channel: 1,
    rect: { x: 10, y: 10, width: 300 + LEAD_IN_PX, height: 66 },
    kind: 'other',
    colour: TRACE,
    speedMmPerSecond: 25,
    ecgGain: 'auto',
    simulated: false,
    guides: false,
    hatch: null,
    ...change,
  }
}

/** A chunk of channel 1 whose first sample lies at monotonic `startMs`. */
export function testChunk(
  startMs: number,
  samples: readonly number[],
  change: Partial<WaveChunk> = {},
): WaveChunk {
  const empty = { missing: [], marks: [] }
  return {
    channel: 1,
    startUtcMs: UTC_ZERO_MS + startMs,
    samples: Int16Array.from(samples),
    ...empty,
    ...change,
  }
}

/** A painter on a raster with its feed; `send` hands over chunks at a monotonic time. */
export interface TestWard {
  readonly feed: Feed
  readonly painter: Painter
  readonly raster: Raster
  send(chunks: readonly WaveChunk[], atMs: number): number | null
}

export const WARD_SIZE = { widthPx: 400, heightPx: 100, devicePixelRatio: 1 }

export function createTestWard(scene: Partial<WaveScene> = {}, size = WARD_SIZE): TestWard {
  const feed = createFeed()
  const painter = createPainter(feed)
  const raster = createRaster(size.widthPx, size.heightPx)
  painter.setScene({ waves: [testWave()], rows: [testRow()], ...scene })
  painter.setSurface(raster.surface, size)
  let sequence = 0
  return {
    feed,
    painter,
    raster,
    send(chunks, atMs) {
      sequence += 1
      return feed.accept(encodeWavePacket({ sequence, sentUtcMs: UTC_ZERO_MS + atMs, chunks }), atMs)
    },
  }
}
