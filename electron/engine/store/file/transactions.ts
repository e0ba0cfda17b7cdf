import type { Reserve } from '../disk/reserve.ts'
import type { Connection } from './database.ts'
import { isDamage, isDiskFull, toVigilError } from './errors.ts'

/** What transactions are made of; `onUndone`: one has failed, and what was read in it may not be so. */
export interface TransactionParts {
  readonly connection: Connection
  readonly dataDir: string
  readonly reserve: Reserve
  onUndone(): void
}

/** Work on the record: whole or not at all, and what SQLite throws becomes a VigilError. */
export class Transactions {
  readonly #parts: TransactionParts

  constructor(parts: TransactionParts) {
    this.#parts = parts
  }

  /** One transaction; on a full disk once more, with the room of the reserve. */
  run<T>(body: () => T): T {
    const { connection, reserve } = this.#parts
    const isNested = connection.inTransaction
    try {
      return this.attempt(body)
    } catch (error) {
      if (!isDiskFull(error) || isNested || !reserve.release()) throw error
      return this.attempt(body)
    }
  }

  /** One transaction, once. */
  attempt<T>(body: () => T): T {
    const { connection, dataDir, onUndone } = this.#parts
    const isNested = connection.inTransaction
    try {
      return connection.transaction(body).immediate()
    } catch (error) {
      if (!isNested && !isDamage(error)) onUndone()
      if (error instanceof TypeError) throw error
      throw toVigilError(error, dataDir)
    }
  }

  /** Runs what has transactions of its own. */
  told<T>(body: () => T): T {
    try {
      return body()
    } catch (error) {
      throw toVigilError(error, this.#parts.dataDir)
    }
  }
}
