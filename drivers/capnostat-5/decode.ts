import type { Out } from '../driver.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SyncBitFramer } from '../framing/sync-bit.ts'
import type { FaultKind } from '../model/measurement.ts'
import { COMMAND, FRAME, PRINTABLE, SETTING } from './codes.ts'
import { format } from './frame.ts'
import type { CapnostatOptions } from './options.ts'
import { Session } from './session.ts'
import { Teller } from './teller.ts'

/** Bytes of the module in, capnogram and numbers out; sets it up and starts it. */
export class CapnostatDecoder extends LockedDecoder {
  protected readonly framer: SyncBitFramer
  readonly #session: Session | null
  readonly #teller: Teller

  constructor(out: Out, options: CapnostatOptions) {
    super(out)
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes), options)
    this.#teller = new Teller(out, this.#session !== null)
    const locked = this.insideLock({
      onFrame: (frame, atMs) => this.#frame(frame, atMs),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
    this.framer = new SyncBitFramer(format, {
      onFrame: (frame) => {
        this.#session?.heard(frame[0] ?? 0, this.nowMs)
        locked.onFrame(frame)
      },
      onFault: locked.onFault,
    })
  }

  override tick(atMs: number): void {
    this.nowMs = atMs
    this.#teller.tick(atMs)
    if (!this.#teller.knowsUnit) this.#session?.wantUnit(atMs)
    this.#session?.tick(atMs)
  }

  leave(): void {
    this.#session?.leave()
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#session?.end()
    this.#teller.end(atMs)
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const data = frame.subarray(FRAME.dataAt, frame.length - 1)
    const [command] = frame
    const [index = 0, value] = data
    if (command === COMMAND.wave) {
      const state = this.#teller.packet(data, atMs)
      if (state !== null) this.#session?.state(state, this.nowMs)
    } else if (command === COMMAND.stop) {
      // The wave was stopped, and its count may go on as if it had not been.
      this.#teller.gap(atMs)
    } else if (command === COMMAND.revision) this.#tellText('software', data, atMs)
    else if (command !== COMMAND.setting) return
    else if (index === SETTING.partNumber) this.#tellText('model', data, atMs)
    else if (index === SETTING.unit && value !== undefined) this.#teller.unit(value, atMs)
  }

  /** In: a text behind its index. */
  #tellText(fact: string, data: Uint8Array, atMs: number): void {
    const text = String.fromCharCode(...data.subarray(1)).trim()
    if (text === '' || !PRINTABLE.test(text)) return
    this.out.measure({ type: 'identity', fields: { [fact]: text }, atMs, deviceMs: null })
  }

  #lost(kind: FaultKind, bytes: number): void {
    this.#teller.gap(this.nowMs)
    this.fault(kind, bytes)
  }
}
