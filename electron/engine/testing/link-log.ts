import type { LinkCause } from '../../ipc/views.ts'
import type { LinkEvents, WaitCause } from '../link/link.ts'

/** Keeps what a link told. */
export class LinkLog implements LinkEvents {
  readonly opened: (readonly string[])[] = []
  readonly closed: { cause: LinkCause; detail: string }[] = []
  readonly waits: WaitCause[] = []
  readonly pieces: { atMs: number; bytes: Uint8Array }[] = []

  onOpen(notes: readonly string[]): void {
    this.opened.push(notes)
  }

  onBytes(bytes: Uint8Array, atMs: number): void {
    this.pieces.push({ atMs, bytes: bytes.slice() })
  }

  onWaiting(cause: WaitCause): void {
    this.waits.push(cause)
  }

  onClose(cause: LinkCause, detail: string): void {
    this.closed.push({ cause, detail })
  }

  /** All bytes so far, one after the other. */
  get bytes(): number[] {
    return this.pieces.flatMap(({ bytes }) => [...bytes])
  }
}
