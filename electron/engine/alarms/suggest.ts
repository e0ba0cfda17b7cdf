import type { AgeClass, LimitPair } from '../../ipc/alarms.ts'
import type { Profile } from './profiles.ts'

/** Limits for a value, or null where there is no rule for it. */
type Rule = (value: number, ageClass: AgeClass) => LimitPair | null

const clamp = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most)

function heart(value: number, ageClass: AgeClass): LimitPair {
  if (ageClass === 'neonate') {
    return { low: clamp(55, Math.max(value - 30, 90), 225), high: clamp(55, Math.min(value + 40, 200), 225) }
  }
  return { low: clamp(35, Math.max(0.8 * value, 40), 240), high: clamp(35, Math.min(1.25 * value, 240), 240) }
}

function breath(value: number, ageClass: AgeClass): LimitPair {
  if (ageClass === 'neonate') {
    return { low: clamp(10, Math.max(value - 10, 30), 90), high: clamp(10, Math.min(value + 25, 85), 90) }
  }
  return { low: clamp(6, Math.max(0.5 * value, 6), 55), high: clamp(6, Math.min(1.5 * value, 30), 55) }
}

/** Factor and offset of the low and of the high limit of a pressure of adults, floor and ceiling of neonates. */
interface PressureRow {
  readonly low: readonly [number, number]
  readonly high: readonly [number, number]
  readonly floor: number
  readonly ceiling: number
}

const SYSTOLIC: PressureRow = { low: [0.68, 10], high: [0.86, 38], floor: 45, ceiling: 105 }
const DIASTOLIC: PressureRow = { low: [0.68, 6], high: [0.86, 32], floor: 20, ceiling: 80 }
const MEAN: PressureRow = { low: [0.68, 8], high: [0.86, 35], floor: 35, ceiling: 95 }
const NEONATE_MARGIN = 15

function pressure(row: PressureRow): Rule {
  return (value, ageClass) => {
    if (ageClass === 'neonate') {
      return {
        low: Math.max(value - NEONATE_MARGIN, row.floor),
        high: Math.min(value + NEONATE_MARGIN, row.ceiling),
      }
    }
    return { low: row.low[0] * value + row.low[1], high: row.high[0] * value + row.high[1] }
  }
}

function carbonDioxide(value: number): LimitPair | null {
  if (value >= 36 && value <= 45) return { low: value - 6, high: value + 6 }
  if (value >= 33 && value <= 35) return { low: 29, high: 41 }
  return value >= 46 && value <= 48 ? { low: 39, high: 51 } : null
}

/** By the part of the REFID that tells the kind (CLINICAL 1.8, after a maker's manual). SpO2 keeps its limits: it has no row. */
const RULES: readonly (readonly [RegExp, Rule])[] = [
  [/_RESP_RATE$/, breath],
  [/(_HEART_RATE|PULS_RATE(_NON_INV|_INV)?)$/, heart],
  [/_CO2_ET$/, carbonDioxide],
  [/_VEN_CENT_MEAN$/, (value) => ({ low: 0.75 * value, high: 1.25 * value })],
  [/_TEMP(_|$)/, (value) => ({ low: value - 0.5, high: value + 0.5 })],
  [/_ART_PULM_/, () => null],
  [/_SYS$/, pressure(SYSTOLIC)],
  [/_DIA$/, pressure(DIASTOLIC)],
  [/_MEAN$/, pressure(MEAN)],
]

function onStep(value: number, step: number): number {
  // Division by a whole number: 0.1 has no exact form, 1 / 0.1 has.
  const parts = Math.round(1 / step)
  return Math.round(value * parts) / parts
}

/**
 * Limits that suit a value of now, inside the outer bounds and with the low one below the high one; null where there
 * is no rule, or where the value leaves no room for any. Only a suggestion: a person confirms it.
 */
export function suggestedLimits(
  { limits, bounds, step }: Profile,
  ageClass: AgeClass,
  id: string,
  value: number,
): LimitPair | null {
  const rule = RULES.find(([pattern]) => pattern.test(id))?.[1]
  const found = rule?.(value, ageClass) ?? null
  if (found === null) return null
  const side = (wanted: number | null, has: number | null) =>
    wanted === null || has === null ? null : clamp(bounds.least, onStep(wanted, step), bounds.most)
  const pair = { low: side(found.low, limits.low), high: side(found.high, limits.high) }
  return pair.low !== null && pair.high !== null && pair.low >= pair.high ? null : pair
}
