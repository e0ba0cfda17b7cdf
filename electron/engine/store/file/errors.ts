import { VigilError } from '../../../ipc/contract.ts'

/** The last two: a sector that the disk does not give back any more. */
const DAMAGE_CODES = [
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_IOERR_SHORT_READ',
  'SQLITE_IOERR_DATA',
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_CORRUPTFS',
]
const FULL_CODES = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']
const BUSY_CODES = ['SQLITE_BUSY', 'SQLITE_LOCKED']
const FORBIDDEN_CODES = ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS']

/** The `code` of a SQLite or operating-system error, or an empty text. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  const code = codeOf(error)
  return codes.some((known) => code === known || code.startsWith(`${known}_`))
}

/** Whether an error says that the file itself is not readable as a database. */
export function isDamage(error: unknown): boolean {
  return isOneOf(error, DAMAGE_CODES) || (error instanceof VigilError && error.code === 'storeDamaged')
}

/** Whether an error says that the disk has no room. */
export function isDiskFull(error: unknown): boolean {
  return isOneOf(error, FULL_CODES) || (error instanceof VigilError && error.code === 'diskFull')
}

/**
 * Turns what SQLite or the operating system threw into a code of the closed
 * union with one sentence for people. A VigilError passes unchanged.
 */
export function toVigilError(error: unknown, folder: string): VigilError {
  if (error instanceof VigilError) return error
  if (isDiskFull(error)) {
    return new VigilError('diskFull', `The disk that holds ${folder} is full: free some space.`)
  }
  if (isDamage(error)) return damaged(folder)
  if (isOneOf(error, BUSY_CODES)) return inUse(folder)
  if (isOneOf(error, FORBIDDEN_CODES)) {
    return new VigilError(
      'storeUnavailable',
      `The folder ${folder} cannot be written: give this user the right to write there or choose another folder.`,
    )
  }
  const detail = error instanceof Error ? error.message : String(error)
  return new VigilError('storeUnavailable', `The record in ${folder} cannot be used: ${detail}.`)
}

/** The failure of a record that cannot be read whole. */
export function damaged(folder: string): VigilError {
  return new VigilError(
    'storeDamaged',
    `The record in ${folder} is damaged: run "vigil verify" on it to see what is lost.`,
  )
}

/** The failure of a second writer on one record. */
export function inUse(folder: string): VigilError {
  return new VigilError(
    'storeInUse',
    `The record in ${folder} is in use by another Vigil station: close that one first.`,
  )
}
