import type { MissingRun, WaveMark, WaveMarkKind } from '../../../../drivers/model/measurement.ts'
import type { StoredWave } from '../types.ts'
import { crc32 } from './crc32.ts'
import { decodeSamples, encodeSamples } from './sample-coder.ts'

/**
 * A block: about a minute of one wave channel, complete in itself. Little-endian:
 *
 *   header  36 bytes  version u8, width u8, pair of views u8, 0, channel u32, rateHz f64,
 *                     pieces u32, missing runs u32, marks u32, coded bytes u32, levels u32
 *   pieces            startUtcMs f64, samples u32
 *   missing runs      start u32, length u32     index over all samples of the block
 *   marks             at u32, kind u32          likewise
 *   coded samples     those outside the missing runs: see sample-coder.ts
 *   crc32   u32       over everything before it
 */
const VERSION = 2
const HEADER_BYTES = 36
const PIECE_BYTES = 12
const PAIR_BYTES = 8
const CHECK_BYTES = 4
/** A day at 1 kHz: more is no block of ours. */
const LARGEST_SAMPLES = 86_400_000
const MARK_KINDS: readonly WaveMarkKind[] = ['pace', 'gap', 'leadOff', 'saturation']

/** Samples of one channel as they come out of a block: pieces in stored order. */
export interface DecodedBlock {
  readonly channel: number
  readonly rateHz: number
  readonly pieces: readonly StoredWave[]
}

/**
 * Encodes pieces of one channel. Lossless: samples (outside missing runs, which
 * decode as 0), times, missing runs and marks come back bit for bit. Throws
 * TypeError when the pieces are not of one width and channel.
 */
export function encodeBlock(pieces: readonly StoredWave[], rateHz: number): Uint8Array {
  const [first] = pieces
  if (first === undefined) throw new TypeError('"pieces" is empty')
  const wide = first.samples instanceof Int32Array
  let runs = 0
  let marks = 0
  for (const piece of pieces) {
    if (piece.samples instanceof Int32Array !== wide || piece.channel !== first.channel) {
      throw new TypeError('"pieces" are not of one channel and width')
    }
    runs += piece.missing.length
    marks += piece.marks.length
  }
  const samples = presentSamples(pieces)
  const { pair, levels, bytes: coded } = encodeSamples(samples)
  const codedAt = HEADER_BYTES + pieces.length * PIECE_BYTES + (runs + marks) * PAIR_BYTES
  const bytes = new Uint8Array(codedAt + coded.length + CHECK_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint8(1, wide ? 32 : 16)
  view.setUint8(2, pair)
  view.setUint32(4, first.channel, true)
  view.setFloat64(8, rateHz, true)
  view.setUint32(16, pieces.length, true)
  view.setUint32(20, runs, true)
  view.setUint32(24, marks, true)
  view.setUint32(28, coded.length, true)
  view.setUint32(32, levels, true)
  writeTables(view, pieces, runs)
  bytes.set(coded, codedAt)
  view.setUint32(bytes.length - CHECK_BYTES, crc32(bytes, 0, bytes.length - CHECK_BYTES), true)
  return bytes
}

function writeTables(view: DataView, pieces: readonly StoredWave[], runs: number): void {
  let pieceAt = HEADER_BYTES
  let runAt = HEADER_BYTES + pieces.length * PIECE_BYTES
  let markAt = runAt + runs * PAIR_BYTES
  let base = 0
  for (const piece of pieces) {
    view.setFloat64(pieceAt, piece.startUtcMs, true)
    view.setUint32(pieceAt + 8, piece.samples.length, true)
    pieceAt += PIECE_BYTES
    for (const run of piece.missing) {
      view.setUint32(runAt, base + run.start, true)
      view.setUint32(runAt + 4, run.length, true)
      runAt += PAIR_BYTES
    }
    for (const mark of piece.marks) {
      view.setUint32(markAt, base + mark.at, true)
      view.setUint32(markAt + 4, MARK_KINDS.indexOf(mark.kind), true)
      markAt += PAIR_BYTES
    }
    base += piece.samples.length
  }
}

/** All samples that are data, in order, as one array. */
function presentSamples(pieces: readonly StoredWave[]): Int32Array {
  let total = 0
  for (const piece of pieces) total += piece.samples.length
  const present = new Int32Array(total)
  let length = 0
  for (const piece of pieces) {
    forPresent(piece.missing, piece.samples.length, (from, to) => {
      present.set(piece.samples.subarray(from, to), length)
      length += to - from
    })
  }
  return present.subarray(0, length)
}

/** Calls `body` for each stretch of data between the missing runs of `length` samples. */
function forPresent(
  missing: readonly MissingRun[],
  length: number,
  body: (from: number, to: number) => void,
): void {
  let from = 0
  for (const run of missing) {
    if (run.start > from) body(from, Math.min(run.start, length))
    from = Math.max(from, run.start + run.length)
  }
  if (from < length) body(from, length)
}

/** Decodes a block, or answers null if its checksum, version or any length does not fit: nothing is guessed. */
export function decodeBlock(bytes: Uint8Array): DecodedBlock | null {
  if (bytes.length < HEADER_BYTES + CHECK_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = bytes.length - CHECK_BYTES
  if (view.getUint32(end, true) !== crc32(bytes, 0, end) || view.getUint8(0) !== VERSION) return null
  const width = view.getUint8(1)
  const channel = view.getUint32(4, true)
  const pieceCount = view.getUint32(16, true)
  const runs = view.getUint32(20, true)
  const marks = view.getUint32(24, true)
  const codedAt = HEADER_BYTES + pieceCount * PIECE_BYTES + (runs + marks) * PAIR_BYTES
  if (codedAt + view.getUint32(28, true) !== end) return null
  if (width !== 16 && width !== 32) return null
  const tables = readTables(view, { pieceCount, runs, marks })
  if (tables === null) return null
  const all = width === 16 ? new Int16Array(tables.total) : new Int32Array(tables.total)
  const coded = {
    pair: view.getUint8(2),
    levels: view.getUint32(32, true),
    bytes: bytes.subarray(codedAt, end),
  }
  const present = decodeSamples(coded, tables.total - tables.absent)
  if (present === null) return null
  let at = 0
  forPresent(tables.missing, tables.total, (from, to) => {
    all.set(present.subarray(at, at + to - from), from)
    at += to - from
  })
  return { channel, rateHz: view.getFloat64(8, true), pieces: split(channel, all, tables) }
}

interface Tables {
  readonly starts: readonly { readonly startUtcMs: number; readonly length: number }[]
  readonly missing: readonly MissingRun[]
  readonly marks: readonly WaveMark[]
  readonly total: number
  /** Samples inside missing runs. */
  readonly absent: number
}

function readTables(
  view: DataView,
  counts: { readonly pieceCount: number; readonly runs: number; readonly marks: number },
): Tables | null {
  let at = HEADER_BYTES
  let total = 0
  const starts: { startUtcMs: number; length: number }[] = []
  for (let index = 0; index < counts.pieceCount; index++, at += PIECE_BYTES) {
    const length = view.getUint32(at + 8, true)
    starts.push({ startUtcMs: view.getFloat64(at, true), length })
    total += length
  }
  if (total > LARGEST_SAMPLES) return null
  const missing: MissingRun[] = []
  let absent = 0
  let clearFrom = 0
  for (let index = 0; index < counts.runs; index++, at += PAIR_BYTES) {
    const run = { start: view.getUint32(at, true), length: view.getUint32(at + 4, true) }
    if (run.start < clearFrom || run.start + run.length > total) return null
    clearFrom = run.start + run.length
    absent += run.length
    missing.push(run)
  }
  const marks: WaveMark[] = []
  for (let index = 0; index < counts.marks; index++, at += PAIR_BYTES) {
    const kind = MARK_KINDS[view.getUint32(at + 4, true)]
    if (kind === undefined) return null
    marks.push({ at: view.getUint32(at, true), kind })
  }
  return { starts, missing, marks, total, absent }
}

/** Hands runs and marks back to the piece they came from; no run of ours crosses two pieces. */
function split(channel: number, all: Int16Array | Int32Array, tables: Tables): StoredWave[] {
  const pieces: StoredWave[] = []
  let base = 0
  let run = 0
  let mark = 0
  for (const { startUtcMs, length } of tables.starts) {
    const end = base + length
    const missing: MissingRun[] = []
    const marks: WaveMark[] = []
    for (
      let next = tables.missing[run];
      next !== undefined && next.start < end;
      next = tables.missing[++run]
    ) {
      missing.push({ start: next.start - base, length: next.length })
    }
    for (let next = tables.marks[mark]; next !== undefined && next.at < end; next = tables.marks[++mark]) {
      marks.push({ at: next.at - base, kind: next.kind })
    }
    pieces.push({ channel, startUtcMs, samples: all.slice(base, end), missing, marks })
    base = end
  }
  return pieces
}
