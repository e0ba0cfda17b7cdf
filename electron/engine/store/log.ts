import { statSync } from 'node:fs'
import type { Connection } from './database.ts'
import { getMeta } from './meta.ts'
import type { StorePaths } from './paths.ts'

/**
 * When what is in the log (`station.db-wal`) moves into the database, and why then:
 * - After each fold, about once a minute, and by the writing thread between two seconds: a commit never waits for it.
 *   SQLite would do it inside whatever commit made the log long (`wal_autocheckpoint`, set to 0 in database.ts).
 * - PASSIVE: it copies what no reader still needs and waits for nobody. What a long reader (an export, a backup) holds
 *   back is copied after a later fold; the log grows meanwhile and is cut to 64 MiB (`journal_size_limit`) afterwards.
 * - When a fold finds no room: the log of a record that cannot fold must not eat up what room is left.
 * - At an orderly end, by SQLite, when the last connection closes; then the log is removed.
 * Never by the first second after a start, so that a start never waits for a long log; and never when a record turns
 * out to be damaged (`closeAsItIs` in database.ts). A lost log so costs no more than about a minute, and a start reads no more than
 * that back. Every commit is synced in the log (`synchronous = FULL`), the database is synced before the log is
 * written from its begin again: a power cut in between finds all in one of the two.
 */
export function checkpoint(connection: Connection): void {
  connection.pragma('wal_checkpoint(PASSIVE)')
}

/**
 * Whether there is a log beside the database, before it is opened. A record that was not closed in order has one,
 * whatever the crash: if not, somebody removed it. Readers make an empty one.
 */
export function hasLog(paths: StorePaths): boolean {
  return (statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Whether an open record, which had a log or had none, has lost what was in it. */
export function isLogMissing(connection: Connection, logThere: boolean): boolean {
  return !logThere && getMeta(connection, 'closed') === '0'
}
