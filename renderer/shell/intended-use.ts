/** Changes when the text changes, so that everyone reads and confirms it again. */
const TEXT_VERSION = '1'
const STORAGE_KEY = `vigil.intendedUse.${TEXT_VERSION}`
const MOST_REMEMBERED = 200

/** The part of localStorage that is used. */
export interface Remembered {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** Initials that have confirmed the intended-use text on this PC. Unreadable storage counts as nobody. */
export function confirmedBy(storage: Remembered): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(parsed) ? parsed.filter((entry) => typeof entry === 'string') : []
  } catch {
    return []
  }
}

/** Remembers that these initials have confirmed the text. */
export function rememberConfirmed(storage: Remembered, initials: string): void {
  const others = confirmedBy(storage).filter((entry) => entry !== initials)
  storage.setItem(STORAGE_KEY, JSON.stringify([...others, initials].slice(-MOST_REMEMBERED)))
}

const LONGEST_INITIALS = 6

/** Initials as stored: letters, digits, dots and dashes, upper case, at most six. Empty when nothing usable was typed. */
export function cleanInitials(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^\p{L}\p{N}.-]/gu, '')
    .slice(0, LONGEST_INITIALS)
}
