import type { LinkCause } from '../../ipc/views.ts'
import type { Cancel } from '../timers.ts'

/** Why an open line waits. */
export type WaitCause = Extract<LinkCause, 'noSender' | 'severalSenders' | 'closedByPeer'>

/** What a link tells its session. Called on the engine thread; `atMs` is monotonic. */
export interface LinkEvents {
  onOpen(notes: readonly string[]): void
  /** The bytes are only valid during the call. */
  onBytes(bytes: Uint8Array, atMs: number): void
  /**
   * The line is open and nobody is at its other end who would send: not yet, not any more, or too many. Bytes end
   * it. Only links that others connect to say so.
   */
  onWaiting?(cause: WaitCause): void
  /** The line is gone, once per open; the supervisor decides when to try again. */
  onClose(cause: LinkCause, detail: string): void
}

/**
 * One line to a monitor. `open` never throws: failures arrive as onClose, after
 * which it may be opened again. `close` is idempotent and no event follows it.
 */
export interface Link {
  /** A stream may be cut anywhere; a datagram comes whole. Known for sure from `onOpen` on. */
  readonly kind: 'stream' | 'datagram'
  /** Replayed or simulated bytes: everything they feed is marked SIMULATED. */
  readonly simulated: boolean
  open(events: LinkEvents): void
  /** False if the line is not open; nothing is queued. */
  write(bytes: Uint8Array): boolean
  close(): void
  /** Calls back once when the device that went away is there again, so that no back-off is waited for. */
  watchReturn?(onReturn: () => void): Cancel
}
