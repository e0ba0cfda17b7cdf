import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'

/** Holds the store's key sealed by the PC's keychain. */
const SEALED_FILE = 'station.sealed'
/** The key beside the data, made by the engine where there is no keychain (DESIGN 5, case 3). */
const PLAIN_FILE = 'station.key'
const STATION_FILE = 'station.json'
const KEY_BYTES = 32

/** Backends that hide nothing: a fixed password, or none at all. */
const NO_KEYCHAIN: readonly string[] = ['basic_text', 'unknown']

function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || !NO_KEYCHAIN.includes(safeStorage.getSelectedStorageBackend())
}

/**
 * The store's key from the PC's keychain. In: the data folder. Out: the key, or
 * null when this PC has no real keychain or the record was started without it;
 * the engine then uses `station.key`. Throws what the keychain throws if a
 * sealed key cannot be opened: a new one would not open the record.
 */
export function keyFromKeychain(dataDir: string): { hex: string; place: 'keychain' } | null {
  const sealedFile = join(dataDir, SEALED_FILE)
  if (existsSync(join(dataDir, PLAIN_FILE)) || !hasKeychain()) return null
  if (existsSync(sealedFile)) {
    return { hex: safeStorage.decryptString(readFileSync(sealedFile)), place: 'keychain' }
  }
  if (existsSync(join(dataDir, STATION_FILE))) return null
  const hex = randomBytes(KEY_BYTES).toString('hex')
  writeFileSync(sealedFile, safeStorage.encryptString(hex), { mode: 0o600 })
  return { hex, place: 'keychain' }
}
