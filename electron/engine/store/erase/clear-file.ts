import { statSync } from 'node:fs'
import { freemem } from 'node:os'
import type { Connection } from '../database.ts'
import { diskSpace } from '../disk/space.ts'
import { pageBytes } from '../page-bytes.ts'
import { storePaths } from '../paths.ts'

/**
 * VACUUM keeps its copy in memory, as the copy that it would put on the disk is not
 * encrypted. Larger records keep their free room, which secure_delete has zeroed but for sealed journal, until nobody has
 * them open and `vigil erase` or `vigil rebuild` writes them anew (rebuild-record.ts).
 */
const MOST_REBUILT_BYTES = 1024 * 1024 * 1024
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

/** Rebuilds the file without free room where memory and disk allow it. Out: whether it was. */
export function rebuildFile(connection: Connection, folder: string): boolean {
  const bytes = pageBytes(connection, 'all') - pageBytes(connection, 'free')
  const space = diskSpace(folder)
  if (bytes > Math.min(MOST_REBUILT_BYTES, freemem() * PART_OF_FREE_MEMORY)) return false
  if (space !== null && space.bytesFree < bytes * ROOM_FACTOR) return false
  connection.exec('VACUUM')
  return true
}
