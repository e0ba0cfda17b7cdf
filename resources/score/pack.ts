import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { undoDifferences } from '../../electron/engine/store/testing/recorded.ts'
import type { Signal } from './run/signal.ts'

const Channel = z.object({
  name: z.string(),
  units: z.string(),
  // A gain of 0 says that the scale is not known.
  gain: z.number().refine((gain) => gain !== 0),
  baseline: z.number(),
})

const Listed = z.looseObject({
  id: z.string().min(1),
  fs: z.number().positive(),
  n: z.int().nonnegative(),
  channels: z.array(Channel),
})

const Index = z.object({ records: z.array(z.unknown()) })

/** A set or a record cannot be read: what it lacks, in words. */
export class UnreadableData extends Error {}

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

/** Told of each set, record or wave that is left out because the folder lacks it, in words. */
export type Lacking = (what: string) => void

function readIndex(file: string): readonly unknown[] | null {
  if (!existsSync(file)) return null
  try {
    return Index.parse(JSON.parse(readFileSync(file, 'utf8'))).records
  } catch {
    return null
  }
}

/** Lists the records of data set `set` whose samples are there; tells of a set or an entry that is lacking or cannot be read. */
function listRecords(dataDir: string, set: string, lacking: Lacking): RecordEntry[] {
  const folder = join(dataDir, set)
  const records = readIndex(join(folder, 'index.json'))
  if (records === null) lacking(set)
  return (records ?? []).flatMap((listed, place) => {
    const entry = Listed.safeParse(listed)
    if (!entry.success) {
      lacking(`readable entry ${place + 1} in the index of ${set}`)
      return []
    }
    const { id, fs, n, channels, ...extra } = entry.data
    if (existsSync(join(folder, `${id}.d16.gz`)))
      return [{ folder, id, rateHz: fs, length: n, channels, extra }]
    lacking(`samples of ${set}/${id}`)
    return []
  })
}

/** Scores each record of a set. What cannot be scored is told and left out; `score` gives null for a record without reference. */
export function scoreEach<T>(
  dataDir: string,
  set: string,
  lacking: Lacking,
  score: (entry: RecordEntry) => T | null,
): T[] {
  return listRecords(dataDir, set, lacking).flatMap((entry) => {
    try {
      const row = score(entry)
      if (row !== null) return [row]
      lacking(`reference for ${set}/${entry.id}`)
    } catch (cause) {
      if (!(cause instanceof UnreadableData)) throw cause
      lacking(`${cause.message} of ${set}/${entry.id}`)
    }
    return []
  })
}

function unpacked(path: string): Uint8Array {
  try {
    return gunzipSync(readFileSync(path))
  } catch {
    throw new UnreadableData('readable samples')
  }
}

/** Reads the samples of a record: one signal a channel, in physical units, NaN where there is none. Throws UnreadableData. */
export function readSignals({ folder, id, rateHz, length, channels }: RecordEntry): Signal[] {
  const bytes = unpacked(join(folder, `${id}.d16.gz`))
  if (bytes.length !== 2 * channels.length * length) throw new UnreadableData('whole samples')
  return channels.map(({ name, units, gain, baseline }, channel) => {
    const raw = undoDifferences(bytes, 2 * channel * length, length)
    const values = Float32Array.from(raw, (value) =>
      value === MISSING ? Number.NaN : (value - baseline) / gain,
    )
    return { name, unit: units, rateHz, values }
  })
}
