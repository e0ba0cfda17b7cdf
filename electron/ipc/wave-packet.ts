import type { MissingRun, WaveMark, WaveMarkKind } from '../../drivers/model/measurement.ts'

/**
 * Binary layout of live waves, little-endian, one packet per window and tick:
 *
 *   header  16 bytes  version u16, chunks u16, sequence u32, sentUtcMs f64
 *   chunk   16 bytes  channel u15 + top bit for 32-bit samples, samples u16, missing runs u16, marks u16,
 *                     startUtcMs f64
 *           then runs (start u16, length u16), marks (at u16, kind u16),
 *           then samples (2 or 4 bytes each, see `width`), padded to 8 bytes
 *
 * One packed buffer a tick because a typed array per wave costs 16 times more
 * to send (PERFORMANCE 1.3). The width is in every chunk, so that one channel the
 * window has not heard of yet costs only itself and not the waves of all beds.
 */
const WAVE_PACKET_VERSION = 1
const HEADER_BYTES = 16
const CHUNK_BYTES = 16
const PAIR_BYTES = 4
const WIDE_BIT = 0x8000
const MARK_KINDS: readonly WaveMarkKind[] = ['pace', 'gap', 'leadOff', 'saturation']

/** Samples of one channel that follow each other without a hole in time. */
export interface WaveChunk {
  readonly channel: number
  /** Station time (UTC ms) of the first sample. */
  readonly startUtcMs: number
  readonly samples: Int16Array | Int32Array
  readonly missing: readonly MissingRun[]
  readonly marks: readonly WaveMark[]
}

export interface WavePacket {
  readonly sequence: number
  readonly sentUtcMs: number
  readonly chunks: readonly WaveChunk[]
}

/** The window's answers on the waves port; every tenth packet is acknowledged. */
export interface WaveAck {
  readonly type: 'waveAck'
  readonly sequence: number
}

function chunkBytes(chunk: WaveChunk): number {
  const bare =
    CHUNK_BYTES + (chunk.missing.length + chunk.marks.length) * PAIR_BYTES + chunk.samples.byteLength
  return (bare + 7) & ~7
}

/** Packs a tick of waves into one ArrayBuffer. In: at most 65,535 samples a chunk and channels under 32,768; throws TypeError beyond. */
export function encodeWavePacket(packet: WavePacket): ArrayBuffer {
  let size = HEADER_BYTES
  for (const chunk of packet.chunks) {
    if (chunk.samples.length > 0xffff) throw new TypeError('"samples" is longer than 65,535')
    if (chunk.channel >= WIDE_BIT) throw new TypeError('"channel" is more than 32,767')
    size += chunkBytes(chunk)
  }
  const buffer = new ArrayBuffer(size)
  const view = new DataView(buffer)
  view.setUint16(0, WAVE_PACKET_VERSION, true)
  view.setUint16(2, packet.chunks.length, true)
  view.setUint32(4, packet.sequence, true)
  view.setFloat64(8, packet.sentUtcMs, true)
  let offset = HEADER_BYTES
  for (const chunk of packet.chunks) {
    const end = offset + chunkBytes(chunk)
    const wide = chunk.samples instanceof Int32Array ? WIDE_BIT : 0
    view.setUint16(offset, chunk.channel | wide, true)
    view.setUint16(offset + 2, chunk.samples.length, true)
    view.setUint16(offset + 4, chunk.missing.length, true)
    view.setUint16(offset + 6, chunk.marks.length, true)
    view.setFloat64(offset + 8, chunk.startUtcMs, true)
    offset += CHUNK_BYTES
    for (const run of chunk.missing) {
      view.setUint16(offset, run.start, true)
      view.setUint16(offset + 2, run.length, true)
      offset += PAIR_BYTES
    }
    for (const mark of chunk.marks) {
      view.setUint16(offset, mark.at, true)
      view.setUint16(offset + 2, MARK_KINDS.indexOf(mark.kind), true)
      offset += PAIR_BYTES
    }
    const bytes = new Uint8Array(chunk.samples.buffer, chunk.samples.byteOffset, chunk.samples.byteLength)
    new Uint8Array(buffer, offset, bytes.length).set(bytes)
    offset = end
  }
  return buffer
}

/**
 * Unpacks a tick of waves. In: a buffer from encodeWavePacket and the sample
 * width of each channel (undefined = unknown channel: its chunk is left out).
 * Out: null if the version, a width or a length does not fit; nothing is guessed.
 */
export function decodeWavePacket(
  buffer: ArrayBuffer,
  widthOf: (channel: number) => 16 | 32 | undefined,
): WavePacket | null {
  if (buffer.byteLength < HEADER_BYTES) return null
  const view = new DataView(buffer)
  if (view.getUint16(0, true) !== WAVE_PACKET_VERSION) return null
  const chunks: WaveChunk[] = []
  const count = view.getUint16(2, true)
  let offset = HEADER_BYTES
  for (let index = 0; index < count; index++) {
    if (offset + CHUNK_BYTES > buffer.byteLength) return null
    const channelAndWidth = view.getUint16(offset, true)
    const channel = channelAndWidth & ~WIDE_BIT
    const length = view.getUint16(offset + 2, true)
    const runs = view.getUint16(offset + 4, true)
    const markCount = view.getUint16(offset + 6, true)
    const startUtcMs = view.getFloat64(offset + 8, true)
    const width = (channelAndWidth & WIDE_BIT) === 0 ? 16 : 32
    const expected = widthOf(channel)
    if (expected !== undefined && expected !== width) return null
    const bare = CHUNK_BYTES + (runs + markCount) * PAIR_BYTES + (length * width) / 8
    const end = offset + ((bare + 7) & ~7)
    if (end > buffer.byteLength) return null
    if (expected === undefined) {
      offset = end
      continue
    }
    offset += CHUNK_BYTES
    const missing: MissingRun[] = []
    for (let run = 0; run < runs; run++, offset += PAIR_BYTES) {
      missing.push({ start: view.getUint16(offset, true), length: view.getUint16(offset + 2, true) })
    }
    const marks: WaveMark[] = []
    for (let mark = 0; mark < markCount; mark++, offset += PAIR_BYTES) {
      const kind = MARK_KINDS[view.getUint16(offset + 2, true)]
      if (kind === undefined) return null
      marks.push({ at: view.getUint16(offset, true), kind })
    }
    const samples =
      width === 16 ? new Int16Array(buffer, offset, length) : new Int32Array(buffer, offset, length)
    chunks.push({ channel, startUtcMs, samples, missing, marks })
    offset = end
  }
  return { sequence: view.getUint32(4, true), sentUtcMs: view.getFloat64(8, true), chunks }
}
