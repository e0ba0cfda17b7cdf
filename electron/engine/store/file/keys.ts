import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { VigilError } from '../../../ipc/contract.ts'
import type { StoreKey } from '../types.ts'
import { writeDurably } from './durable-file.ts'
import { codeOf } from './errors.ts'
import type { StorePaths } from './paths.ts'

const KEY_BYTES = 32
const KEY_ID_HEX_DIGITS = 16
const KEY_PATTERN = /^[0-9a-f]{64}$/
const OWNER_ONLY_MODE = 0o600
const KEY_FILE_VARIABLE = 'VIGIL_KEY_FILE'

/** Said at start, on the set-up screen and by `vigil verify` while the key lies in the data folder. */
export const KEY_BESIDE_DATA_SENTENCE =
  'The key lies beside the data: whoever copies this folder can read it. ' +
  'To change that, keep the key elsewhere and start with --key-file.'

/** Name of a key that gives nothing of it away: 8 bytes of HMAC-SHA-256(key, "vigil") in hex. */
export function keyIdOf(hex: string): string {
  return createHmac('sha256', Buffer.from(hex, 'hex'))
    .update('vigil')
    .digest('hex')
    .slice(0, KEY_ID_HEX_DIGITS)
}

/** Checks the text of a key file: 64 hex digits, white space around them allowed; null if it is none. */
export function parseKey(text: string): string | null {
  const hex = text.trim().toLowerCase()
  return KEY_PATTERN.test(hex) ? hex : null
}

export interface KeyRequest {
  readonly paths: StorePaths
  /** From `--key-file`; the environment is looked at when null. */
  readonly keyFile: string | null
  /** From main: a keychain or a key file it has read. */
  readonly given: { readonly hex: string; readonly place: 'key file' | 'keychain' } | null
  /** Key id in station.json, or null for a record that has none yet. */
  readonly expectedKeyId: string | null
  /** A first start may make `station.key`; an existing record never gets a new key. */
  readonly mayCreate: boolean
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/**
 * Finds the key of a record: key file, then keychain, then `station.key`
 * beside the data (made at first start). Throws `storeWrongKey` when none of
 * them is the key of this record, `storeForeign` when nothing says that it is
 * one, `fileMissing` for a key file that is not there.
 */
export function resolveKey(request: KeyRequest): StoreKey {
  const candidates = keyCandidates(request)
  if (request.expectedKeyId !== null) {
    const fitting = candidates.find((candidate) => keyIdOf(candidate.hex) === request.expectedKeyId)
    if (fitting !== undefined) return fitting
    throw wrongKey(request.paths, candidates)
  }
  const [first] = candidates
  if (first !== undefined) return first
  if (!request.mayCreate) throw unknownFile(request.paths)
  return createStationKey(request.paths)
}

function keyCandidates(request: KeyRequest): StoreKey[] {
  const environment = request.environment ?? process.env
  const keyFile = request.keyFile ?? environment[KEY_FILE_VARIABLE] ?? ''
  // A key file is a decision of the operator: no other key is tried beside it.
  if (keyFile !== '') return [{ hex: readKeyFile(keyFile), place: 'key file' }]
  const candidates: StoreKey[] = []
  if (request.given !== null) {
    const hex = parseKey(request.given.hex)
    if (hex === null) throw new TypeError('"key" is not 64 hex digits')
    candidates.push({ hex, place: request.given.place })
    if (request.given.place === 'key file') return candidates
  }
  // A record begun before a keychain was there keeps its station.key.
  if (existsSync(request.paths.stationKey)) {
    candidates.push({ hex: readKeyFile(request.paths.stationKey), place: 'beside the data' })
  }
  return candidates
}

function readKeyFile(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      throw new VigilError('fileMissing', `The key file ${file} is not there: check the path.`)
    }
    throw new VigilError('fileUnreadable', `The key file ${file} cannot be read: check its permissions.`)
  }
  const hex = parseKey(text)
  if (hex === null) {
    throw new VigilError(
      'storeWrongKey',
      `The key file ${file} does not hold 64 hex digits: use the file that this record was made with.`,
    )
  }
  return hex
}

function createStationKey(paths: StorePaths): StoreKey {
  const hex = randomBytes(KEY_BYTES).toString('hex')
  // Half a key would keep the station from ever starting again.
  writeDurably(paths.stationKey, `${hex}\n`, OWNER_ONLY_MODE)
  return { hex, place: 'beside the data' }
}

/** Neither station.json nor a key says that the file is a record: both cases get told. */
function unknownFile(paths: StorePaths): VigilError {
  return new VigilError(
    'storeForeign',
    `Nothing beside ${paths.database} says that it is a Vigil record: give its key with --key-file if it is one, or choose another data folder; the file is left as it is.`,
  )
}

function wrongKey(paths: StorePaths, candidates: readonly StoreKey[]): VigilError {
  if (candidates.length === 0) {
    return new VigilError(
      'storeWrongKey',
      `The key of the record in ${paths.folder} is missing: give it with --key-file or restore it from the recovery file.`,
    )
  }
  return new VigilError(
    'storeWrongKey',
    `This key does not open the record in ${paths.folder}: give the key it was made with, or use the recovery file.`,
  )
}
