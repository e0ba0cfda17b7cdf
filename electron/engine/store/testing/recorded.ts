import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const IndexSchema = z.object({
  records: z.array(
    z.object({
      id: z.string(),
      fs: z.number(),
      n: z.number(),
      channels: z.array(z.object({ name: z.string() })),
    }),
  ),
})

/** One channel of a reference recording. */
export interface RecordedWave {
  readonly record: string
  readonly name: string
  readonly rateHz: number
  readonly samples: Int16Array
}

/**
 * Reads the first `count` recordings of a folder of `.d16.gz` files: per
 * channel the low bytes, then the high bytes, of the zigzag differences modulo
 * 2^16, all gzipped; index.json names the records that may be there.
 */
export function readRecorded(folder: string, count: number): RecordedWave[] {
  const index = IndexSchema.parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')))
  const waves: RecordedWave[] = []
  let records = 0
  for (const { id, fs: rateHz, n, channels } of index.records) {
    if (records === count) break
    const packed = readIfThere(join(folder, `${id}.d16.gz`))
    if (packed === null) continue
    records++
    const bytes = gunzipSync(packed)
    channels.forEach(({ name }, channel) => {
      waves.push({ record: id, name, rateHz, samples: undoDifferences(bytes, 2 * channel * n, n) })
    })
  }
  return waves
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** One channel of an unpacked record: the low bytes, then the high bytes, of `length` zigzag differences from `at`. */
export function undoDifferences(bytes: Uint8Array, at: number, length: number): Int16Array {
  const samples = new Int16Array(length)
  let last = 0
  for (let index = 0; index < length; index++) {
    const zigzag = (bytes[at + index] ?? 0) | ((bytes[at + length + index] ?? 0) << 8)
    last = ((last + ((zigzag >>> 1) ^ -(zigzag & 1))) << 16) >> 16
    samples[index] = last
  }
  return samples
}
