import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const ANYONE_READS_MODE = 0o666

/**
 * Writes a small file so that a power cut leaves the old one (or none) or the new one, never half of it.
 * In: path, text, and the mode of a new file (the umask applies). Throws what the system throws.
 */
export function writeDurably(path: string, text: string, mode = ANYONE_READS_MODE): void {
  const fresh = `${path}.new`
  const file = openSync(fresh, 'w', mode)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(fresh, path)
  syncFolder(dirname(path))
}

/** Makes the names in a folder last; Windows and some network disks keep them by themselves and refuse. */
export function syncFolder(folder: string): void {
  let handle: number
  try {
    handle = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(handle)
  } catch {
    // Refused: there is nothing else to be done for it.
  } finally {
    closeSync(handle)
  }
}
