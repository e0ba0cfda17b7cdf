import type { StoredWave, StoreReader } from '../../store/types.ts'
import { MINUTE_MS } from '../constants.ts'
import type { Interval } from '../intervals.ts'

const WINDOW_MS = 10 * MINUTE_MS

/** Least and greatest sample; both 0 where there is none. */
export interface WaveRange {
  readonly low: number
  readonly high: number
}

/** Extent of the stored samples of a channel in a period, those marked as missing left out. */
export function waveRange(reader: StoreReader, channel: number, period: Interval): WaveRange {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const see = (samples: StoredWave['samples']): void => {
    for (const sample of samples) {
      if (sample < low) low = sample
      if (sample > high) high = sample
    }
  }
  for (let from = period.fromUtcMs; from < period.toUtcMs; from += WINDOW_MS) {
    for (const piece of reader.waves(channel, from, Math.min(from + WINDOW_MS, period.toUtcMs))) {
      let seen = 0
      for (const run of piece.missing) {
        see(piece.samples.subarray(seen, run.start))
        seen = run.start + run.length
      }
      see(piece.samples.subarray(seen))
    }
  }
  return low > high ? { low: 0, high: 0 } : { low, high }
}
