import { expect } from 'vitest'
import { endUtcMs } from '../codec/pieces.ts'
import type { StoredTrendPoint } from '../trend/types.ts'
import type { StoredNumeric, StoredWave } from '../types.ts'

/** One value at one time, as a trend counts it. */
export interface Counted {
  readonly utcMs: number
  readonly value: number
  readonly validity?: StoredNumeric['validity']
}

/** Rows that carry a number. */
export function countedNumerics(rows: readonly StoredNumeric[]): Counted[] {
  return rows.flatMap(({ value, measuredUtcMs, validity }) =>
    value === null ? [] : { utcMs: measuredUtcMs, value, validity },
  )
}

/** Samples that are data, in raw units. */
export function countedSamples(pieces: readonly StoredWave[], rateHz: number): Counted[] {
  return pieces.flatMap((piece) => {
    const stepMs = (endUtcMs(piece, rateHz) - piece.startUtcMs) / piece.samples.length
    return [...piece.samples].flatMap((value, index) => {
      const isMissing = piece.missing.some((run) => index >= run.start && index < run.start + run.length)
      const isOff = piece.marks.some((mark) => mark.kind === 'leadOff' && mark.at === index)
      return isMissing || isOff ? [] : { utcMs: piece.startUtcMs + index * stepMs, value }
    })
  })
}

/** The trend recalculated value by value: what the pyramid must equal. */
export function naiveTrend(
  counted: readonly Counted[],
  widthMs: number,
  fromUtcMs: number,
  toUtcMs: number,
): StoredTrendPoint[] {
  const points: StoredTrendPoint[] = []
  for (let start = Math.floor(fromUtcMs / widthMs) * widthMs; start < toUtcMs; start += widthMs) {
    const inside = counted.filter(({ utcMs }) => utcMs >= start && utcMs < start + widthMs)
    if (inside.length === 0) continue
    const values = inside.map(({ value }) => value)
    points.push({
      fromUtcMs: start,
      least: Math.min(...values),
      greatest: Math.max(...values),
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      count: values.length,
      questionable: inside.filter(({ validity }) => validity === 'questionable').length,
      demo: inside.filter(({ validity }) => validity === 'demo').length,
    })
  }
  return points
}

/** The points as `toEqual` shall compare them: a mean within its ninth digit, as sums in another order differ in the last ones. */
export function nearly(points: readonly StoredTrendPoint[]): unknown[] {
  return points.map((point) => ({ ...point, mean: point.mean === null ? null : near(point.mean) }))
}

/** Matches a number that differs in its ninth digit at most; rounding both would tear apart what lies beside a half. */
export function near(value: number): unknown {
  return expect.closeTo(value, 8 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))))
}
