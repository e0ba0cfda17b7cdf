import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { VigilError } from '../../../ipc/contract.ts'
import { dropErasureNote, readErasureNotes } from '../erase/notes.ts'
import { noteErasedAgain, refuseErased } from '../erase/restored.ts'
import { isDamage, toVigilError } from '../file/errors.ts'
import { acquireWriterLock, type WriterLock } from '../file/lock.ts'
import { type StorePaths, storePaths } from '../file/paths.ts'
import { readStationFile, type StationFile, writeStationFile } from '../file/station-file.ts'
import { openStoreReader, openStoreWriter } from './open.ts'
import { parseRecovery, type Recovery } from './recovery.ts'

const OWNER_ONLY_MODE = 0o600
const OWNER_ONLY_FOLDER_MODE = 0o700
/** The log holds what is not in the database yet; SQLite makes the third file, -shm, anew. */
const DATABASE_SUFFIXES = ['', '-wal'] as const

export interface RestoreOptions {
  /** Content of the recovery file. */
  readonly recovery: string
  /** A data folder or a copy of one; nothing in it is changed. */
  readonly fromDir: string
  /** Where the record is to live; made if needed, refused if it holds anything. */
  readonly toDir: string
  /** What to do with patients who were erased since the copy was made; `refuse` if not said. */
  readonly erased?: 'refuse' | 'eraseAgain' | 'bringBack'
  /** Data folders, or later copies, whose erasures count beside the notes left in `fromDir`. */
  readonly erasedIn?: readonly string[]
}

/**
 * Restores a record on this PC: copies it, puts the key beside it and opens it
 * once; after a failure the target is empty again. Throws `storeWrongKey`,
 * `fileMissing`, `storeInUse` (the source is being written), `storeForeign`
 * (the target is not empty), `storeDamaged`, `storeNewer`, `patientErased` or `diskFull`; what
 * the system says of a target that cannot be a folder passes unchanged.
 */
export function restoreFromRecovery(options: RestoreOptions): void {
  const recovery = parseRecovery(options.recovery)
  const from = storePaths(options.fromDir)
  const to = storePaths(options.toDir)
  if (!existsSync(from.database)) {
    throw new VigilError('fileMissing', `There is no Vigil record in ${from.folder}: check the folder.`)
  }
  const stationFile = stationFileOf(from, recovery)
  const lock = lockSource(from)
  try {
    makeEmptyFolder(to.folder)
    try {
      copyRecord(from, to)
      writeStationFile(to, stationFile)
      writeKeyFile(to.stationKey, recovery.keyHex)
      openOnce(from, to)
      dealWithErased(options, recovery, to)
    } catch (error) {
      removeRecord(to)
      throw toVigilError(error, to.folder)
    }
  } finally {
    lock?.release()
  }
}

function dealWithErased(options: RestoreOptions, { keyHex, stationFile }: Recovery, to: StorePaths): void {
  const { erased = 'refuse', erasedIn = [], fromDir } = options
  const copy = { folder: to.folder, keyFile: to.stationKey }
  const sources = { source: fromDir, records: erasedIn }
  if (erased === 'refuse') refuseErased(copy, keyHex, sources)
  if (erased !== 'eraseAgain') return
  noteErasedAgain(copy, keyHex, sources)
  const { station } = stationFile
  const open = { dataDir: to.folder, keyFile: to.stationKey, key: null, station, nowUtcMs: Date.now() }
  openStoreWriter(open).writer.close()
}

/** The source's own file where it has one: it may have a later format than the recovery file. */
function stationFileOf(from: StorePaths, recovery: Recovery): StationFile {
  const existing = readStationFile(from)
  if (existing === null || existing === 'damaged') return recovery.stationFile
  if (existing.keyId === recovery.stationFile.keyId) return existing
  throw new VigilError(
    'storeWrongKey',
    `This recovery file is for another record than the one in ${from.folder}: use the file saved from that one.`,
  )
}

/** Null where the folder cannot be written, as a locked stick, and no log says that somebody else writes it: a backup has none. */
function lockSource(from: StorePaths): WriterLock | null {
  try {
    return acquireWriterLock(from)
  } catch (error) {
    const isReadOnly = error instanceof VigilError && error.code === 'storeUnavailable'
    if (isReadOnly && !existsSync(`${from.database}-wal`)) return null
    throw error
  }
}

function makeEmptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER_MODE })
  if (readdirSync(folder).length === 0) return
  throw new VigilError(
    'storeForeign',
    `The folder ${folder} is not empty, and nothing is overwritten: give a new or an empty one.`,
  )
}

function copyRecord(from: StorePaths, to: StorePaths): void {
  for (const suffix of DATABASE_SUFFIXES) {
    if (!existsSync(`${from.database}${suffix}`)) continue
    copyFileSync(`${from.database}${suffix}`, `${to.database}${suffix}`)
    const file = openSync(`${to.database}${suffix}`, 'r+')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
}

function writeKeyFile(path: string, hex: string): void {
  const file = openSync(path, 'wx', OWNER_ONLY_MODE)
  try {
    writeSync(file, `${hex}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function openOnce(from: StorePaths, to: StorePaths): void {
  try {
    openStoreReader({ dataDir: to.folder, keyFile: to.stationKey, key: null }).reader.close()
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new VigilError(
      'storeDamaged',
      `The record in ${from.folder} does not open with this recovery file: it is damaged or another record, so try another copy.`,
    )
  }
}

/** The folder was empty: whatever of a record lies there now was made here. */
function removeRecord(to: StorePaths): void {
  const databases = ['', '-wal', '-shm'].map((suffix) => `${to.database}${suffix}`)
  for (const { id } of readErasureNotes(to.folder)) dropErasureNote(to.folder, id)
  rmSync(to.writerLock, { force: true })
  rmSync(to.reserve, { force: true })
  for (const path of [...databases, to.stationFile, `${to.stationFile}.new`, to.stationKey]) {
    rmSync(path, { force: true })
  }
}
