import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { undoDifferences } from '../../electron/engine/store/testing/recorded.ts'
import type { Signal } from './run/signal.ts'

const Channel = z.object({ name: z.string(), units: z.string(), gain: z.number(), baseline: z.number() })

const Index = z.object({
  records: z.array(
    z.looseObject({ id: z.string(), fs: z.number(), n: z.number(), channels: z.array(Channel) }),
  ),
})

/** The value that means "no sample" in a packed record. */
const MISSING = -32768

/** A record as its index lists it; `extra` holds everything else the index says (labels among it). */
export interface RecordEntry {
  readonly folder: string
  readonly id: string
  readonly rateHz: number
  readonly length: number
  readonly channels: readonly z.infer<typeof Channel>[]
  readonly extra: Readonly<Record<string, unknown>>
}

/** Lists the records of data set `set` whose samples are there; null if the folder has no such set. */
export function listRecords(dataDir: string, set: string): RecordEntry[] | null {
  const folder = join(dataDir, set)
  const file = join(folder, 'index.json')
  if (!existsSync(file)) return null
  const { records } = Index.parse(JSON.parse(readFileSync(file, 'utf8')))
  return records
    .filter(({ id }) => existsSync(join(folder, `${id}.d16.gz`)))
    .map(({ id, fs, n, channels, ...extra }) => ({ folder, id, rateHz: fs, length: n, channels, extra }))
}

/** Reads the samples of a record: one signal a channel, in physical units, NaN where there is none. */
export function readSignals({ folder, id, rateHz, length, channels }: RecordEntry): Signal[] {
  const bytes = gunzipSync(readFileSync(join(folder, `${id}.d16.gz`)))
  return channels.map(({ name, units, gain, baseline }, channel) => {
    const raw = undoDifferences(bytes, 2 * channel * length, length)
    const values = Float32Array.from(raw, (value) =>
      value === MISSING ? Number.NaN : (value - baseline) / gain,
    )
    return { name, unit: units, rateHz, values }
  })
}
