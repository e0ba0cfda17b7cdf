import type { Link, LinkEvents } from '../link/link.ts'
import type { Cancel } from '../timers.ts'

/** A cable to a simulated monitor that a test pulls and puts back. Bytes are handed over by the test. */
export class TwinLink implements Link {
  readonly kind = 'stream'
  readonly simulated = false
  readonly #receive: (bytes: Uint8Array) => void
  #events: LinkEvents | null = null
  #onReturn: (() => void) | null = null
  #isPlugged = true

  /** `receive` takes what the station writes. */
  constructor(receive: (bytes: Uint8Array) => void) {
    this.#receive = receive
  }

  open(events: LinkEvents): void {
    if (!this.#isPlugged) {
      events.onClose('portMissing', 'The port is not there.')
      return
    }
    this.#events = events
    events.onOpen([])
  }

  write(bytes: Uint8Array): boolean {
    if (this.#events === null) return false
    this.#receive(bytes)
    return true
  }

  close(): void {
    this.#events = null
  }

  watchReturn(onReturn: () => void): Cancel {
    this.#onReturn = onReturn
    return () => {
      this.#onReturn = null
    }
  }

  /** Bytes of the monitor arrive, if the cable is in. */
  hear(bytes: Uint8Array, atMs: number): void {
    if (bytes.length > 0) this.#events?.onBytes(bytes, atMs)
  }

  pull(): void {
    if (!this.#isPlugged) return
    this.#isPlugged = false
    const events = this.#events
    this.#events = null
    events?.onClose('unplugged', 'The port is gone.')
  }

  putBack(): void {
    if (this.#isPlugged) return
    this.#isPlugged = true
    this.#onReturn?.()
  }
}
