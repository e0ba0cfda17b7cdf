import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'
import { diskSpace } from '../disk/space.ts'
import { type Connection, checkIdentity, connect, SHRINKS_IN_STEPS } from '../file/database.ts'
import { syncFolder } from '../file/durable-file.ts'
import { damaged, toVigilError } from '../file/errors.ts'
import { acquireWriterLock } from '../file/lock.ts'
import { pageBytes } from '../file/page-bytes.ts'
import { type StorePaths, storePaths } from '../file/paths.ts'
import { type OpenWriterOptions, openStoreWriter } from '../open/open.ts'

const BYTES_PER_MB = 1e6
/** Beside the record while it is written. */
const FRESH_SUFFIX = '.rebuilt'

/** What became of a record that was written anew. */
export interface RebuiltRecord {
  readonly bytesBefore: number
  readonly bytesAfter: number
  /** Sentences of opening it: a crash told, a damaged record set aside. */
  readonly notices: readonly string[]
}

/**
 * Writes a record anew that nobody has open, of any size: without free room, and without what a page may still hold
 * beside its rows. VACUUM INTO writes its copy with the key of the record, a few pages of memory at a time (VACUUM
 * itself puts a whole copy in the clear into memory or on the disk). The copy is read through and synced before it takes
 * the place of the record; cut anywhere, one of the two is the record, whole. Throws `storeInUse` while another program
 * has it open, `diskFull` where there is no room for both, and what opening throws; the record is then as it was.
 */
export function rebuildRecord(options: OpenWriterOptions): RebuiltRecord {
  const paths = storePaths(options.dataDir)
  const { writer, key, notices } = openStoreWriter(options)
  writer.close()
  const lock = acquireWriterLock(paths)
  const fresh = { ...paths, database: `${paths.database}${FRESH_SUFFIX}` }
  try {
    const bytesBefore = statSync(paths.database).size
    writeCopy(paths, key.hex, fresh)
    readThrough(fresh, key.hex)
    syncFile(fresh.database)
    renameSync(fresh.database, paths.database)
    syncFolder(dirname(paths.database))
    return { bytesBefore, bytesAfter: statSync(paths.database).size, notices }
  } catch (error) {
    throw toVigilError(error, paths.folder)
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm'])
      rmSync(`${fresh.database}${suffix}`, { force: true })
    lock.release()
  }
}

function writeCopy(paths: StorePaths, keyHex: string, fresh: StorePaths): void {
  const connection = connect(paths, keyHex, 'writer')
  try {
    requireAlone(connection, paths)
    requireRoom(connection, paths)
    rmSync(fresh.database, { force: true })
    // Also the copy of a record that a release before began.
    connection.pragma(SHRINKS_IN_STEPS)
    connection.prepare('VACUUM INTO ?').run(fresh.database)
  } finally {
    connection.close()
  }
}

/** Without a log: one that is left would be taken for that of the new file. SQLite gives it up only where nobody else has the record open. */
function requireAlone(connection: Connection, paths: StorePaths): void {
  let mode: unknown
  try {
    mode = connection.pragma('journal_mode = DELETE', { simple: true })
  } catch {
    // Busy: that is the answer.
  }
  if (mode === 'delete' && !existsSync(`${paths.database}-wal`)) return
  throw new VigilError(
    'storeInUse',
    `Another program reads the record in ${paths.folder}: end it, then write the record anew.`,
  )
}

function requireRoom(connection: Connection, paths: StorePaths): void {
  const bytes = pageBytes(connection, 'all') - pageBytes(connection, 'free')
  const space = diskSpace(paths.folder)
  if (space === null || space.bytesFree > bytes) return
  const needed = Math.ceil(bytes / BYTES_PER_MB)
  throw new VigilError(
    'diskFull',
    `Writing the record anew needs ${needed} MB and ${paths.folder} has ${Math.floor(space.bytesFree / BYTES_PER_MB)} MB free: free some space there.`,
  )
}

/** Every page and index of the copy; the cipher authenticates each. */
function readThrough(fresh: StorePaths, keyHex: string): void {
  const connection = connect(fresh, keyHex, 'reader')
  try {
    checkIdentity(connection, fresh)
    if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged(fresh.folder)
  } finally {
    connection.close()
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
