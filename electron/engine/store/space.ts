import { statfsSync } from 'node:fs'
import type { Connection } from './database.ts'
import type { StorePaths } from './paths.ts'
import { queries } from './queries.ts'

const DAY_MS = 86_400_000
/** A shorter record says nothing about a day. */
const LEAST_RECORD_MS = 600_000

/** Room on the disk and how fast the record fills it, for the forecast on screen. */
export interface StoreSpace {
  readonly bytesFree: number
  readonly bytesUsed: number
  /** Mean over the whole record, or null while it is shorter than ten minutes. */
  readonly bytesPerDay: number | null
}

/** Measures the room that is left. May wait for the disk: only for the reading worker. */
export function storeSpace(place: {
  readonly connection: Connection
  readonly paths: StorePaths
}): StoreSpace {
  const { connection, paths } = place
  const number = (name: string) => Number(connection.pragma(name, { simple: true }))
  const disk = statfsSync(paths.folder)
  const bytesUsed = (number('page_count') - number('freelist_count')) * number('page_size')
  const span = connection.prepare<[], { first: number | null; last: number | null }>(queries.wholeSpan).get()
  const recordMs = (span?.last ?? 0) - (span?.first ?? 0)
  return {
    bytesFree: disk.bavail * disk.bsize,
    bytesUsed,
    bytesPerDay: recordMs < LEAST_RECORD_MS ? null : Math.round((bytesUsed * DAY_MS) / recordMs),
  }
}
