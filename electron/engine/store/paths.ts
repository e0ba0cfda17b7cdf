import { join } from 'node:path'

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
}

/** Names every file of the record in the data folder `folder`. */
export function storePaths(folder: string): StorePaths {
  return {
    folder,
    database: join(folder, 'station.db'),
    stationFile: join(folder, 'station.json'),
    stationKey: join(folder, 'station.key'),
    writerLock: join(folder, 'writer.lock'),
    reserve: join(folder, 'station.reserve'),
  }
}
