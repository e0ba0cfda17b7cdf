import type { LinkCause } from '../../ipc/views.ts'

/** What a link tells its session. Called on the engine thread; `atMs` is monotonic. */
export interface LinkEvents {
  onOpen(notes: readonly string[]): void
  /** The bytes are only valid during the call. */
  onBytes(bytes: Uint8Array, atMs: number): void
  /** The line is gone, once per open; the supervisor decides when to try again. */
  onClose(cause: LinkCause, detail: string): void
}

/**
 * One line to a monitor, opened once. `open` never throws: failures arrive as
 * onClose. `close` is idempotent and no event follows it.
 */
export interface Link {
  readonly kind: 'stream' | 'datagram'
  /** Replayed or simulated bytes: everything they feed is marked SIMULATED. */
  readonly simulated: boolean
  open(events: LinkEvents): void
  /** False if the line is not open; nothing is queued. */
  write(bytes: Uint8Array): boolean
  close(): void
}
