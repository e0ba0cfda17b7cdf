/// <reference path="./better-sqlite3.d.ts" />
import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { VigilError } from '../../../ipc/contract.ts'
import { migrations } from '../migrations/index.ts'
import { codeOf, isDamage } from './errors.ts'
import { keepStatements } from './kept-statements.ts'
import type { StorePaths } from './paths.ts'
import { newerFormat } from './station-file.ts'

export type Connection = Database

/** "Vigi" in ASCII: tells our file from any other SQLite file. */
const APPLICATION_ID = 0x56696769
const BUSY_TIMEOUT_MS = 5_000

/** Settings of every connection, in order, each with its reason. The key comes first (`connect`). */
const SHARED_PRAGMAS: readonly string[] = [
  // Temporary tables and sorts hold patient data: they must not reach the disk in the clear.
  'temp_store = MEMORY',
  // Functions in a tampered schema must not run.
  'trusted_schema = OFF',
  // Finds a damaged page when it is read, not when it has done harm.
  'cell_size_check = ON',
]

/**
 * A record can give up free room in short steps. Said before anything is written to a new one, and never to one that
 * exists: there it would be a write before anybody knows whether the record is whole.
 */
export const SHRINKS_IN_STEPS = 'auto_vacuum = INCREMENTAL'

const WRITER_PRAGMAS: readonly string[] = [
  // Readers never block the one writer, and a commit is one append.
  'journal_mode = WAL',
  // Every commit is on the disk when it returns; NORMAL may lose all since the last checkpoint.
  'synchronous = FULL',
  // Deleted rows are overwritten with zeros.
  'secure_delete = ON',
  // Checkpoints run when log.ts says, not inside a commit.
  'wal_autocheckpoint = 0',
  // After a long reader has let go, the log shrinks again.
  'journal_size_limit = 67108864',
  // The clustered numeric pages of a full ward stay in memory.
  'cache_size = -32768',
]

/**
 * Opens the encrypted database with a raw 64-hex-digit key and settings for
 * its role. Throws SQLite errors as they are; the caller knows what they mean.
 * Nothing in this process may open the file by other means while a connection
 * lives: closing such a handle would drop SQLite's POSIX locks.
 */
export function connect(paths: StorePaths, keyHex: string, role: 'writer' | 'reader'): Connection {
  const isNew = (statSync(paths.database, { throwIfNoEntry: false })?.size ?? 0) === 0
  const connection = keepStatements(
    new Database(paths.database, {
      readonly: role === 'reader',
      fileMustExist: role === 'reader',
      timeout: BUSY_TIMEOUT_MS,
    }),
  )
  try {
    connection.pragma(`cipher = 'aegis'`)
    connection.pragma(`key = 'raw:${keyHex}'`)
    for (const pragma of SHARED_PRAGMAS) connection.pragma(pragma)
    if (role === 'writer' && isNew) connection.pragma(SHRINKS_IN_STEPS)
    if (role === 'writer') for (const pragma of WRITER_PRAGMAS) connection.pragma(pragma)
    return connection
  } catch (error) {
    if (role === 'writer' && isDamage(error)) closeAsItIs(connection, paths, keyHex)
    else connection.close()
    throw error
  }
}

/**
 * Closes a damaged record with every byte of database and log as it is: a connection that only reads is the last to
 * go, so that closing the other does not move the log into the database.
 */
export function closeAsItIs(connection: Connection, paths: StorePaths, keyHex: string): void {
  const last = openToRead(paths, keyHex)
  try {
    connection.close()
  } finally {
    last?.close()
  }
}

function openToRead(paths: StorePaths, keyHex: string): Connection | null {
  try {
    const connection = connect(paths, keyHex, 'reader')
    try {
      // Its lock stands from the first read on, also from one that fails.
      connection.pragma('schema_version')
    } catch {
      // Damage: that is why it is closed.
    }
    return connection
  } catch {
    return null
  }
}

function numberPragma(connection: Connection, name: string): number {
  return Number(connection.pragma(name, { simple: true }))
}

/** Checks that the open file is a Vigil record of a format we know: throws `storeForeign` or `storeNewer`. */
export function checkIdentity(connection: Connection, paths: StorePaths): void {
  const applicationId = numberPragma(connection, 'application_id')
  if (applicationId !== APPLICATION_ID) {
    throw new VigilError(
      'storeForeign',
      `The file ${paths.database} is not a Vigil record: choose another data folder; the file is left as it is.`,
    )
  }
  const version = numberPragma(connection, 'user_version')
  if (version > migrations.length) throw newerFormat(paths, version)
}

/** Whether the open file holds nothing at all yet. */
export function isEmpty(connection: Connection): boolean {
  return (
    numberPragma(connection, 'user_version') === 0 &&
    connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  )
}

/** Brings the schema up to date, one transaction for each step. */
export function migrate(connection: Connection): void {
  for (let version = numberPragma(connection, 'user_version'); version < migrations.length; version++) {
    const sql = migrations[version] ?? ''
    connection.transaction(() => {
      connection.exec(sql)
      connection.pragma(`application_id = ${APPLICATION_ID}`)
      connection.pragma(`user_version = ${version + 1}`)
    })()
  }
}

/** Runs `body` on one unchanging picture of the store, so that a fold in between is not seen by halves. */
export function inSnapshot<T>(connection: Connection, body: () => T): T {
  if (connection.inTransaction) return body()
  return connection.transaction(body)()
}

/** Whether an error means "no such encrypted database": wrong key, foreign file or damaged first page. */
export function isNotADatabase(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_NOTADB'
}
