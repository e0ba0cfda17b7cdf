/** As Lake and Moorman 2011 choose it: the tolerance grows from 30 ms until this many matches stand. */
const ENTROPY = { fewestMatches: 5, firstTolerance: 0.03, step: 0.005, lastTolerance: 1 } as const

/**
 * Quadratic sample entropy (m = 1, natural logarithm) of beat distances in seconds: high
 * where the next distance cannot be told from the last. Null if even the widest tolerance
 * gives too few matches.
 */
export function sampleEntropy(distances: readonly number[]): number | null {
  const { firstTolerance, step, lastTolerance, fewestMatches } = ENTROPY
  for (let tolerance = firstTolerance; tolerance < lastTolerance; tolerance += step) {
    const { single, double } = matches(distances, tolerance)
    if (double >= fewestMatches) return Math.log(single / double) + Math.log(2 * tolerance)
  }
  return null
}

/** Pairs of distances that agree, and of those the ones whose next distances agree too. */
function matches(distances: readonly number[], tolerance: number): { single: number; double: number } {
  let single = 0
  let double = 0
  const differ = (one: number, other: number) =>
    Math.abs((distances[one] ?? 0) - (distances[other] ?? 0)) >= tolerance
  for (let one = 0; one < distances.length - 1; one++) {
    for (let other = one + 1; other < distances.length - 1; other++) {
      if (differ(one, other)) continue
      single++
      if (!differ(one + 1, other + 1)) double++
    }
  }
  return { single, double }
}
