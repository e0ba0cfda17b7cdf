import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'
import { verifyConnection } from '../check/verify.ts'
import { type Connection, checkIdentity, connect, migrate } from '../file/database.ts'
import { codeOf, isDamage, isDiskFull, toVigilError } from '../file/errors.ts'
import { keyIdOf } from '../file/keys.ts'
import { auditHead, setMeta } from '../file/meta.ts'
import { storePaths } from '../file/paths.ts'
import { FORMAT_VERSION, readStationFile, writeStationFile } from '../file/station-file.ts'
import { type OpenedReader, type OpenOptions, openStoreReader } from '../open/open.ts'
import type { BackupRow } from './backups.ts'
import { type CopiedRows, copyTables } from './copy-tables.ts'
import { type BackupTarget, backupName, checkTarget } from './target.ts'

const OWNER_ONLY_FOLDER_MODE = 0o700
/** The clock is looked at after so many rows. */
const ROWS_A_LOOK = 64

/** What is to be backed up, and where to. */
export interface BackupRequest {
  /** An existing folder, e.g. of a stick; the backup becomes a folder in it. */
  readonly to: string
  readonly station: string
  readonly nowUtcMs: number
}

/** How far a backup is. */
export interface BackupProgress {
  readonly done: boolean
  /** From 0 to 1. */
  readonly share: number
}

/** A backup that was written and checked; `findings` as `vigil verify` says them. */
export interface BackupReceipt extends Omit<BackupRow, 'id' | 'initials'> {
  readonly findings: readonly string[]
  /** The copy lies on the disk of the record and is lost with it. */
  readonly isSameDisk: boolean
}

/**
 * One backup of a record, made while a station writes it: a copy of one
 * unchanging picture of it, row by row, encrypted with the same key. Any failure
 * removes what was written and throws VigilError; the record is only read.
 */
export class BackupRun {
  readonly #request: BackupRequest
  readonly #source: OpenedReader
  readonly #target: BackupTarget
  readonly #connection: Connection
  readonly #rows: Generator<void, CopiedRows, void>
  readonly #bytesNeeded: number
  #copied: CopiedRows | null = null
  #isOver = false

  /** Opens the record and begins the copy; nothing is left behind when it throws. */
  constructor(options: OpenOptions, request: BackupRequest) {
    this.#request = request
    this.#source = openStoreReader(options)
    const source = this.#source.connection
    let partial: string | null = null
    try {
      this.#bytesNeeded = usedBytes(source)
      const name = backupName(request.station, request.nowUtcMs)
      this.#target = checkTarget(options.dataDir, request.to, name, this.#bytesNeeded)
      partial = this.#target.partial
      mkdirSync(partial, { mode: OWNER_ONLY_FOLDER_MODE })
      source.exec('BEGIN')
      this.#connection = openTarget(partial, this.#source.key.hex)
      this.#rows = copyTables(source, this.#connection)
    } catch (error) {
      this.#source.reader.close()
      throw failure(error, request.to, partial === null ? null : leftOver(partial))
    }
  }

  /** Copies for about `budgetMs`. */
  step(budgetMs: number): BackupProgress {
    return this.#guarded(() => {
      const until = performance.now() + budgetMs
      while (this.#copied === null && performance.now() < until) this.#copySome()
      if (this.#copied !== null) return { done: true, share: 1 }
      return { done: false, share: Math.min(1, usedBytes(this.#connection) / this.#bytesNeeded) }
    })
  }

  #copySome(): void {
    for (let row = 0; row < ROWS_A_LOOK; row++) {
      const next = this.#rows.next()
      if (next.done !== true) continue
      this.#copied = next.value
      return
    }
  }

  /** Writes it out, opens it with the key, checks every page and row of it, and gives it its name. */
  finish(): BackupReceipt {
    return this.#guarded(() => {
      const copied = this.#copied
      if (copied === null) throw new TypeError('"finish" was called before the last step')
      const { partial, folder, isSameDisk } = this.#target
      // Whoever restores it meets a record that ended here, not one that crashed.
      setMeta(this.#connection, 'closed', '1')
      this.#connection.exec('COMMIT')
      this.#connection.close()
      const paths = storePaths(partial)
      writeStationFile(paths, this.#stationFile())
      syncFile(paths.database, 'r+')
      const checked = check(partial, this.#source.key.hex, copied)
      this.#source.reader.close()
      renameSync(partial, folder)
      syncFolder(dirname(folder))
      this.#isOver = true
      const bytes = statSync(storePaths(folder).database).size
      return { madeUtcMs: this.#request.nowUtcMs, folder, bytes, isSameDisk, ...checked }
    })
  }

  /** Ends it unfinished; nothing is left behind. Safe to call twice, and after the end. */
  abort(): void {
    if (this.#isOver) return
    this.#isOver = true
    // An iterator that is still open would keep its connection busy.
    this.#rows.return(new Map())
    for (const connection of [this.#connection, this.#source.connection]) {
      if (connection.open) connection.close()
    }
    rmSync(this.#target.partial, { recursive: true, force: true })
  }

  #stationFile() {
    const known = readStationFile(storePaths(this.#source.folder))
    if (known !== null && known !== 'damaged') return known
    const { station, nowUtcMs } = this.#request
    const created = new Date(nowUtcMs).toISOString()
    return { formatVersion: FORMAT_VERSION, keyId: keyIdOf(this.#source.key.hex), station, created }
  }

  #guarded<T>(body: () => T): T {
    if (this.#isOver) throw new TypeError('the backup has ended')
    try {
      return body()
    } catch (error) {
      if (error instanceof TypeError) throw error
      const { partial } = this.#target
      try {
        this.abort()
      } catch {
        // The stick is gone: what lies on it is named below.
      }
      throw failure(error, this.#request.to, leftOver(partial))
    }
  }
}

function usedBytes(connection: Connection): number {
  const of = (name: string) => Number(connection.pragma(name, { simple: true }))
  return (of('page_count') - of('freelist_count')) * of('page_size')
}

/** No log and no syncing: what is not finished is removed, finish() writes it out, and a stick may be read-only later. */
function openTarget(folder: string, keyHex: string): Connection {
  const connection = connect(storePaths(folder), keyHex, 'writer')
  try {
    connection.pragma('journal_mode = MEMORY')
    connection.pragma('synchronous = OFF')
    migrate(connection)
    connection.exec('BEGIN')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens the copy as any reader does. Out: up to where it goes, and what is wrong with it. */
function check(
  folder: string,
  keyHex: string,
  copied: CopiedRows,
): Pick<BackupReceipt, 'auditRows' | 'auditHash' | 'ok' | 'findings'> {
  const connection = connect(storePaths(folder), keyHex, 'reader')
  try {
    checkIdentity(connection, storePaths(folder))
    for (const [table, rows] of copied) {
      const found = Number(connection.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())
      if (found !== rows) throw new VigilError('storeDamaged', `${table} holds ${found} of ${rows} rows.`)
    }
    const { ok, findings } = verifyConnection(connection)
    const { rows: auditRows, hash: auditHash } = auditHead(connection)
    return { ok, findings, auditRows, auditHash }
  } finally {
    connection.close()
  }
}

function syncFile(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Some systems cannot sync a folder: the name is then written a little later. */
function syncFolder(path: string): void {
  try {
    syncFile(path, 'r')
  } catch {
    // Nothing to do about it, and the content is written out already.
  }
}

/** Removes what was begun. Out: its path if it cannot be removed. */
function leftOver(partial: string): string | null {
  try {
    rmSync(partial, { recursive: true, force: true })
    return null
  } catch {
    return partial
  }
}

/** One sentence; a failure that was told before it began passes unchanged. */
function failure(error: unknown, to: string, left: string | null): VigilError {
  const isTold = error instanceof VigilError && error.code !== 'storeDamaged'
  if (isTold) return error
  const rest =
    left === null
      ? 'Nothing of it is left there and the record is unharmed'
      : `The record is unharmed; delete what is left at ${left}`
  if (isDiskFull(error)) {
    return new VigilError(
      'diskFull',
      `There was no room on ${to} for the backup. ${rest}: free some space there and back up again.`,
    )
  }
  if (isDamage(error)) {
    return new VigilError(
      'backupFailed',
      `The backup does not read back as it was written, or a page of the record is damaged. ${rest}: run "vigil verify" and try another stick.`,
    )
  }
  const why = codeOf(error) === '' ? toVigilError(error, to).message : codeOf(error)
  return new VigilError(
    'backupFailed',
    `The backup to ${to} was not finished (${why}): the stick or folder went away or refuses writing. ${rest}: plug it in and back up again.`,
  )
}
