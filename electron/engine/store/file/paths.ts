import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Where the files of one record lie. */
export interface StorePaths {
  readonly folder: string
  readonly database: string
  /** Format version and key id, readable without the key. */
  readonly stationFile: string
  /** The key, only where no key file and no keychain gave one. */
  readonly stationKey: string
  /** Held locked by the one writer; its content means nothing. */
  readonly writerLock: string
  /** Room held back for numbers, alarms and audit; its content means nothing. */
  readonly reserve: string
  /** How far the record was stored at least; see noteStoredUntil. */
  readonly storedUntil: string
}

const DATABASE = 'station.db'
const ASIDE = `${DATABASE}.damaged-`

/**
 * For reading: the record of a data folder, or a damaged one that was set aside in it, by the path of its file.
 * Key and station.json are those of the folder.
 */
export function pathsToRead(place: string): StorePaths {
  const isFile =
    basename(place).startsWith(ASIDE) && statSync(place, { throwIfNoEntry: false })?.isFile() === true
  return isFile ? { ...storePaths(dirname(place)), database: place } : storePaths(place)
}

/** Whether the paths are those of a record that was set aside. */
export function isAside(paths: StorePaths): boolean {
  return basename(paths.database) !== DATABASE
}

/** Names every file of the record in the data folder `folder`. */
export function storePaths(folder: string): StorePaths {
  return {
    folder,
    database: join(folder, DATABASE),
    stationFile: join(folder, 'station.json'),
    stationKey: join(folder, 'station.key'),
    writerLock: join(folder, 'writer.lock'),
    reserve: join(folder, 'station.reserve'),
    storedUntil: join(folder, 'station.until'),
  }
}
