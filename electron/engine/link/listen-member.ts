import type { ListenConnection } from './listen-connection.ts'
import type { ListenProblem } from './listen-errors.ts'
import type { BedFilter, MessageFacts } from './listen-route.ts'

/** What became of a message at the bed it was for. `notOpen`: its line is about to open; the sender sends it again. */
export type Delivery = 'taken' | 'severalSources' | 'notOpen'

/** A bed as its listener sees it. */
export interface ListenMember extends BedFilter {
  /** Id of the bed. */
  readonly bed: string
  /** The port is open. */
  opened(notes: readonly string[]): void
  /** The port could not be opened, or is not open any more. */
  failed(problem: ListenProblem): void
  /** One message with its MLLP bytes, and where answers to it go. */
  deliver(frame: Uint8Array, facts: MessageFacts, from: ListenConnection, atMs: number): Delivery
  senderLeft(connection: ListenConnection): void
}
