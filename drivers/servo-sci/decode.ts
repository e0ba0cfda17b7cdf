import type { Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LockGate, lockErrors } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { RULES } from './codes.ts'
import { type Message, SciFramer } from './framer.ts'
import type { ServoSciOptions } from './options.ts'
import { Plan } from './plan.ts'
import { Session } from './session.ts'
import { Teller, type Unit } from './teller.ts'

/** What gets through. */
export const lock = lockErrors(RULES)

/** Messages of the ventilator in, its numbers, mode and clock out; asks for them in turn. */
export class ServoSciDecoder extends LockedDecoder {
  protected readonly framer: SciFramer
  readonly #gate: LockGate<Unit>
  readonly #plan: Plan
  readonly #session: Session | null
  readonly #teller: Teller

  constructor(out: Out, options: ServoSciOptions) {
    super(out)
    this.#plan = new Plan(options)
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes), this.#plan)
    this.#teller = new Teller(out)
    this.#gate = new LockGate<Unit>(this.lock, out, (unit, atMs) => this.#teller.unit(unit, atMs))
    this.framer = new SciFramer(() => this.#plan.layout, {
      onMessage: (message) => this.#message(message),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
  }

  override push(bytes: Uint8Array, atMs: number): void {
    if (bytes.length > 0) this.#session?.hearing(atMs)
    super.push(bytes, atMs)
  }

  override tick(atMs: number): void {
    this.nowMs = atMs
    this.#session?.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#session?.end()
    this.#teller.end()
  }

  /** What values are is said by what was chosen when they came; the session answers at once, whatever the lock holds back. */
  #message(message: Message): void {
    const values = message.type === 'values' ? this.#plan.layout[message.list] : []
    const question = this.#session?.heard(message, this.nowMs) ?? null
    // Who only listens hears the table too.
    const isTable = question === 'channels' || question === null
    if (isTable && message.type === 'text') this.#table(message.text)
    this.#gate.wellFormed({ message, question, values }, this.nowMs)
  }

  #table(text: string): void {
    for (const about of this.#plan.tableHeard(text)) {
      const fault = { type: 'fault', kind: 'illegalUnit', bytes: 0, about } as const
      this.out.measure({ ...fault, atMs: this.nowMs, deviceMs: null })
    }
  }

  #lost(kind: FrameFault, bytes: number): void {
    this.lock.malformed()
    this.fault(kind, bytes)
  }
}
