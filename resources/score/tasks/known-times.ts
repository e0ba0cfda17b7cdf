import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RhythmChange, readBeatRhythms, readRows } from '../labels.ts'

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

/** Every such record of a data folder; none if it lacks them. */
export function knownTimes(dataDir: string): KnownTimes[] {
  const folder = join(dataDir, TIMES_SET)
  const files = (path: string) =>
    existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.csv.gz')) : []
  const cases = files(join(folder, VITALDB)).map((file): KnownTimes => {
    const rhythms = readBeatRhythms(join(folder, VITALDB, file))
    const times = rhythms.map(({ atSeconds }) => atSeconds)
    return { set: 'vitaldb', id: file.replace('.csv.gz', ''), times, rhythms }
  })
  const sinus = files(folder).map((file): KnownTimes => {
    const times = (readRows(join(folder, file)) ?? []).map(([sample]) => Number(sample) / NSR_HZ)
    return { set: 'nsr', id: file.replace('.csv.gz', ''), times, rhythms: [{ atSeconds: 0, rhythm: 'N' }] }
  })
  return [...cases, ...sinus]
}
