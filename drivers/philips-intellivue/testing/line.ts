import type { DatagramTwin, Twin } from '../../driver.ts'
import { frameMessage } from '../frame.ts'
import type { IntellivueOptions } from '../options.ts'
import { networkTransport, serialTransport } from '../transport.ts'
import { createNetworkTwin, createTwin } from '../twin.ts'
import { Listener } from './listener.ts'

export const WIRES = ['serial', 'network'] as const
export type WireName = (typeof WIRES)[number]

const TICK_MS = 100
/** Flag and header of four bytes come before the message on the serial wire. */
const FRAME_HEAD_BYTES = 5
const OF_TWIN = { scenario: 'stable', seed: 1, startUtcMs: 0 }

/** A station and a twin on one of the two wires. */
export class Line {
  readonly listener: Listener
  twin: Twin | DatagramTwin
  /** Whether the monitor's bytes reach the station. */
  isUp = true
  nowMs = 0
  /** When the station sent what: the first byte of each message. */
  readonly log: { readonly atMs: number; readonly first: number; readonly bytes: Uint8Array }[] = []
  readonly #wire: WireName
  #handled = 0

  constructor(wire: WireName, options: Partial<IntellivueOptions> = {}) {
    this.#wire = wire
    this.listener = new Listener(options, wire === 'serial' ? serialTransport : networkTransport)
    this.twin = this.freshTwin()
  }

  /** A monitor that was just switched on. In: whether it lets a station list the numerics. */
  freshTwin(hasNumericList = true): Twin | DatagramTwin {
    return this.#wire === 'serial'
      ? createTwin(OF_TWIN, undefined, hasNumericList)
      : createNetworkTwin(OF_TWIN, hasNumericList)
  }

  run(
    ms: number,
    monitor: (bytes: Uint8Array) => void = (bytes) => this.twin.receive(bytes, this.nowMs),
  ): this {
    const endMs = this.nowMs + ms
    for (; this.nowMs < endMs; this.nowMs += TICK_MS) {
      const made = this.twin.produce(this.nowMs)
      for (const piece of made instanceof Uint8Array ? [made] : made) {
        if (this.isUp) this.listener.decoder.push(piece, this.nowMs)
      }
      this.listener.decoder.tick(this.nowMs)
      this.sendAll(monitor)
    }
    return this
  }

  /** Hands what the station has sent to the monitor. */
  sendAll(monitor: (bytes: Uint8Array) => void = (bytes) => this.twin.receive(bytes, this.nowMs)): void {
    for (const sent of this.listener.sent.slice(this.#handled)) {
      const first = sent[this.#wire === 'serial' ? FRAME_HEAD_BYTES : 0] ?? 0
      this.log.push({ atMs: this.nowMs, first, bytes: sent })
      monitor(sent)
    }
    this.#handled = this.listener.sent.length
  }

  /** The station hears a message of the monitor. */
  hear(message: Iterable<number>): void {
    const bytes = Uint8Array.from(message)
    this.listener.decoder.push(this.#wire === 'serial' ? frameMessage(bytes) : bytes, this.nowMs)
  }

  get values(): number {
    return this.listener.said.filter((one) => one.type === 'numeric').length
  }

  times(first: number): number[] {
    return this.log.filter((one) => one.first === first).map(({ atMs }) => atMs)
  }
}
