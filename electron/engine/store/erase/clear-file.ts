import { statSync } from 'node:fs'
import { freemem } from 'node:os'
import { diskSpace } from '../disk/space.ts'
import type { Connection } from '../file/database.ts'
import { pageBytes } from '../file/page-bytes.ts'
import { storePaths } from '../file/paths.ts'

/**
 * VACUUM keeps its copy in memory, as the copy that it would put on the disk is not encrypted, and nothing is recorded
 * until it is done: well under a second for so much. Larger records give up their free room step by step (`shrinkStep`).
 */
const MOST_REBUILT_BYTES = 128 * 1024 * 1024
/** SQLite's `auto_vacuum` of a record that can do that: every one but those that a release before began. */
const INCREMENTAL = 2
/** Pages given up in one step: what an alarm may have to wait for. */
const PAGES_A_STEP = 256
const PART_OF_FREE_MEMORY = 0.5
/** The log holds the whole file once more. */
const ROOM_FACTOR = 1.25
/** A reader that is at it for longer is not waited for. */
const NO_WAIT = 'busy_timeout = 0'
const WAIT = 'busy_timeout = 5000'

/** Empties the write-ahead log. Out: false while somebody still reads from it. */
export function emptyLog(connection: Connection, folder: string): boolean {
  connection.pragma(NO_WAIT)
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    connection.pragma(WAIT)
  }
  const log = statSync(`${storePaths(folder).database}-wal`, { throwIfNoEntry: false })
  return log === undefined || log.size === 0
}

/**
 * Moves some pages from the end of the file into free room, of which nothing then is left behind them. Out: `impossible`
 * for a record that was begun without that and not yet written anew.
 */
export function shrinkStep(connection: Connection): 'more' | 'done' | 'impossible' {
  if (Number(connection.pragma('auto_vacuum', { simple: true })) !== INCREMENTAL) return 'impossible'
  if (Number(connection.pragma('freelist_count', { simple: true })) === 0) return 'done'
  connection.pragma(`incremental_vacuum(${PAGES_A_STEP})`)
  return 'more'
}

/** Rebuilds the file without free room where memory and disk allow it. Out: whether it was. */
export function rebuildFile(connection: Connection, folder: string): boolean {
  const bytes = pageBytes(connection, 'all') - pageBytes(connection, 'free')
  const space = diskSpace(folder)
  if (bytes > Math.min(MOST_REBUILT_BYTES, freemem() * PART_OF_FREE_MEMORY)) return false
  if (space !== null && space.bytesFree < bytes * ROOM_FACTOR) return false
  connection.exec('VACUUM')
  return true
}
