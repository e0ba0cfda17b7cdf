import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'
import type { StoredWave } from '../store/types.ts'

const MS_PER_S = 1_000

/** A stretch of one wave on its own grid of sample times. */
export interface PlacedWave {
  /** Physical values; NaN where nothing was sent. */
  readonly values: Float32Array
  /** Index of each pace mark. */
  readonly paces: readonly number[]
}

/** Pieces of a wave on the grid that begins at `fromUtcMs`; what lies outside of it is left out. */
export function placeWave(
  pieces: readonly StoredWave[],
  spec: Pick<WaveChannel, 'rateHz' | 'gain' | 'offset'>,
  fromUtcMs: number,
  toUtcMs: number,
): PlacedWave {
  const count = Math.max(0, Math.round(((toUtcMs - fromUtcMs) * spec.rateHz) / MS_PER_S))
  const values = new Float32Array(count).fill(Number.NaN)
  const paces: number[] = []
  const physical = physicalScale(spec)
  for (const { startUtcMs, samples, missing, marks } of pieces) {
    const first = Math.round(((startUtcMs - fromUtcMs) * spec.rateHz) / MS_PER_S)
    const start = Math.max(0, -first)
    const end = Math.min(samples.length, count - first)
    for (let index = start; index < end; index++) values[first + index] = physical(samples[index] as number)
    for (const run of missing) {
      values.fill(Number.NaN, Math.max(0, first + run.start), Math.max(0, first + run.start + run.length))
    }
    for (const { at, kind } of marks) {
      if (kind === 'pace' && at >= start && at < end) paces.push(first + at)
    }
  }
  return { values, paces }
}

/** Share of a stretch that is missing, 0 to 1. */
export function lostShare(values: Float32Array): number {
  if (values.length === 0) return 0
  let lost = 0
  for (const value of values) if (Number.isNaN(value)) lost++
  return lost / values.length
}

/** Least and greatest of each of `columns` equal parts, so that no extreme is lost; NaN where a part has no value. */
export function columnExtremes(
  values: Float32Array,
  columns: number,
): { least: Float32Array; greatest: Float32Array } {
  const least = new Float32Array(columns).fill(Number.NaN)
  const greatest = new Float32Array(columns).fill(Number.NaN)
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (Number.isNaN(value)) continue
    const column = Math.floor((index * columns) / values.length)
    // A comparison with NaN is false: the first value of a column takes both places.
    if (!((least[column] as number) <= value)) least[column] = value
    if (!((greatest[column] as number) >= value)) greatest[column] = value
  }
  return { least, greatest }
}
