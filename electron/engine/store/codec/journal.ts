import type { MissingRun, WaveMark, WaveMarkKind } from '../../../../drivers/model/measurement.ts'
import type { StoredWave } from '../types.ts'
import { crc32 } from './crc32.ts'

/**
 * A journal row: one second of every wave, as it came, quick to write and to
 * skip through. Little-endian, samples on 4-byte boundaries:
 *
 *   header  8 bytes   version u32, waves u32
 *   wave    32 bytes  channel u32, width u32, startUtcMs f64, samples u32, missing runs u32, marks u32, 0
 *           then runs (start u32, length u32), marks (at u32, kind u32), samples padded to 4 bytes
 *   crc32   u32       over everything before it
 */
const VERSION = 1
const HEADER_BYTES = 8
const WAVE_BYTES = 32
const PAIR_BYTES = 8
const CHECK_BYTES = 4
const MARK_KINDS: readonly WaveMarkKind[] = ['pace', 'gap', 'leadOff', 'saturation']

function paddedBytes(bytes: number): number {
  return (bytes + 3) & ~3
}

function waveBytes(wave: StoredWave): number {
  return (
    WAVE_BYTES + (wave.missing.length + wave.marks.length) * PAIR_BYTES + paddedBytes(wave.samples.byteLength)
  )
}

/** Packs the waves of one second; they come back bit for bit. */
export function encodeJournal(waves: readonly StoredWave[]): Uint8Array {
  let size = HEADER_BYTES + CHECK_BYTES
  for (const wave of waves) size += waveBytes(wave)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, VERSION, true)
  view.setUint32(4, waves.length, true)
  let at = HEADER_BYTES
  for (const wave of waves) {
    const end = at + waveBytes(wave)
    view.setUint32(at, wave.channel, true)
    view.setUint32(at + 4, wave.samples.BYTES_PER_ELEMENT * 8, true)
    view.setFloat64(at + 8, wave.startUtcMs, true)
    view.setUint32(at + 16, wave.samples.length, true)
    view.setUint32(at + 20, wave.missing.length, true)
    view.setUint32(at + 24, wave.marks.length, true)
    at += WAVE_BYTES
    for (const run of wave.missing) {
      view.setUint32(at, run.start, true)
      view.setUint32(at + 4, run.length, true)
      at += PAIR_BYTES
    }
    for (const mark of wave.marks) {
      view.setUint32(at, mark.at, true)
      view.setUint32(at + 4, MARK_KINDS.indexOf(mark.kind), true)
      at += PAIR_BYTES
    }
    bytes.set(new Uint8Array(wave.samples.buffer, wave.samples.byteOffset, wave.samples.byteLength), at)
    at = end
  }
  view.setUint32(at, crc32(bytes, 0, at), true)
  return bytes
}

/**
 * Unpacks a journal row, all waves or those of one channel; null if the
 * checksum, version or any length does not fit.
 */
export function decodeJournal(bytes: Uint8Array, onlyChannel?: number): StoredWave[] | null {
  if (bytes.length < HEADER_BYTES + CHECK_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = bytes.length - CHECK_BYTES
  if (view.getUint32(end, true) !== crc32(bytes, 0, end) || view.getUint32(0, true) !== VERSION) return null
  const waves: StoredWave[] = []
  const count = view.getUint32(4, true)
  let at = HEADER_BYTES
  for (let index = 0; index < count; index++) {
    if (at + WAVE_BYTES > end) return null
    const width = view.getUint32(at + 4, true)
    const samples = view.getUint32(at + 16, true)
    const pairs = view.getUint32(at + 20, true) + view.getUint32(at + 24, true)
    const size = WAVE_BYTES + pairs * PAIR_BYTES + paddedBytes((samples * width) / 8)
    if ((width !== 16 && width !== 32) || at + size > end) return null
    const channel = view.getUint32(at, true)
    if (onlyChannel === undefined || onlyChannel === channel) {
      const wave = readWave(bytes, view, at)
      if (wave === null) return null
      waves.push(wave)
    }
    at += size
  }
  return waves
}

function readWave(bytes: Uint8Array, view: DataView, waveAt: number): StoredWave | null {
  const length = view.getUint32(waveAt + 16, true)
  const runs = view.getUint32(waveAt + 20, true)
  const markCount = view.getUint32(waveAt + 24, true)
  const missing: MissingRun[] = []
  const marks: WaveMark[] = []
  let at = waveAt + WAVE_BYTES
  for (let index = 0; index < runs; index++, at += PAIR_BYTES) {
    missing.push({ start: view.getUint32(at, true), length: view.getUint32(at + 4, true) })
  }
  for (let index = 0; index < markCount; index++, at += PAIR_BYTES) {
    const kind = MARK_KINDS[view.getUint32(at + 4, true)]
    if (kind === undefined) return null
    marks.push({ at: view.getUint32(at, true), kind })
  }
  const samples = view.getUint32(waveAt + 4, true) === 16 ? new Int16Array(length) : new Int32Array(length)
  new Uint8Array(samples.buffer).set(bytes.subarray(at, at + samples.byteLength))
  return {
    channel: view.getUint32(waveAt, true),
    startUtcMs: view.getFloat64(waveAt + 8, true),
    samples,
    missing,
    marks,
  }
}
