import type { Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { format, readAnswer } from './answer.ts'
import { planByAsked } from './channels.ts'
import { MODE_ASKED, MODES } from './codes.ts'
import { Session } from './session.ts'

/** Answers of the ventilator in, its numbers and its mode out; asks for them in turn. */
export class HamiltonDecoder extends LockedDecoder {
  protected readonly framer: LengthFramer
  readonly #session: Session | null
  #mode: string | null = null

  constructor(out: Out) {
    super(out)
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes))
    const locked = this.insideLock({
      onFrame: (frame, atMs) => this.#answer(frame, atMs),
      onFault: (kind, bytes) => this.fault(kind, bytes),
    })
    this.framer = new LengthFramer(format, {
      onFrame: (frame) => {
        this.#session?.heard()
        locked.onFrame(frame)
      },
      onFault: locked.onFault,
    })
  }

  override tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
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
    this.out.measure({ type: 'numeric', channel, ...said, atMs, deviceMs: null })
    if (value !== null && !isNumber) this.fault('unexpectedValue', frame.length, { atMs })
  }

  #tellMode(code: number | null, atMs: number): void {
    const mode = code === null ? '' : (MODES.get(code) ?? String(code))
    if (mode === this.#mode) return
    this.#mode = mode
    this.out.measure({ type: 'identity', fields: { mode }, atMs, deviceMs: null })
  }
}
