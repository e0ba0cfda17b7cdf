import type { MissingRun, WaveMark, WaveMarkKind } from '../../drivers/model/measurement.ts'

/**
 * Binary layout of live waves, little-endian, one packet per window and tick:
 *
 *   header  16 bytes  version u16, chunks u16, sequence u32, sentUtcMs f64
 *   chunk    8 bytes  channel u15 + top bit for 32-bit samples, samples u15, start i32 (steps after sentUtcMs)
 *       or  20 bytes  the same channel, 0x8000, samples u16, missing runs u16, marks u16, 0 u16, startUtcMs f64
 *           then runs (start u16, length u16), marks (at u16, kind u16),
 *           then samples (2 or 4 bytes each, see `width`), padded to 4 bytes
 *
 * The short form is for what nearly every chunk is: samples without runs and marks, that begin a whole number of
 * steps from the time of sending. A step is the distance between two UTC ms of this century as a double holds them
 * (2^-12 ms, from 2004 to 2039), so nothing is rounded; any other start takes the long form.
 * One packed buffer a tick because a typed array per wave costs 16 times more
 * to send (PERFORMANCE 1.3). The width is in every chunk, so that one channel the
 * window has not heard of yet costs only itself and not the waves of all beds.
 */
const WAVE_PACKET_VERSION = 2
const HEADER_BYTES = 16
const CHUNK_BYTES = 8
const LONG_CHUNK_BYTES = 20
const PAIR_BYTES = 4
const WIDE_BIT = 0x8000
/** In the place of the number of samples. */
const LONG_FORM = 0x8000
const STEPS_PER_MS = 4096
/** Longer waves are copied by the engine's own routine, which has a cost of its own. */
const MOST_COPIED_ONE_BY_ONE = 32
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

function bytesOfSamples(samples: WaveChunk['samples']): number {
  return (samples.byteLength + 3) & ~3
}

/** Steps from `sentUtcMs` to the start of a chunk; NaN if it needs the long form. */
function shortStart(chunk: WaveChunk, sentUtcMs: number): number {
  if (chunk.missing.length > 0 || chunk.marks.length > 0 || chunk.samples.length >= LONG_FORM)
    return Number.NaN
  const { startUtcMs } = chunk
  const steps = (startUtcMs - sentUtcMs) * STEPS_PER_MS
  // Whole, of 32 bits, and the very same number when it is added again (-0 is not 0).
  const isExact = (steps | 0) === steps && Object.is(sentUtcMs + steps / STEPS_PER_MS, startUtcMs)
  return isExact ? steps : Number.NaN
}

/** Finds the form of each chunk. In: where their starts are put, see `shortStart`. Out: bytes of the packet. */
function measure({ chunks, sentUtcMs }: WavePacket, starts: Float64Array): number {
  let size = HEADER_BYTES
  let index = 0
  for (const chunk of chunks) {
    if (chunk.samples.length > 0xffff) throw new TypeError('"samples" is longer than 65,535')
    if (chunk.channel >= WIDE_BIT) throw new TypeError('"channel" is more than 32,767')
    const steps = shortStart(chunk, sentUtcMs)
    const long = LONG_CHUNK_BYTES + (chunk.missing.length + chunk.marks.length) * PAIR_BYTES
    size += bytesOfSamples(chunk.samples) + (Number.isNaN(steps) ? long : CHUNK_BYTES)
    starts[index++] = steps
  }
  return size
}

/** Writes a chunk's long form up to its samples. Out: where these begin. */
function writeLong(view: DataView, at: number, chunk: WaveChunk): number {
  view.setUint16(at + 2, LONG_FORM, true)
  view.setUint16(at + 4, chunk.samples.length, true)
  view.setUint16(at + 6, chunk.missing.length, true)
  view.setUint16(at + 8, chunk.marks.length, true)
  view.setFloat64(at + 12, chunk.startUtcMs, true)
  let offset = at + LONG_CHUNK_BYTES
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
  return offset
}

function copySamples(samples: Int16Array | Int32Array, to: Int16Array | Int32Array, from: number): void {
  const { length } = samples
  if (length > MOST_COPIED_ONE_BY_ONE) to.set(samples, from)
  else for (let at = 0; at < length; at++) to[from + at] = samples[at] ?? 0
}

/** Packs a tick of waves into one ArrayBuffer. In: at most 65,535 samples a chunk and channels under 32,768; throws TypeError beyond. */
export function encodeWavePacket(packet: WavePacket): ArrayBuffer {
  const { chunks } = packet
  const starts = new Float64Array(chunks.length)
  const buffer = new ArrayBuffer(measure(packet, starts))
  const view = new DataView(buffer)
  const narrow = new Int16Array(buffer)
  const wide = new Int32Array(buffer)
  view.setUint16(0, WAVE_PACKET_VERSION, true)
  view.setUint16(2, chunks.length, true)
  view.setUint32(4, packet.sequence, true)
  view.setFloat64(8, packet.sentUtcMs, true)
  let offset = HEADER_BYTES
  let index = 0
  for (const chunk of chunks) {
    const { samples } = chunk
    const isWide = samples.BYTES_PER_ELEMENT === Int32Array.BYTES_PER_ELEMENT
    view.setUint16(offset, chunk.channel | (isWide ? WIDE_BIT : 0), true)
    const steps = starts[index++] ?? Number.NaN
    if (Number.isNaN(steps)) offset = writeLong(view, offset, chunk)
    else {
      view.setUint16(offset + 2, samples.length, true)
      view.setInt32(offset + 4, steps, true)
      offset += CHUNK_BYTES
    }
    if (isWide) copySamples(samples, wide, offset >> 2)
    else copySamples(samples, narrow, offset >> 1)
    offset += bytesOfSamples(samples)
  }
  return buffer
}

/** A chunk's head as it is read. */
interface Head {
  channel: number
  width: 16 | 32
  samples: number
  runs: number
  marks: number
  startUtcMs: number
  /** Where what follows the head begins. */
  from: number
}

const NO_RUNS: readonly MissingRun[] = []
const NO_MARKS: readonly WaveMark[] = []

/** Reads the head of the chunk at `at` into `head`. Out: where the chunk ends; null if it does not fit into the buffer. */
function readHead(view: DataView, at: number, sentUtcMs: number, head: Head): number | null {
  if (at + CHUNK_BYTES > view.byteLength) return null
  const channelAndWidth = view.getUint16(at, true)
  head.channel = channelAndWidth & ~WIDE_BIT
  head.width = (channelAndWidth & WIDE_BIT) === 0 ? 16 : 32
  head.samples = view.getUint16(at + 2, true)
  if (head.samples < LONG_FORM) {
    head.runs = 0
    head.marks = 0
    head.startUtcMs = sentUtcMs + view.getInt32(at + 4, true) / STEPS_PER_MS
    head.from = at + CHUNK_BYTES
  } else {
    if (head.samples !== LONG_FORM || at + LONG_CHUNK_BYTES > view.byteLength) return null
    head.samples = view.getUint16(at + 4, true)
    head.runs = view.getUint16(at + 6, true)
    head.marks = view.getUint16(at + 8, true)
    head.startUtcMs = view.getFloat64(at + 12, true)
    head.from = at + LONG_CHUNK_BYTES
  }
  const bytes = (head.samples * head.width) / 8
  const end = head.from + (head.runs + head.marks) * PAIR_BYTES + ((bytes + 3) & ~3)
  return end > view.byteLength ? null : end
}

function readRuns(view: DataView, from: number, count: number): readonly MissingRun[] {
  if (count === 0) return NO_RUNS
  return Array.from({ length: count }, (_, run) => {
    const at = from + run * PAIR_BYTES
    return { start: view.getUint16(at, true), length: view.getUint16(at + 2, true) }
  })
}

/** Out: null if a kind is not known. */
function readMarks(view: DataView, from: number, count: number): readonly WaveMark[] | null {
  if (count === 0) return NO_MARKS
  const marks: WaveMark[] = []
  for (let at = from; at < from + count * PAIR_BYTES; at += PAIR_BYTES) {
    const kind = MARK_KINDS[view.getUint16(at + 2, true)]
    if (kind === undefined) return null
    marks.push({ at: view.getUint16(at, true), kind })
  }
  return marks
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
  const sentUtcMs = view.getFloat64(8, true)
  const chunks: WaveChunk[] = []
  const count = view.getUint16(2, true)
  const head: Head = { channel: 0, width: 16, samples: 0, runs: 0, marks: 0, startUtcMs: 0, from: 0 }
  let offset = HEADER_BYTES
  for (let index = 0; index < count; index++) {
    const end = readHead(view, offset, sentUtcMs, head)
    if (end === null) return null
    const { channel, startUtcMs } = head
    const expected = widthOf(channel)
    if (expected !== undefined && expected !== head.width) return null
    offset = end
    if (expected === undefined) continue
    const missing = readRuns(view, head.from, head.runs)
    const marksFrom = head.from + head.runs * PAIR_BYTES
    const marks = readMarks(view, marksFrom, head.marks)
    if (marks === null) return null
    const at = marksFrom + head.marks * PAIR_BYTES
    const samples =
      head.width === 16 ? new Int16Array(buffer, at, head.samples) : new Int32Array(buffer, at, head.samples)
    chunks.push({ channel, startUtcMs, samples, missing, marks })
  }
  return { sequence: view.getUint32(4, true), sentUtcMs, chunks }
}
