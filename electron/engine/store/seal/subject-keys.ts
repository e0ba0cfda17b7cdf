import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { newSubjectKey } from './sealed-bytes.ts'

/** Stands for "not sealed" where rows of earlier releases name their subject. */
export const IN_THE_CLEAR = 0

/** The keys of subjects, from their one table; each is read once for a connection. */
export class SubjectKeys {
  readonly #connection: Connection
  readonly #keys = new Map<number, KeyObject>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** The key of a subject; null once it was destroyed. */
  of(subject: number): KeyObject | null {
    const known = this.#keys.get(subject)
    if (known !== undefined) return known
    const bytes = this.#connection.prepare<[number]>(queries.subjectKey).pluck().get(subject)
    if (!(bytes instanceof Uint8Array)) return null
    const key = createSecretKey(bytes)
    this.#keys.set(subject, key)
    return key
  }

  /**
   * The key that data of a subject is about to be sealed with; inside a transaction of the caller. One
   * that was lost is replaced, so that recording goes on; `verify` says that what was sealed before is lost.
   */
  needed(subject: number): KeyObject {
    return this.of(subject) ?? this.create(subject)
  }

  /** Makes the key of a new subject; inside a transaction of the caller. */
  create(subject: number): KeyObject {
    const key = newSubjectKey()
    this.#connection.prepare(queries.insertSubjectKey).run(subject, key.export())
    // Read back when needed: a transaction that fails must leave no key here that is not in the table.
    return key
  }

  /** Forgets what it has read: a transaction was undone, and with it perhaps a key. */
  readAgain(): void {
    this.#keys.clear()
  }

  /** Destroys a key; inside a transaction of the caller. What memory holds of it is overwritten by Node when it lets go. */
  destroy(subject: number): void {
    this.#connection.prepare(queries.deleteSubjectKey).run(subject)
    this.#keys.delete(subject)
  }
}

const keysByConnection = new WeakMap<Connection, SubjectKeys>()

/** The keys behind a connection: one book for all that uses it, so that a destroyed key is gone for all of them. */
export function keysOf(connection: Connection): SubjectKeys {
  const known = keysByConnection.get(connection)
  if (known !== undefined) return known
  const keys = new SubjectKeys(connection)
  keysByConnection.set(connection, keys)
  return keys
}
