/** The strongest repetition of a signal: its period in samples (between samples too) and its correlation (-1 to 1). */
export interface Repetition {
  readonly lag: number
  readonly correlation: number
}

/** The shortest period that repeats at least this share as well as the best: its multiples repeat as well. */
const NEARLY_AS_GOOD = 0.85

/** Where between its neighbours a sampled top lies: the vertex of the parabola through the three, -0.5 to 0.5. */
function vertex(before: number, here: number, after: number): number {
  return (before - after) / (2 * (before - 2 * here + after))
}

/** Finds the fundamental period between two lags by autocorrelation; null if nothing repeats. */
export function repetition(values: readonly number[], shortest: number, longest: number): Repetition | null {
  const { length } = values
  const mean = values.reduce((sum, value) => sum + value, 0) / length
  const centred = Float64Array.from(values, (value) => value - mean)
  const energy = centred.reduce((sum, value) => sum + value * value, 0)
  if (!(energy > 0)) return null
  const at = (lag: number) => {
    let sum = 0
    for (let index = 0; index + lag < length; index++)
      sum += (centred[index] ?? 0) * (centred[index + lag] ?? 0)
    return ((sum / energy) * length) / (length - lag)
  }
  const tops: Repetition[] = []
  let [before, here] = [at(shortest - 1), at(shortest)]
  for (let lag = shortest; lag <= longest; lag++) {
    const after = at(lag + 1)
    if (here > before && here >= after)
      tops.push({ lag: lag + vertex(before, here, after), correlation: here })
    before = here
    here = after
  }
  const best = Math.max(...tops.map(({ correlation }) => correlation))
  return tops.find(({ correlation }) => correlation >= NEARLY_AS_GOOD * best) ?? null
}
