import { createHash } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { VigilError } from '../../ipc/contract.ts'
import { keyIdOf, parseKey } from './keys.ts'
import { acquireWriterLock } from './lock.ts'
import { openStoreReader } from './open.ts'
import { storePaths } from './paths.ts'
import {
  FORMAT_VERSION,
  parseStationFile,
  readStationFile,
  type StationFile,
  writeStationFile,
} from './station-file.ts'

const TITLE = 'VIGIL RECOVERY FILE'
const WARNING =
  'Whoever has this file and a copy of the record can read it. Keep it locked away, not beside the data.'
const GROUP = /.{4}/g
const CHECK_HEX_DIGITS = 8
const OWNER_ONLY_MODE = 0o600
const OWNER_ONLY_FOLDER_MODE = 0o700

/** What a recovery file holds. */
export interface Recovery {
  readonly keyHex: string
  readonly stationFile: StationFile
}

function checkOf(keyHex: string, stationFile: StationFile): string {
  const text = JSON.stringify([keyHex, stationFile.keyId, stationFile.station, stationFile.created])
  return createHash('sha256').update(text).digest('hex').slice(0, CHECK_HEX_DIGITS)
}

/**
 * The recovery file as text that can be printed and typed in again. In: the
 * key (64 hex digits) and the content of station.json. A check over all of it
 * finds a typing mistake.
 */
export function exportRecovery(key: string, stationJson: string): string {
  const keyHex = parseKey(key)
  const stationFile = parseStationFile(stationJson)
  if (keyHex === null) throw new TypeError('"key" is not 64 hex digits')
  if (stationFile === null) throw new TypeError('"stationJson" is no station.json')
  return [
    TITLE,
    WARNING,
    '',
    `format:  ${stationFile.formatVersion}`,
    `station: ${stationFile.station}`,
    `created: ${stationFile.created}`,
    `key id:  ${stationFile.keyId}`,
    `key:     ${(keyHex.match(GROUP) ?? []).join(' ')}`,
    `check:   ${checkOf(keyHex, stationFile)}`,
    '',
  ].join('\n')
}

/** Reads a recovery file. Throws `storeWrongKey` with one sentence when it is none or was mistyped. */
export function parseRecovery(text: string): Recovery {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (!lines.includes(TITLE))
    throw notARecoveryFile('This is not a Vigil recovery file: choose the right one.')
  const field = (name: string) => {
    const line = lines.find((one) => one.startsWith(`${name}:`))
    return line === undefined ? '' : line.slice(name.length + 1).trim()
  }
  const formatVersion = Number(field('format'))
  if (formatVersion > FORMAT_VERSION) {
    throw new VigilError('storeNewer', 'The recovery file is of a newer Vigil: install that version.')
  }
  const keyHex = parseKey(field('key').replace(/\s/g, ''))
  const stationFile = parseStationFile(
    JSON.stringify({
      formatVersion,
      keyId: field('key id').toLowerCase(),
      station: field('station'),
      created: field('created'),
    }),
  )
  const fits = keyHex !== null && stationFile !== null && keyIdOf(keyHex) === stationFile.keyId
  if (!fits || checkOf(keyHex, stationFile) !== field('check').toLowerCase()) {
    throw notARecoveryFile(
      'The recovery file has a typing mistake: compare it with the original, line by line.',
    )
  }
  return { keyHex, stationFile }
}

function notARecoveryFile(sentence: string): VigilError {
  return new VigilError('storeWrongKey', sentence)
}

export interface RestoreOptions {
  /** Content of the recovery file. */
  readonly recovery: string
  /** A copy of the data folder. */
  readonly fromDir: string
  /** Where the record is to live; made if needed, refused if it holds a record. May be `fromDir`. */
  readonly toDir: string
}

/**
 * Restores a record on this PC: copies it, puts the key beside it and opens it
 * once. Throws `fileMissing`, `storeWrongKey`, `storeInUse` (the source is being
 * written), `storeForeign` (the target holds something) or `storeDamaged`.
 */
export function restoreFromRecovery(options: RestoreOptions): void {
  const recovery = parseRecovery(options.recovery)
  const from = storePaths(options.fromDir)
  const to = storePaths(options.toDir)
  if (!existsSync(from.database)) {
    throw new VigilError('fileMissing', `There is no Vigil record in ${from.folder}: check the folder.`)
  }
  const existing = readStationFile(from)
  if (existing !== null && existing !== 'damaged' && existing.keyId !== recovery.stationFile.keyId) {
    throw notARecoveryFile(`This recovery file is for another record than the one in ${from.folder}.`)
  }
  const lock = acquireWriterLock(from)
  try {
    if (from.folder !== to.folder) {
      mkdirSync(to.folder, { recursive: true, mode: OWNER_ONLY_FOLDER_MODE })
      if (existsSync(to.database) || existsSync(to.stationFile)) {
        throw new VigilError(
          'storeForeign',
          `The folder ${to.folder} holds a record already: choose an empty one.`,
        )
      }
      for (const suffix of ['', '-wal']) {
        const source = `${from.database}${suffix}`
        if (existsSync(source)) copyFileSync(source, `${to.database}${suffix}`)
      }
    }
    if (!existsSync(to.stationFile)) writeStationFile(to, recovery.stationFile)
    writeKeyFile(to.stationKey, recovery.keyHex)
  } finally {
    lock.release()
  }
  openStoreReader({ dataDir: to.folder, keyFile: to.stationKey, key: null }).reader.close()
}

function writeKeyFile(path: string, hex: string): void {
  const file = openSync(path, 'w', OWNER_ONLY_MODE)
  try {
    writeSync(file, `${hex}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
