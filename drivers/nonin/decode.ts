import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FormatLock, lockedSink } from '../framing/lock.ts'
import { type Candidate, StreamChoice } from '../framing/stream-choice.ts'
import { framers } from './formats.ts'
import { FORMATS, type Format, type NoninOptions } from './options.ts'
import { PacketReader } from './packet.ts'
import { isLike, tellDf8, tellDf13 } from './single.ts'

/**
 * A decoder for the format of the options. `auto` tells the formats apart: they
 * differ in length, in the place of bit 7 and in the reach of their sums.
 */
export function startNonin(out: Out, { format }: NoninOptions): Decoder {
  if (format !== 'auto') return new NoninDecoder(out, format)
  return new StreamChoice(
    out,
    FORMATS.map((one) => (own: Out) => new NoninDecoder(own, one)),
  )
}

/** Bytes of a Nonin oximeter in, pulse rates, saturations and pleth out. Listens only. */
export class NoninDecoder implements Candidate {
  readonly #out: Out
  readonly #framer: Framer
  readonly #packets: PacketReader | null
  readonly #lock = new FormatLock()
  #hasSpot = false
  #atMs = 0

  constructor(out: Out, format: Format) {
    this.#out = out
    const packets = format === 'df2' || format === 'df7' ? new PacketReader(format, out) : null
    this.#packets = packets
    const onFault: FrameSink['onFault'] = (kind, bytes) => {
      packets?.lost(this.#atMs)
      out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null })
    }
    const sinks: Record<Format, FrameSink> = {
      df2: { onFrame: (frame) => packets?.frame(frame, this.#atMs), onFault },
      df7: { onFrame: (frame) => packets?.frame(frame, this.#atMs), onFault },
      df8: this.#alike(
        lockedSink(
          this.#lock,
          out,
          { onFrame: (frame, atMs) => tellDf8(frame, atMs, this.#out), onFault },
          () => this.#atMs,
        ),
      ),
      // Eleven fixed bytes and a sum: far more than 16 bits, so one reading counts by itself.
      df13: { onFrame: (frame) => this.#spot(frame), onFault },
    }
    this.#framer = framers[format](sinks[format])
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  get isLocked(): boolean {
    return this.#packets?.isLocked ?? (this.#hasSpot || this.#lock.locked)
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    // The oximeter sends by itself, and its format is a setting that stays as it is.
    this.#packets?.tick(atMs)
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#lock.end()
    this.#packets?.lost(atMs)
  }

  /** The row that gives the lock is of frames that are alike: packets of another device that look like these are not. */
  #alike(locked: FrameSink): FrameSink {
    let before: Uint8Array | null = null
    return {
      onFault: locked.onFault,
      onFrame: (frame) => {
        if (before !== null && !this.#lock.locked && !isLike(before, frame)) this.#lock.malformed()
        before = frame.slice()
        locked.onFrame(frame)
      },
    }
  }

  #spot(frame: Uint8Array): void {
    this.#hasSpot = true
    tellDf13(frame, this.#atMs, this.#out)
  }
}
