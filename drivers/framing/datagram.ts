import type { FrameCounts } from '../driver.ts'
import { createFrameCounts, type Framer, type FrameSink } from './counts.ts'

/** How a whole message is told from a cut or a strange one: its length by its own fields, null if none begins. */
export type LengthOf = (bytes: Uint8Array) => number | null

/**
 * Takes datagrams, each of which must be exactly one message: one that begins as a
 * message and is longer or shorter than it says is refused as `length`, anything else
 * is `skipped`. Damage within is the network's own check to find.
 */
export class DatagramFramer implements Framer {
  readonly counts: FrameCounts = createFrameCounts()
  readonly #lengthOf: LengthOf
  readonly #sink: FrameSink

  constructor(lengthOf: LengthOf, sink: FrameSink) {
    this.#lengthOf = lengthOf
    this.#sink = sink
  }

  push(datagram: Uint8Array): void {
    if (datagram.length === 0) return
    const length = this.#lengthOf(datagram)
    if (length === datagram.length) {
      this.counts.good++
      this.#sink.onFrame(datagram)
    } else if (length === null) {
      this.counts.skippedBytes += datagram.length
      this.#sink.onFault('skipped', datagram.length)
    } else {
      this.counts.length++
      this.#sink.onFault('length', datagram.length)
    }
  }

  /** No datagram is ever half there. */
  end(): void {
    // Nothing is kept from one datagram to the next.
  }
}
