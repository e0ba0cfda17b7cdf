import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { FormatLock, LockGate, lockErrors } from '../framing/lock.ts'
import { MAX_QUIET_MS, QUIET_INTERVALS, SHORTEST_RECORD } from './codes.ts'
import { CurvePlan, type PlannedCurve } from './curve-plan.ts'
import type { Record } from './curve-records.ts'
import { CurveTeller } from './curve-teller.ts'
import { Layers } from './layers.ts'
import type { Message } from './message.ts'
import { MessageTeller } from './message-teller.ts'
import type { MedibusOptions } from './options.ts'
import { Session } from './session.ts'

const MS_PER_SECOND = 1_000

/** What the lock holds back: a slow message, or a record with what it carried when it came. */
type Unit =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'record'; readonly record: Record; readonly plan: readonly PlannedCurve[] | null }

/** What gets through: a record of one curve is the weakest thing on the wire. */
export const lock = lockErrors(SHORTEST_RECORD)

/** Bytes of the device in, numbers, alarms, mode and curves out; asks for them unless another system does. */
export class MedibusDecoder implements Decoder {
  readonly #out: Out
  readonly #options: MedibusOptions
  readonly #layers: Layers
  readonly #lock = new FormatLock()
  readonly #gate: LockGate<Unit>
  readonly #plan: CurvePlan
  readonly #session: Session | null
  readonly #messages: MessageTeller
  readonly #curves: CurveTeller
  #nowMs = 0

  constructor(out: Out, options: MedibusOptions) {
    this.#out = out
    this.#options = options
    const isMaster = options.asks === 'vigil'
    this.#plan = new CurvePlan(isMaster && options.curves)
    this.#session =
      out.send === undefined || !isMaster
        ? null
        : new Session((bytes) => out.send?.(bytes), this.#plan, options)
    this.#messages = new MessageTeller(out, options)
    this.#curves = new CurveTeller(out)
    this.#gate = new LockGate<Unit>(this.#lock, out, (unit, atMs) => this.#show(unit, atMs))
    this.#layers = new Layers({
      onMessage: (message) => this.#message(message),
      onRecord: (record) => this.#record(record),
      onControl: (byte) => this.#session?.control(byte, this.#nowMs),
      onBadCommand: () => this.#session?.badCommand(this.#nowMs),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#layers.counts
  }

  get isLocked(): boolean {
    return this.#lock.locked
  }

  get alertsFlow(): boolean {
    return this.#messages.hasAlarms
  }

  get quietMs(): number {
    return Math.max(MAX_QUIET_MS, this.#options.everySeconds * MS_PER_SECOND * QUIET_INTERVALS)
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#nowMs = atMs
    this.#layers.push(bytes, atMs)
  }

  tick(atMs: number): void {
    this.#nowMs = atMs
    this.#layers.tick(atMs)
    this.#curves.tick(atMs)
    this.#session?.tick(atMs)
  }

  leave(atMs: number): void {
    this.#session?.leave(atMs)
  }

  end(atMs: number): void {
    this.#nowMs = atMs
    this.#layers.end()
    this.#lock.end()
    this.#curves.gap(atMs)
    this.#messages.end()
    this.#session?.end()
    this.#plan.reset()
  }

  /** The session answers at once, whatever the lock holds back: it is how the lock is earned. */
  #message(message: Message): void {
    this.#plan.heard(message)
    this.#session?.heard(message, this.#nowMs)
    this.#gate.wellFormed({ type: 'message', message }, this.#nowMs)
  }

  #record(record: Record): void {
    this.#session?.record(this.#nowMs)
    this.#gate.wellFormed({ type: 'record', record, plan: this.#plan.running }, this.#nowMs)
  }

  #show(unit: Unit, atMs: number): void {
    if (unit.type === 'message') this.#messages.message(unit.message, atMs)
    else this.#curves.record(unit.record, unit.plan, atMs)
  }

  /** What was lost may have been a record, so every curve has a gap. */
  #lost(kind: FrameFault, bytes: number): void {
    this.#lock.malformed(kind)
    this.#curves.gap(this.#nowMs)
    this.#out.measure({ type: 'fault', kind, bytes, atMs: this.#nowMs, deviceMs: null })
  }
}
