import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { VigilError } from '../../../ipc/contract.ts'
import { readBackups } from '../backup/backups.ts'
import { refuseNetworkDrive } from '../disk/network-drive.ts'
import { ReserveFile } from '../disk/reserve.ts'
import { diskSpace } from '../disk/space.ts'
import { readErasures } from '../erase/erasures.ts'
import { finishErasures } from '../erase/finish.ts'
import {
  type Connection,
  checkIdentity,
  closeAsItIs,
  connect,
  isEmpty,
  isNotADatabase,
  migrate,
} from '../file/database.ts'
import { damaged, isDamage, toVigilError } from '../file/errors.ts'
import { isForeignFile } from '../file/foreign.ts'
import { KEY_BESIDE_DATA_SENTENCE, keyIdOf, resolveKey } from '../file/keys.ts'
import { acquireWriterLock } from '../file/lock.ts'
import { type Beside, isLogMissing, lookBeside, noteStoredUntil } from '../file/log.ts'
import { getMeta, readFullUntil } from '../file/meta.ts'
import { showAsCurrent } from '../file/old-schema.ts'
import { pathsToRead, type StorePaths, storePaths } from '../file/paths.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type ChannelColumns, channelOf } from '../file/rows.ts'
import { FORMAT_VERSION, readStationFile, type StationFile, writeStationFile } from '../file/station-file.ts'
import { lastReadings } from '../read/last-readings.ts'
import { SqliteStoreReader } from '../read/reader.ts'
import { readComparisons } from '../tables/comparisons.ts'
import type { BedRow, StoredNumeric, StoreKey, StoreReader } from '../types.ts'
import { SqliteStoreWriter } from '../write/writer.ts'
import type { Closing } from '../write/writer-parts.ts'
import { type Replaced, replacedSentence, salvageCarryOver, writeCarryOver } from './carry-over.ts'
import { type RunRow, readLastRun } from './runs.ts'

const OWNER_ONLY_FOLDER_MODE = 0o700
const LOG_SUFFIXES = ['-wal', '-shm'] as const

export interface OpenOptions {
  /** The data folder; for reading also the path of a damaged record that was set aside in one. */
  readonly dataDir: string
  /** Path from `--key-file`, or null. */
  readonly keyFile: string | null
  /** Key from main, or null. */
  readonly key: { readonly hex: string; readonly place: 'key file' | 'keychain' } | null
}

export interface OpenWriterOptions extends OpenOptions {
  /** Name of the station, for station.json. */
  readonly station: string
  readonly nowUtcMs: number
  /** How long an opening may carry out erasures that have begun; else until they have ended. */
  readonly eraseWithinMs?: number
}

/** Who was on which bed until when: what the recorder needs to name the gap since then. */
export interface BedCoverage {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  /** End of the last data or of the last gap already told, whichever is later. */
  readonly knownUntilUtcMs: number
}

export interface OpenedWriter {
  readonly writer: SqliteStoreWriter
  readonly key: StoreKey
  /** False when the last writer did not close the record: the PC or the program stopped. */
  readonly closedCleanly: boolean
  /** UTC ms up to which the last writer's disk was full, or null: nothing since its last data could be stored. */
  readonly fullUntilUtcMs: number | null
  readonly lastRun: RunRow | null
  readonly coverage: readonly BedCoverage[]
  readonly lastReadings: readonly StoredNumeric[]
  /** Sentences for people: where the key lies, what was set aside. */
  readonly notices: readonly string[]
}

/**
 * Opens the record in `dataDir` for writing, making it at first start. Throws
 * `storeWrongKey`, `storeForeign`, `storeNewer`, `storeInUse`, `fileMissing`,
 * `storeUnavailable` or `diskFull`, and then has changed nothing. A damaged
 * record is renamed, untouched, and a new one begun with its beds and running
 * stays; `notices` says so, and what of them could not be read.
 */
export function openStoreWriter(options: OpenWriterOptions): OpenedWriter {
  const paths = storePaths(options.dataDir)
  refuseNetworkDrive(paths.folder)
  try {
    mkdirSync(paths.folder, { recursive: true, mode: OWNER_ONLY_FOLDER_MODE })
  } catch (error) {
    throw toVigilError(error, paths.folder)
  }
  const lock = acquireWriterLock(paths)
  try {
    const notices: string[] = []
    const stationFile = stationFileOf(paths, options.nowUtcMs, notices)
    const key = resolveKey({
      paths,
      keyFile: options.keyFile,
      given: options.key,
      expectedKeyId: stationFile?.keyId ?? null,
      mayCreate: !existsSync(paths.database),
    })
    const { found, replaced } = openOrReplace(paths, key, stationFile, options)
    if (stationFile !== null && found.isNew && replaced === null) {
      notices.push(`The record ${paths.database} was not there: a new one was begun.`)
    }
    if (stationFile === null) writeFirstStationFile(paths, key, options)
    const reserve = new ReserveFile(paths.reserve, () => diskSpace(paths.folder))
    const closing: Closing = {
      ...closingOf(paths, key),
      stored: (untilUtcMs) => noteStoredUntil(paths, untilUtcMs),
      done: () => lock.release(),
    }
    const place = { dataDir: paths.folder, keyHex: key.hex }
    const writer = new SqliteStoreWriter(found.connection, place, closing, reserve)
    if (replaced !== null) notices.push(replacedSentence(replaced))
    notices.push(...finishErasures(writer, paths.folder, options))
    if (key.place === 'beside the data') notices.push(KEY_BESIDE_DATA_SENTENCE)
    const { closedCleanly, fullUntilUtcMs, lastRun, coverage, readings } = found
    return { writer, key, closedCleanly, fullUntilUtcMs, lastRun, coverage, lastReadings: readings, notices }
  } catch (error) {
    lock.release()
    throw toVigilError(error, paths.folder)
  }
}

function writeFirstStationFile(paths: StorePaths, key: StoreKey, options: OpenWriterOptions): void {
  writeStationFile(paths, {
    formatVersion: FORMAT_VERSION,
    keyId: keyIdOf(key.hex),
    station: options.station,
    created: new Date(options.nowUtcMs).toISOString(),
  })
}

function stationFileOf(paths: StorePaths, nowUtcMs: number, notices: string[]): StationFile | null {
  const stationFile = readStationFile(paths)
  if (stationFile !== 'damaged') return stationFile
  const aside = `${paths.stationFile}.damaged-${stamp(nowUtcMs)}`
  renameSync(paths.stationFile, aside)
  notices.push(`station.json could not be read: it was kept as ${aside} and written anew.`)
  return null
}

interface Found {
  readonly connection: Connection
  readonly isNew: boolean
  readonly closedCleanly: boolean
  readonly fullUntilUtcMs: number | null
  readonly lastRun: RunRow | null
  readonly coverage: readonly BedCoverage[]
  readonly readings: readonly StoredNumeric[]
}

function openOrReplace(
  paths: StorePaths,
  key: StoreKey,
  stationFile: StationFile | null,
  { station, nowUtcMs }: OpenWriterOptions,
): { found: Found; replaced: Replaced | null } {
  const beside = lookBeside(paths)
  try {
    return { found: openChecked(paths, key), replaced: null }
  } catch (error) {
    if (!isDamage(error)) throw error
    // Every connection of this process to the file is closed by now, as isForeignFile needs it.
    if (stationFile === null || isForeignFile(paths.database)) throw foreign(paths)
    const replaced = replaceDamaged(paths, key, { station, atUtcMs: nowUtcMs }, beside)
    return { found: openChecked(paths, key), replaced }
  }
}

/** The new record is complete before the damaged one makes room: a start that is cut or fails begins anew. */
function replaceDamaged(
  paths: StorePaths,
  key: StoreKey,
  who: Pick<Replaced, 'station' | 'atUtcMs'>,
  beside: Beside,
): Replaced {
  const replaced = {
    keptAs: asidePath(paths, who.atUtcMs),
    carried: salvageCarryOver(paths, key.hex, beside),
    ...who,
  }
  const fresh = { ...paths, database: `${paths.database}.new` }
  removeDatabase(fresh)
  try {
    const place = { dataDir: paths.folder, keyHex: key.hex }
    const writer = new SqliteStoreWriter(openChecked(fresh, key).connection, place, closingOf(fresh, key))
    try {
      writeCarryOver(writer, replaced)
    } finally {
      writer.close()
    }
  } catch (error) {
    removeDatabase(fresh)
    throw error
  }
  setAside(paths, who.atUtcMs)
  renameSync(fresh.database, paths.database)
  return replaced
}

function closingOf(paths: StorePaths, key: StoreKey): Closing {
  return { asItIs: (connection) => closeAsItIs(connection, paths, key.hex), stored: () => {}, done: () => {} }
}

function removeDatabase(paths: StorePaths): void {
  for (const suffix of ['', ...LOG_SUFFIXES]) rmSync(`${paths.database}${suffix}`, { force: true })
}

/** Opens, checks that it is ours, brings the schema up to date and reads what every start needs. */
function openChecked(paths: StorePaths, key: StoreKey): Found {
  const beside = lookBeside(paths)
  const connection = connect(paths, key.hex, 'writer')
  try {
    const isNew = isEmpty(connection)
    if (!isNew) checkIdentity(connection, paths)
    if (!isNew && isLogMissing(connection, beside)) throw damaged(paths.folder)
    migrate(connection)
    return { connection, isNew, ...readEssentials(connection) }
  } catch (error) {
    if (isDamage(error)) closeAsItIs(connection, paths, key.hex)
    else connection.close()
    throw error
  }
}

/** Touches all that a start and recording rely on, so that damage there is found now and not in the first second. */
function readEssentials(connection: Connection): Omit<Found, 'connection' | 'isNew'> {
  const channels = connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all().map(channelOf)
  const staysOf = connection.prepare(queries.bindingsOf)
  for (const { bed } of connection.prepare<[], BedRow>(wholeTableQueries.beds).all()) staysOf.all(bed)
  connection.prepare(wholeTableQueries.runningStays).all()
  connection.prepare(queries.lastAudit).get()
  for (const sql of [wholeTableQueries.subjects, wholeTableQueries.subjectKeys]) connection.prepare(sql).all()
  readErasures(connection)
  readComparisons(connection)
  readBackups(connection)
  connection.prepare(queries.journalOldest).all(0, Number.MAX_SAFE_INTEGER)
  connection.prepare(queries.numericTailAfter).all(Number.MIN_SAFE_INTEGER)
  connection.prepare(queries.blockIdRange).get()
  return {
    closedCleanly: getMeta(connection, 'closed') !== '0',
    fullUntilUtcMs: readFullUntil(connection),
    lastRun: readLastRun(connection),
    coverage: readCoverage(connection),
    readings: lastReadings(connection, channels),
  }
}

function readCoverage(connection: Connection): BedCoverage[] {
  const lastGapEnd = connection.prepare(queries.lastGapEnd).pluck()
  return connection
    .prepare<[], { bed: string; from_utc_ms: number; to_utc_ms: number }>(wholeTableQueries.allCoverage)
    .all()
    .map((row) => {
      const gapEnd = Number(lastGapEnd.get(row.bed) ?? row.to_utc_ms)
      return {
        bed: row.bed,
        fromUtcMs: row.from_utc_ms,
        toUtcMs: row.to_utc_ms,
        knownUntilUtcMs: Math.max(row.to_utc_ms, gapEnd),
      }
    })
}

/** Renames the database and its log, content untouched. Out: the new path of the database. */
export function setAside(paths: StorePaths, nowUtcMs: number): string {
  const aside = asidePath(paths, nowUtcMs)
  renameSync(paths.database, aside)
  for (const suffix of LOG_SUFFIXES) {
    if (existsSync(`${paths.database}${suffix}`))
      renameSync(`${paths.database}${suffix}`, `${aside}${suffix}`)
  }
  return aside
}

function asidePath(paths: StorePaths, nowUtcMs: number): string {
  return `${paths.database}.damaged-${stamp(nowUtcMs)}`
}

function stamp(utcMs: number): string {
  return new Date(utcMs).toISOString().replace(/[-:]/g, '').replace('.', '')
}

function foreign(paths: StorePaths): VigilError {
  return new VigilError(
    'storeForeign',
    `The file ${paths.database} is not a Vigil record that this key opens: choose another data folder; the file is left as it is.`,
  )
}

export interface OpenedReader {
  readonly reader: StoreReader
  readonly connection: Connection
  readonly key: StoreKey
  readonly folder: string
}

/**
 * Opens the record in `dataDir` for reading, also while a station writes it.
 * Throws `fileMissing` where there is none, `storeWrongKey`, `storeForeign`,
 * `storeNewer` or `storeDamaged`.
 */
export function openStoreReader(options: OpenOptions): OpenedReader {
  const paths = pathsToRead(options.dataDir)
  if (!existsSync(paths.database)) {
    throw new VigilError('fileMissing', `There is no Vigil record in ${paths.folder}: check the data folder.`)
  }
  const stationFile = readStationFile(paths)
  const expectedKeyId = stationFile === null || stationFile === 'damaged' ? null : stationFile.keyId
  const key = resolveKey({
    paths,
    keyFile: options.keyFile,
    given: options.key,
    expectedKeyId,
    mayCreate: false,
  })
  let connection: Connection | null = null
  try {
    connection = connect(paths, key.hex, 'reader')
    checkIdentity(connection, paths)
    showAsCurrent(connection)
    return { reader: new SqliteStoreReader(connection, paths.folder), connection, key, folder: paths.folder }
  } catch (error) {
    connection?.close()
    if (isNotADatabase(error) && expectedKeyId === null) throw foreign(paths)
    throw toVigilError(error, paths.folder)
  }
}
