import type { LinkCause } from '../../ipc/views.ts'
import type { Link, LinkEvents } from '../link/link.ts'
import type { Cancel } from '../timers.ts'

/** A line whose every move is made by the test. */
export class FakeLink implements Link {
  readonly kind = 'stream'
  readonly simulated = false
  readonly written: number[][] = []
  opens = 0
  closes = 0
  #events: LinkEvents | null = null
  #onReturn: (() => void) | null = null

  open(events: LinkEvents): void {
    this.opens++
    this.#events = events
  }

  write(bytes: Uint8Array): boolean {
    this.written.push([...bytes])
    return true
  }

  close(): void {
    this.closes++
    this.#events = null
  }

  watchReturn(onReturn: () => void): Cancel {
    this.#onReturn = onReturn
    return () => {
      this.#onReturn = null
    }
  }

  succeed(notes: readonly string[] = []): void {
    this.#events?.onOpen(notes)
  }

  hear(bytes: Uint8Array, atMs: number): void {
    this.#events?.onBytes(bytes, atMs)
  }

  fail(cause: LinkCause): void {
    const events = this.#events
    this.#events = null
    events?.onClose(cause, `detail of ${cause}`)
  }

  comeBack(): void {
    this.#onReturn?.()
  }
}
