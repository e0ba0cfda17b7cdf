import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { connect } from '../../../electron/engine/store/file/database.ts'
import { storePaths } from '../../../electron/engine/store/file/paths.ts'
import { openStoreWriter } from '../../../electron/engine/store/open/open.ts'
import { openOptions, RATE_HZ, START_UTC_MS } from '../../../electron/engine/store/testing/samples.ts'
import { WAVES } from '../../support/stored-ward.ts'

const MS_PER_SECOND = 1000
const BYTES_PER_SAMPLE = 2
const OUR_END = `SELECT max(end) FROM (SELECT max(to_utc_ms) AS end FROM block
  UNION ALL SELECT to_utc_ms AS end FROM (SELECT to_utc_ms FROM journal ORDER BY id DESC LIMIT 1))`

/** What the next start finds after a kill. */
export interface AfterKill {
  /** Whole seconds from the beginning on. */
  readonly seconds: number
  /** Until the record can be used again. */
  readonly reopenMs: number
}

/** Opens what a killed side has left, as its next start would. */
export function findAfterKill(folder: string): AfterKill {
  const from = performance.now()
  const file = join(folder, 'samples.bin')
  if (existsSync(file)) {
    const seconds = Math.floor(statSync(file).size / (BYTES_PER_SAMPLE * WAVES.length * RATE_HZ))
    return { seconds, reopenMs: performance.now() - from }
  }
  const rows = join(folder, 'rows.db')
  return existsSync(rows) ? findRows(rows, from) : findOurs(folder, from)
}

function findRows(path: string, from: number): AfterKill {
  const connection = new Database(path)
  // The first read brings the log of the killed process back.
  const last = connection.prepare('SELECT at_utc_ms FROM sample ORDER BY rowid DESC LIMIT 1').pluck().get()
  const reopenMs = performance.now() - from
  connection.close()
  return { seconds: Math.floor((Number(last) - START_UTC_MS) / MS_PER_SECOND) + 1, reopenMs }
}

function findOurs(folder: string, from: number): AfterKill {
  const opened = openStoreWriter(openOptions(folder))
  const reopenMs = performance.now() - from
  const connection = connect(storePaths(folder), opened.key.hex, 'reader')
  const end = Number(connection.prepare(OUR_END).pluck().get())
  connection.close()
  opened.writer.close()
  return { seconds: Math.floor((end - START_UTC_MS) / MS_PER_SECOND), reopenMs }
}
