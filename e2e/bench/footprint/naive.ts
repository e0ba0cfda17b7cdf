import { join } from 'node:path'
import Database from 'better-sqlite3'
import { RATE_HZ, START_UTC_MS } from '../../../electron/engine/store/testing/samples.ts'
import type { Keeper } from './child.ts'

const MS_PER_SECOND = 1000
const SAMPLE_MS = MS_PER_SECOND / RATE_HZ

/** What a first try looks like: every sample an object in an array, for the charts, and a row in a table. */
export async function naiveBuild(folder: string): Promise<Keeper> {
  const connection = new Database(join(folder, 'rows.db'))
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.exec(
    'CREATE TABLE sample (channel INTEGER NOT NULL, at_utc_ms INTEGER NOT NULL, value INTEGER NOT NULL)',
  )
  const insert = connection.prepare<[number, number, number]>('INSERT INTO sample VALUES (?, ?, ?)')
  const state: { t: number; v: number }[][] = []
  const keep = connection.transaction((second: number, samples: readonly Int16Array[]) => {
    for (const [channel, wave] of samples.entries()) {
      const series = state[channel] ?? []
      state[channel] = series
      for (let index = 0; index < wave.length; index++) {
        const point = {
          t: START_UTC_MS + second * MS_PER_SECOND + index * SAMPLE_MS,
          v: wave[index] as number,
        }
        series.push(point)
        insert.run(channel, point.t, point.v)
      }
    }
  })
  return {
    second: async (second, samples) => keep(second, samples),
    close: async () => void connection.close(),
  }
}
