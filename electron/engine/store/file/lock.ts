/// <reference path="./better-sqlite3.d.ts" />
import Database from 'better-sqlite3'
import { codeOf, inUse, toVigilError } from './errors.ts'
import type { StorePaths } from './paths.ts'

export interface WriterLock {
  release(): void
}

/**
 * Takes the one writer's lock of a record, or throws `storeInUse`. The lock is
 * an open exclusive transaction on a small file of its own: the operating
 * system drops it when the process dies, so nothing stale is ever left, and
 * readers of the record itself are not held up.
 */
export function acquireWriterLock(paths: StorePaths): WriterLock {
  let lock: Database | null = null
  try {
    lock = new Database(paths.writerLock, { timeout: 0 })
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw inUse(paths.folder)
    throw toVigilError(error, paths.folder)
  }
  const held = lock
  return {
    release() {
      if (held.open) held.close()
    },
  }
}
