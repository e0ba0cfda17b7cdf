import type { DatagramTwin } from '../../../drivers/driver.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Link, LinkEvents } from './link.ts'

/** Serial adapters hand over bytes about this often. */
const PRODUCE_EVERY_MS = 25
/** After a longer pause the PC slept, and the simulated monitor with it: hours are not made up at once. */
const LONGEST_PAUSE_MS = 5_000

/** A driver's byte-level twin behind the link interface: a monitor without a cable. */
export class SimulatedLink implements Link {
  readonly kind: 'stream' | 'datagram'
  readonly simulated = true
  readonly #twin: DatagramTwin
  readonly #clock: Clock
  readonly #timers: Timers
  #originMs: number
  #seenMs: number
  #events: LinkEvents | null = null
  #stop: Cancel | null = null

  constructor(kind: 'stream' | 'datagram', twin: DatagramTwin, clock: Clock, timers: Timers) {
    this.kind = kind
    this.#twin = twin
    this.#clock = clock
    this.#timers = timers
    this.#originMs = clock.monotonicMs()
    this.#seenMs = this.#originMs
  }

  open(events: LinkEvents): void {
    this.close()
    this.#events = events
    // What the device said while nobody listened is lost, as on a cable.
    this.#seenMs = this.#clock.monotonicMs()
    this.#twin.produce(this.#elapsedMs())
    this.#stop = this.#timers.every(PRODUCE_EVERY_MS, () => this.#produce())
    events.onOpen([])
  }

  write(bytes: Uint8Array): boolean {
    if (this.#events === null) return false
    this.#twin.receive(bytes, this.#elapsedMs())
    return true
  }

  close(): void {
    this.#stop?.()
    this.#stop = null
    this.#events = null
  }

  #produce(): void {
    const elapsedMs = this.#elapsedMs()
    for (const piece of this.#twin.produce(elapsedMs)) this.#events?.onBytes(piece, this.#seenMs)
  }

  /** The twin's own time now. */
  #elapsedMs(): number {
    const nowMs = this.#clock.monotonicMs()
    const pauseMs = nowMs - this.#seenMs
    if (pauseMs > LONGEST_PAUSE_MS) this.#originMs += pauseMs
    this.#seenMs = nowMs
    return nowMs - this.#originMs
  }
}
