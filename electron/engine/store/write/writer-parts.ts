import type { Connection } from '../file/database.ts'

/** What a writer tells of itself, and how it ends. */
export interface Closing {
  /** A second was committed; the record goes up to there, UTC ms. */
  stored(untilUtcMs: number): void
  /** Closes the connection and leaves the log where it is. */
  asItIs(connection: Connection): void
  /** The record is closed. */
  done(): void
}

/** Where a record lies, and its key: 64 hex digits. */
export interface RecordPlace {
  readonly dataDir: string
  readonly keyHex: string
}
