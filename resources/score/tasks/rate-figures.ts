import { type Figures, percent, type RecordFigures, rounded, summed } from '../frame.ts'

/** A rate compared with a reference rate, window by window: how many, answered, within 5/min, error in all. */
export interface RateCounts {
  readonly n: number
  readonly answered: number
  readonly within5: number
  readonly errorSum: number
}

export const WITHIN_PER_MINUTE = 5

const COUNTS = ['n', 'answered', 'within5', 'errorSum'] as const

/** Compares pairs of a reference and what was shown; a pair without a reference does not count. */
export function compareRates(pairs: readonly { truth: number; shown: number | null }[]): RateCounts {
  const known = pairs.filter(({ truth }) => truth > 0)
  const errors = known.flatMap(({ truth, shown }) => (shown === null ? [] : [Math.abs(shown - truth)]))
  return {
    n: known.length,
    answered: errors.length,
    within5: errors.filter((error) => error <= WITHIN_PER_MINUTE).length,
    errorSum: errors.reduce((sum, error) => sum + error, 0),
  }
}

/** Counts with their shares: mean absolute error, percent within 5/min, percent answered. */
export function rateFigures({ n, answered, within5, errorSum }: RateCounts): Figures {
  return {
    n,
    answered,
    notAnswered: n - answered,
    answeredPercent: percent(answered, n),
    within5,
    within5Percent: percent(within5, answered),
    errorSum: rounded(errorSum),
    mae: answered === 0 ? null : rounded(errorSum / answered),
  }
}

/** Pools rows of rate figures. */
export function poolRates(rows: readonly RecordFigures[]): Figures {
  return rateFigures(summed(rows, COUNTS))
}
