import type { Twin } from '../../../drivers/driver.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { ByteFault } from './byte-faults.ts'
import type { Link, LinkEvents } from './link.ts'

/** Serial adapters hand over bytes about this often. */
const PRODUCE_EVERY_MS = 25

/** A driver's byte-level twin behind the link interface: a monitor without a cable. */
export class SimulatedLink implements Link {
  readonly kind: 'stream' | 'datagram'
  readonly simulated = true
  readonly #twin: Twin
  readonly #fault: ByteFault
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #originMs: number
  #events: LinkEvents | null = null
  #stop: Cancel | null = null

  constructor(kind: 'stream' | 'datagram', twin: Twin, fault: ByteFault, clock: Clock, timers: Timers) {
    this.kind = kind
    this.#twin = twin
    this.#fault = fault
    this.#clock = clock
    this.#timers = timers
    this.#originMs = clock.monotonicMs()
  }

  open(events: LinkEvents): void {
    this.close()
    this.#events = events
    // What the device said while nobody listened is lost, as on a cable.
    this.#twin.produce(this.#clock.monotonicMs() - this.#originMs)
    this.#stop = this.#timers.every(PRODUCE_EVERY_MS, () => this.#produce())
    events.onOpen([])
  }

  write(bytes: Uint8Array): boolean {
    if (this.#events === null) return false
    this.#twin.receive(bytes, this.#clock.monotonicMs() - this.#originMs)
    return true
  }

  close(): void {
    this.#stop?.()
    this.#stop = null
    this.#events = null
  }

  #produce(): void {
    const nowMs = this.#clock.monotonicMs()
    const elapsedMs = nowMs - this.#originMs
    const bytes = this.#fault(this.#twin.produce(elapsedMs), elapsedMs)
    if (bytes.length > 0) this.#events?.onBytes(bytes, nowMs)
  }
}
