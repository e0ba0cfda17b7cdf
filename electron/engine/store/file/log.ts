import { closeSync, constants, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import type { Connection } from './database.ts'
import { getMeta } from './meta.ts'
import { isAside, type StorePaths } from './paths.ts'
import { wholeTableQueries } from './queries.ts'

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

/** What lies beside a database before it is opened. */
export interface Beside {
  /** A log with something in it. Readers make an empty one. */
  readonly hasLog: boolean
  /** How far the record was stored at least, UTC ms; null where nothing says so. */
  readonly storedUntilUtcMs: number | null
}

/** The time twice, as a power cut may leave a part of a note over the one before; earlier releases wrote it once. */
const STORED_UNTIL = /^(\d{1,16})(?: \1)?\n$/
/** Always as long, so that each note lies over the one before. */
const STORED_UNTIL_DIGITS = 16
const OWNER_ONLY_MODE = 0o600

/**
 * Looks beside a database. A record that was set aside cannot say how far it went: the file that tells it is that of
 * the record in use, so any end counts as too early.
 */
export function lookBeside(paths: StorePaths): Beside {
  const hasLog = (statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (isAside(paths)) return { hasLog, storedUntilUtcMs: Number.POSITIVE_INFINITY }
  let text = ''
  try {
    text = readFileSync(paths.storedUntil, 'utf8')
  } catch {
    // A record from before there was such a file, or one that was restored.
  }
  const until = STORED_UNTIL.exec(text)?.[1]
  return { hasLog, storedUntilUtcMs: until === undefined ? null : Number(until) }
}

/**
 * Tells beside the database how far it goes, after a commit: what is told is never ahead of what was stored, whatever
 * of the two a power cut leaves. A lost note only makes a lost log go unnoticed. It is written over the one before: a
 * file that is cut to nothing first is flushed when it is closed (ext4), which costs as much as the commit itself.
 */
export function noteStoredUntil(paths: StorePaths, utcMs: number): void {
  try {
    const file = openSync(paths.storedUntil, constants.O_WRONLY | constants.O_CREAT, OWNER_ONLY_MODE)
    try {
      const until = String(Math.floor(utcMs)).padStart(STORED_UNTIL_DIGITS, '0')
      writeSync(file, `${until} ${until}\n`, 0)
    } finally {
      closeSync(file)
    }
  } catch {
    // The record itself says when its disk is full or gone.
  }
}

/** End of the last data of an open record, UTC ms; 0 for none. */
export function endOf(connection: Connection): number {
  const ends = connection.prepare<[], { to_utc_ms: number }>(wholeTableQueries.allCoverage).all()
  return Math.max(0, ...ends.map((row) => row.to_utc_ms))
}

/**
 * Whether an open record has lost what was in its log: it was not closed in order, has no log, and ends before what
 * is known to have been stored. A writer that SQLite closed by itself (its thread ended) has no log either, but
 * everything is in the database.
 */
export function isLogMissing(connection: Connection, { hasLog, storedUntilUtcMs }: Beside): boolean {
  if (hasLog || storedUntilUtcMs === null || getMeta(connection, 'closed') !== '0') return false
  return endOf(connection) < storedUntilUtcMs
}
