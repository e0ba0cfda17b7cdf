/**
 * Probabilities and their odds (ln p/(1-p)), in which expert opinions add up. Made from + - * / alone:
 * Math.exp and Math.log may differ in the last bit between engines, and then nothing would decode.
 */
export const ODDS_STEPS = 4096
/** Odds beyond this are as good as certain. */
const MOST_ODDS = 11
const STEPS_PER_UNIT = ODDS_STEPS / (2 * MOST_ODDS)
const HALVINGS = 10
const SERIES_TERMS = 6

/** e to the x: the series on a small part of x, squared up again. */
function exponential(x: number): number {
  const part = x / 2 ** HALVINGS
  let sum = 1
  for (let term = SERIES_TERMS; term > 0; term--) sum = 1 + (sum * part) / term
  for (let step = 0; step < HALVINGS; step++) sum *= sum
  return sum
}

/** Probability at the middle of each step of odds, from -MOST_ODDS to MOST_ODDS. */
const PROBABILITIES = Float64Array.from({ length: ODDS_STEPS }, (_, step) => {
  const odds = (step + 0.5) / STEPS_PER_UNIT - MOST_ODDS
  return 1 / (1 + exponential(-odds))
})

/** Odds at the middle of each of as many steps of probability: the other table read backwards. */
const ODDS = makeOdds()

function makeOdds(): Float64Array {
  const odds = new Float64Array(ODDS_STEPS)
  let step = 0
  for (let index = 0; index < ODDS_STEPS; index++) {
    const probability = (index + 0.5) / ODDS_STEPS
    while (step < ODDS_STEPS - 1 && (PROBABILITIES[step] as number) < probability) step++
    odds[index] = (step + 0.5) / STEPS_PER_UNIT - MOST_ODDS
  }
  return odds
}

/** Odds of a probability of 0 up to, but not, 1. */
export function oddsOf(probability: number): number {
  return ODDS[(probability * ODDS_STEPS) | 0] as number
}

/** Probability of any odds. */
export function probabilityOf(odds: number): number {
  const step = ((odds + MOST_ODDS) * STEPS_PER_UNIT) | 0
  return PROBABILITIES[step < 0 ? 0 : step >= ODDS_STEPS ? ODDS_STEPS - 1 : step] as number
}
