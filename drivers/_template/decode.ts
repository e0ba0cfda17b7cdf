import type { Out } from '../driver.ts'
import { checksums } from '../framing/checksum.ts'
import { type DelimitedFormat, DelimitedFramer } from '../framing/delimited.ts'
import { FormatLock, LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { BYTE_VALUES, END, ESCAPE, FLIP, FRAME_BYTES, NO_VALUE, OFFSET, START, STATUS } from './codes.ts'

function channel(id: string, vendor: string, unit: string): NumericChannel {
  return numericOfTerm({ id, source: 'spo2', vendor, unit, decimals: 0 })
}

/** The fields of a frame with their channels. */
const fields = [
  { offset: OFFSET.saturation, channel: channel('MDC_PULS_OXIM_SAT_O2', 'saturation', '%') },
  { offset: OFFSET.pulseRate, channel: channel('MDC_PULS_OXIM_PULS_RATE', 'pulse rate', '/min') },
] as const

/** Every channel the device can send. */
export const channels: readonly NumericChannel[] = fields.map((field) => field.channel)

/** How its frames are told apart and checked. */
export const format: DelimitedFormat = {
  open: START,
  close: END,
  escape: ESCAPE,
  flip: FLIP,
  stuffed: [START, END, ESCAPE],
  minimumBytes: FRAME_BYTES,
  maximumBytes: FRAME_BYTES,
  checksumHolds: (frame) => checksums.sum8(frame, 0, OFFSET.checksum) === frame[OFFSET.checksum],
  lengthHolds: (frame) => frame[OFFSET.length] === FRAME_BYTES,
}

/** What a frame of random bytes must match: its length and its sum. */
export const lock = lockErrors(
  [
    { allowed: 1, possible: BYTE_VALUES },
    { allowed: 1, possible: BYTE_VALUES },
  ],
  LOCK_NEEDS.secondBlocks,
)

/** Bytes of the clip in, saturation and pulse rate out. */
export class TemplateDecoder extends LockedDecoder {
  protected readonly framer: DelimitedFramer

  constructor(out: Out) {
    // A sum of 8 bits is a weak check: values count only inside a lock of three frames, each a whole second. With 16 bits or more
    // a decoder needs no lock, and implements `Decoder` itself.
    super(out, new FormatLock(LOCK_NEEDS.secondBlocks))
    this.framer = new DelimitedFramer(
      format,
      this.insideLock({
        onFrame: (frame, atMs) => this.#frame(frame, atMs),
        onFault: (kind, bytes) => this.fault(kind, bytes),
      }),
    )
  }

  override tick(): void {
    // The clip sends by itself: there is nothing to ask for.
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const searching = ((frame[OFFSET.status] ?? 0) & STATUS.searching) !== 0
    for (const { offset, channel } of fields) {
      const raw = frame[offset] ?? NO_VALUE
      const value = raw === NO_VALUE ? null : raw
      const validity = value === null ? 'invalid' : searching ? 'questionable' : 'good'
      this.out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: null })
    }
  }
}
