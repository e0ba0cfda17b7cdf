import type { Band } from './score-tables.ts'

const TENTHS = 10

/** Rounds half up, as charts are filled in: whole numbers, or tenths. */
export function charted(value: number, digits: 0 | 1): number {
  return digits === 0 ? Math.round(value) : Math.round(value * TENTHS) / TENTHS
}

/** Points of a value by its table; null if there is no value: it is never taken for normal. */
export function pointsOf(bands: readonly Band[], value: number | null, digits: 0 | 1 = 0): number | null {
  if (value === null || !Number.isFinite(value)) return null
  const rounded = charted(value, digits)
  return bands.find(([upTo]) => rounded <= upTo)?.[1] ?? null
}

/** A score: its total over what is known, each item's points, and the items it lacks. */
export interface Score {
  readonly total: number
  readonly items: Readonly<Record<string, number | null>>
  /** Not empty: the total is partial, and says so wherever it is shown. */
  readonly lacks: readonly string[]
}

/** Adds items up. Null if nothing at all is known. */
export function totalled(items: Readonly<Record<string, number | null>>): Score | null {
  const entries = Object.entries(items)
  const known = entries.flatMap(([, points]) => (points === null ? [] : [points]))
  if (known.length === 0) return null
  const lacks = entries.filter(([, points]) => points === null).map(([name]) => name)
  return { total: known.reduce((sum, points) => sum + points, 0), items, lacks }
}
