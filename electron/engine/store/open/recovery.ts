import { createHash } from 'node:crypto'
import { VigilError } from '../../../ipc/contract.ts'
import { keyIdOf, parseKey } from '../file/keys.ts'
import { FORMAT_VERSION, parseStationFile, type StationFile } from '../file/station-file.ts'

const TITLE = 'VIGIL RECOVERY FILE'
const WARNING =
  'Whoever has this file and a copy of the record can read it. Keep it locked away, not beside the data.'
const GROUP = /.{4}/g
const CHECK_HEX_DIGITS = 8

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
