import type { NoVerdict } from '../../ipc/comparison.ts'
import { typedDecimal } from '../../ipc/typed-decimal.ts'
import { toleranceOf } from './tolerance.ts'

/** Decimals are binary: 36.9 and 37.0 differ by a little more than 0.1. */
const ROUNDING = 1e-9
/** A value that moved further than so many tolerances while somebody looked proves nothing. */
const STEADY_TOLERANCES = 2
/** No monitor shows more before the point. */
const MOST_WHOLE_DIGITS = 6

/** What a typed value says about the driver. */
export type Verdict =
  | {
      readonly verdict: 'agrees' | 'differs'
      readonly vigil: number
      readonly screen: number
      readonly tolerance: number
    }
  | { readonly verdict: NoVerdict }

/** A value as a tile shows it, with so many digits after the point. */
export function shownValue(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

/**
 * Compares what was typed with what Vigil had while somebody looked. In: the text, the valid values of the channel in
 * that time, its UCUM unit and digits after the point. Out: the verdict with the nearest of these values, or why there is none.
 */
export function judge(typed: string, seen: readonly number[], unit: string, decimals: number): Verdict {
  const screen = typedDecimal(typed, MOST_WHOLE_DIGITS)
  if (screen === null) return { verdict: 'notANumber' }
  const shown = seen.filter(Number.isFinite).map((value) => shownValue(value, decimals))
  const [first] = shown
  if (first === undefined) return { verdict: 'noValue' }
  const tolerance = toleranceOf(unit, decimals)
  const spread = Math.max(...shown) - Math.min(...shown)
  if (spread > STEADY_TOLERANCES * tolerance + ROUNDING) return { verdict: 'unsteady' }
  const vigil = shown.reduce(
    (nearest, value) => (Math.abs(value - screen) < Math.abs(nearest - screen) ? value : nearest),
    first,
  )
  const agrees = Math.abs(vigil - screen) <= tolerance + ROUNDING
  return { verdict: agrees ? 'agrees' : 'differs', vigil, screen, tolerance }
}
