import { openStoreReader } from '../../electron/engine/store/open/open.ts'

/** A stretch of one wave without a hole, station time. */
export interface Stretch {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Pieces that follow each other within this belong together: arrival times of packets vary. */
const JITTER_MS = 250

/**
 * What a data folder holds of the first wave of a bed, as stretches without a hole.
 * Reads the record itself, beside the running app or after it.
 */
export function recordedStretches(dataDir: string, bed: string): Stretch[] {
  const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
  try {
    const span = reader.span(bed)
    const wave = reader.channels(bed).find(({ channel }) => channel.kind === 'wave')
    if (span === null || wave === undefined || wave.channel.kind !== 'wave') return []
    const msPerSample = 1_000 / wave.channel.rateHz
    const stretches: Stretch[] = []
    for (const piece of reader.waves(wave.number, span.fromUtcMs, span.toUtcMs + 1)) {
      const toUtcMs = piece.startUtcMs + piece.samples.length * msPerSample
      const last = stretches.at(-1)
      if (last !== undefined && piece.startUtcMs - last.toUtcMs <= JITTER_MS) {
        stretches[stretches.length - 1] = { fromUtcMs: last.fromUtcMs, toUtcMs }
      } else stretches.push({ fromUtcMs: piece.startUtcMs, toUtcMs })
    }
    return stretches
  } finally {
    reader.close()
  }
}
