import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { VigilError } from '../../../ipc/contract.ts'
import { writeDurably } from './durable-file.ts'
import type { StorePaths } from './paths.ts'

/** Version of the folder layout and the schema together; a higher one is refused. */
export const FORMAT_VERSION = 1

const StationFileSchema = z.object({
  formatVersion: z.number().int().positive(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  station: z.string(),
  created: z.string(),
})

/** What can be known about a record without its key. */
export type StationFile = z.infer<typeof StationFileSchema>

/** Checks the text of a station.json; null if it is none. */
export function parseStationFile(text: string): StationFile | null {
  try {
    const parsed = StationFileSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Reads station.json: null if absent, 'damaged' if it is not one; throws `storeNewer` for a later format. */
export function readStationFile(paths: StorePaths): StationFile | 'damaged' | null {
  if (!existsSync(paths.stationFile)) return null
  const file = parseStationFile(readFileSync(paths.stationFile, 'utf8'))
  if (file === null) return 'damaged'
  if (file.formatVersion > FORMAT_VERSION) throw newerFormat(paths, file.formatVersion)
  return file
}

/** Writes station.json so that a power cut leaves the old one or the new one, never half of it. */
export function writeStationFile(paths: StorePaths, file: StationFile): void {
  writeDurably(paths.stationFile, `${JSON.stringify(file, null, 2)}\n`)
}

/** The failure of meeting a record that a later release has written. */
export function newerFormat(paths: StorePaths, version: number): VigilError {
  return new VigilError(
    'storeNewer',
    `The record in ${paths.folder} has format ${version}, this Vigil knows ${FORMAT_VERSION}: install the newer Vigil.`,
  )
}
