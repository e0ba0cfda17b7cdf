import type { NewChannel, StoredWave, StoreReader } from '../store/types.ts'
import { SECOND_MS } from './constants.ts'
import type { Interval } from './intervals.ts'
import type { WaveRun } from './oru-waves.ts'

/** The waves of a bed in a period, raw, one series each. */
export function waveRuns(reader: StoreReader, bed: string, period: Interval): WaveRun[] {
  return reader.channels(bed).flatMap((one) => waveRun(reader, one, period) ?? [])
}

/**
 * One wave in a period, raw, from its first sample on; null where none was stored. Behind a hole samples stand at the place
 * nearest to their time: half a sample off at most. Null for a channel without samples there, or of numbers.
 */
export function waveRun(
  reader: StoreReader,
  { number, channel, driver, simulated }: NewChannel,
  { fromUtcMs, toUtcMs }: Interval,
): WaveRun | null {
  if (channel.kind !== 'wave') return null
  const pieces = reader.waves(number, fromUtcMs, toUtcMs)
  const [first] = pieces
  if (first === undefined) return null
  const samples = seriesOf(pieces, first.startUtcMs, channel.rateHz)
  return { channel, driver, simulated, startUtcMs: first.startUtcMs, samples }
}

function seriesOf(pieces: readonly StoredWave[], fromUtcMs: number, rateHz: number): (number | null)[] {
  const series: (number | null)[] = []
  for (const { startUtcMs, samples, missing } of pieces) {
    const first = Math.round(((startUtcMs - fromUtcMs) * rateHz) / SECOND_MS)
    while (series.length < first) series.push(null)
    for (const [index, sample] of samples.entries()) series[first + index] = sample
    for (const { start, length } of missing) series.fill(null, first + start, first + start + length)
  }
  return series
}
