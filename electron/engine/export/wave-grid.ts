import type { StoredWave } from '../store/types.ts'
import { SECOND_MS } from './constants.ts'

/** Raw samples of pieces on one even grid: `count` of them from a moment on, null where the device sent none. */
export function samplesOnGrid(
  pieces: readonly StoredWave[],
  rateHz: number,
  fromUtcMs: number,
  count: number,
): (number | null)[] {
  const samples = new Array<number | null>(count).fill(null)
  for (const piece of pieces) {
    const first = Math.round(((piece.startUtcMs - fromUtcMs) * rateHz) / SECOND_MS)
    const absent = new Set<number>()
    for (const run of piece.missing) {
      for (let index = run.start; index < run.start + run.length; index++) absent.add(index)
    }
    for (let index = 0; index < piece.samples.length; index++) {
      const raw = piece.samples[index]
      const at = first + index
      if (raw === undefined || absent.has(index) || at < 0 || at >= count) continue
      samples[at] = raw
    }
  }
  return samples
}
