import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FormatLock, lockedSink } from '../framing/lock.ts'
import { framers } from './formats.ts'
import type { NoninOptions } from './options.ts'
import { PacketReader } from './packet.ts'
import { tellDf8, tellDf13 } from './single.ts'

/** Bytes of a Nonin oximeter in, pulse rates, saturations and pleth out. Listens only. */
export class NoninDecoder implements Decoder {
  readonly #out: Out
  readonly #framer: Framer
  readonly #packets: PacketReader | null
  readonly #lock = new FormatLock()
  #atMs = 0

  constructor(out: Out, { format }: NoninOptions) {
    this.#out = out
    const packets = format === 'df2' || format === 'df7' ? new PacketReader(format, out) : null
    this.#packets = packets
    const onFault: FrameSink['onFault'] = (kind, bytes) => {
      packets?.lost(this.#atMs)
      out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null })
    }
    const sinks: Record<NoninOptions['format'], FrameSink> = {
      df2: { onFrame: (frame) => packets?.frame(frame, this.#atMs), onFault },
      df7: { onFrame: (frame) => packets?.frame(frame, this.#atMs), onFault },
      df8: lockedSink(this.#lock, { onFrame: (frame) => tellDf8(frame, this.#atMs, this.#out), onFault }),
      // Eleven fixed bytes and a sum: far more than 16 bits, so one reading counts by itself.
      df13: { onFrame: (frame) => tellDf13(frame, this.#atMs, this.#out), onFault },
    }
    this.#framer = framers[format](sinks[format])
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(): void {
    // The oximeter sends by itself, and its format is a setting that stays as it is.
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#lock.malformed()
    this.#packets?.lost(atMs)
  }
}
