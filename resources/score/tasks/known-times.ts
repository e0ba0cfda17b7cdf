import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RhythmChange, readBeatRhythms, readRows } from '../labels.ts'
import { type Lacking, UnreadableData } from '../pack.ts'

/** The folder of records of which only the times of beats are known. */
export const TIMES_SET = 'rr-rhythm'
const VITALDB = 'vitaldb-arrdb'
/** Rate of the sample numbers in the normal sinus files. */
const NSR_HZ = 128

/** Beat times of a record, seconds, and its rhythms. */
export interface KnownTimes {
  readonly set: 'vitaldb' | 'nsr'
  readonly id: string
  readonly times: readonly number[]
  readonly rhythms: readonly RhythmChange[]
}

/** Every such record of a data folder; none if it lacks them. `lacking` is told of each that cannot be read. */
export function knownTimes(dataDir: string, lacking: Lacking): KnownTimes[] {
  const folder = join(dataDir, TIMES_SET)
  const files = (path: string) =>
    existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.csv.gz')) : []
  const cases = files(join(folder, VITALDB)).flatMap((file): KnownTimes[] => {
    const rhythms = readable(lacking, () => readBeatRhythms(join(folder, VITALDB, file)))
    if (rhythms === null) return []
    const times = rhythms.map(({ atSeconds }) => atSeconds)
    return [{ set: 'vitaldb', id: file.replace('.csv.gz', ''), times, rhythms }]
  })
  const sinus = files(folder).flatMap((file): KnownTimes[] => {
    const rows = readable(lacking, () => readRows(join(folder, file)))
    if (rows === null) return []
    const times = rows.map(([sample]) => Number(sample) / NSR_HZ)
    return [{ set: 'nsr', id: file.replace('.csv.gz', ''), times, rhythms: [{ atSeconds: 0, rhythm: 'N' }] }]
  })
  return [...cases, ...sinus]
}

/** What `read` gives; null where it cannot be read, which is told. */
function readable<T>(lacking: Lacking, read: () => T): T | null {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof UnreadableData)) throw cause
    lacking(`${cause.message} in ${TIMES_SET}`)
    return null
  }
}
