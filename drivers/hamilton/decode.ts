import type { Decoder, FrameCounts, Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { FormatLock, lockedSink } from '../framing/lock.ts'
import type { FaultKind } from '../model/measurement.ts'
import { format, readAnswer } from './answer.ts'
import { planByAsked } from './channels.ts'
import { MODE_ASKED, MODES } from './codes.ts'
import { Session } from './session.ts'

/** Answers of the ventilator in, its numbers and its mode out; asks for them in turn. */
export class HamiltonDecoder implements Decoder {
  readonly #out: Out
  readonly #framer: LengthFramer
  readonly #lock = new FormatLock()
  readonly #session: Session | null
  #mode: string | null = null
  #nowMs = 0

  constructor(out: Out) {
    this.#out = out
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes))
    const locked = lockedSink(
      this.#lock,
      out,
      {
        onFrame: (frame, atMs) => this.#answer(frame, atMs),
        onFault: (kind, bytes) => this.#fault(kind, bytes, this.#nowMs),
      },
      () => this.#nowMs,
    )
    this.#framer = new LengthFramer(format, {
      onFrame: (frame) => {
        this.#session?.heard()
        locked.onFrame(frame)
      },
      onFault: locked.onFault,
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  get isLocked(): boolean {
    return this.#lock.locked
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#nowMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  end(atMs: number): void {
    this.#nowMs = atMs
    this.#framer.end()
    this.#lock.end()
    this.#session?.end()
    this.#mode = null
  }

  #answer(frame: Uint8Array, atMs: number): void {
    const { asked, value, isRefused } = readAnswer(frame)
    // A model without this number says so: nothing is wrong, and there is nothing to show.
    if (isRefused) return
    if (asked === MODE_ASKED) {
      this.#tellMode(value, atMs)
      return
    }
    const plan = planByAsked.get(asked)
    if (plan === undefined) return
    const { row, channel } = plan
    const isNumber = value !== null && value >= row.least && value <= row.most
    const said = isNumber
      ? ({ value, validity: 'good' } as const)
      : ({ value: null, validity: 'invalid' } as const)
    this.#out.measure({ type: 'numeric', channel, ...said, atMs, deviceMs: null })
    if (value !== null && !isNumber) this.#fault('unexpectedValue', frame.length, atMs)
  }

  #tellMode(code: number | null, atMs: number): void {
    const mode = code === null ? '' : (MODES.get(code) ?? String(code))
    if (mode === this.#mode) return
    this.#mode = mode
    this.#out.measure({ type: 'identity', fields: { mode }, atMs, deviceMs: null })
  }

  #fault(kind: FaultKind, bytes: number, atMs: number): void {
    this.#out.measure({ type: 'fault', kind, bytes, atMs, deviceMs: null })
  }
}
