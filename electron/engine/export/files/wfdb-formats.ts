import type { Piece } from './pieces.ts'
import { ABSENT } from './wave-feed.ts'
import type { WaveRange } from './wave-range.ts'

/** Formats of signal files that are written (signal(5)). */
export type WfdbFormat = 212 | 16 | 32

/** What a format holds: the invalid value stands for no sample, and is none. */
const FORMATS: Readonly<Record<WfdbFormat, { readonly bits: number; readonly invalid: number }>> = {
  212: { bits: 12, invalid: -0x800 },
  16: { bits: 16, invalid: -0x8000 },
  32: { bits: 32, invalid: ABSENT },
}
const WORD = 0x1_0000

/** Bits of a sample. */
export function bitsOf(format: WfdbFormat): number {
  return FORMATS[format].bits
}

/** The smallest format that holds every sample of some extents beside the invalid value. */
export function formatFor(ranges: readonly WaveRange[]): WfdbFormat {
  const fits = (format: WfdbFormat): boolean => {
    const most = -FORMATS[format].invalid - 1
    return ranges.every(({ low, high }) => low >= -most && high <= most)
  }
  if (fits(212)) return 212
  return fits(16) ? 16 : 32
}

/** A signal file as it is written: frames, in each the samples of every signal. */
export class SignalFile {
  readonly #format: WfdbFormat
  readonly #perFrame: readonly number[]
  readonly #firsts: (number | null)[]
  readonly #sums: number[]
  /** The first sample of a pair of format 212 whose second has not come. */
  #half: number | null = null
  #frames = 0

  /** In: samples of each signal in a frame. */
  constructor(format: WfdbFormat, perFrame: readonly number[]) {
    this.#format = format
    this.#perFrame = perFrame
    this.#firsts = perFrame.map(() => null)
    this.#sums = perFrame.map(() => 0)
  }

  get frames(): number {
    return this.#frames
  }

  /** First sample of a signal and the sum of all, 16 bits with sign: what a header says of it. */
  checkOf(signal: number): { readonly first: number; readonly checksum: number } {
    const sum = this.#sums[signal] ?? 0
    const checksum = sum >= WORD / 2 ? sum - WORD : sum
    return { first: this.#firsts[signal] ?? 0, checksum }
  }

  /** The bytes of some frames. In: the samples of each signal in them. */
  bytes(samples: readonly Int32Array[], frames: number): Piece {
    const ordered = new Int32Array(samples.reduce((sum, one) => sum + one.length, 0))
    let at = 0
    for (let frame = 0; frame < frames; frame++) {
      for (const [signal, count] of this.#perFrame.entries()) {
        for (let index = frame * count; index < (frame + 1) * count; index++) {
          ordered[at++] = this.#seen(signal, samples[signal]?.[index] ?? ABSENT)
        }
      }
    }
    this.#frames += frames
    return this.#encode(ordered)
  }

  /** What still waits for its second half. */
  end(): Piece {
    const half = this.#half
    this.#half = null
    return half === null ? new Uint8Array() : pairBytes(half, 0)
  }

  #seen(signal: number, sample: number): number {
    const value = sample === ABSENT ? FORMATS[this.#format].invalid : sample
    this.#firsts[signal] ??= value
    // Kept below 2^16, so that no length of a file rounds it.
    this.#sums[signal] = ((((this.#sums[signal] ?? 0) + value) % WORD) + WORD) % WORD
    return value
  }

  #encode(values: Int32Array): Uint8Array {
    if (this.#format === 32) return new Uint8Array(littleEndian(values, 4))
    if (this.#format === 16) return new Uint8Array(littleEndian(values, 2))
    const all = this.#half === null ? values : Int32Array.of(this.#half, ...values)
    const pairs = all.length >> 1
    this.#half = all.length % 2 === 1 ? (all.at(-1) ?? 0) : null
    const bytes = new Uint8Array(pairs * 3)
    for (let pair = 0; pair < pairs; pair++) {
      bytes.set(pairBytes(all[2 * pair] ?? 0, all[2 * pair + 1] ?? 0), pair * 3)
    }
    return bytes
  }
}

/** Two samples of twelve bits in three bytes. */
function pairBytes(first: number, second: number): Uint8Array {
  return Uint8Array.of(first & 0xff, ((first >> 8) & 0x0f) | ((second >> 4) & 0xf0), second & 0xff)
}

function littleEndian(values: Int32Array, width: 2 | 4): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(values.length * width))
  for (const [index, value] of values.entries()) {
    if (width === 2) view.setInt16(index * width, value, true)
    else view.setInt32(index * width, value, true)
  }
  return view.buffer
}
