import type { ReviewStrip } from '../../electron/ipc/review.ts'
import { kindOf } from '../beds/parameters.ts'
import {
  GAIN_STEPS,
  isMillivoltScale,
  millivoltPx,
  rangeAt,
  type ScaleBasis,
  type ValueRange,
} from '../waves/scale.ts'

export type StripRow = ReviewStrip['rows'][number]

/** Gains of an ECG that can be chosen, times 10 mm/mV. */
export const GAINS = [0.5, 1, 2] as const
export type Gain = (typeof GAINS)[number]
/** Two digits of a path are a hundredth of a pixel. */
const DIGITS = 2

/** How a row is drawn: what lies at its bottom and top, and the height of 1 mV where it has one. */
export interface RowScale extends ValueRange {
  readonly millivoltPx: number | null
  /** Times 10 mm/mV, as printed beside the bar; null for waves that are no voltage. */
  readonly gain: string | null
}

function extremes(values: Float32Array): ValueRange | null {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return lowest <= highest ? { lowest, highest } : null
}

/**
 * The scale of one row. An ECG is drawn in mm/mV at the chosen gain and moved up or down to show what there is; other
 * waves between the bounds of their channel, widened to hold every sample. In: height of the row and of a mm, in px.
 */
export function rowScale(row: StripRow, heightPx: number, pxPerMm: number, gain: Gain): RowScale {
  const kind = kindOf(row.id) === 'ecg' ? 'ecg' : 'other'
  const { unit, lowest, highest } = row
  const basis: ScaleBasis = { kind, unit, lowest, highest, tracePx: heightPx, pxPerMm }
  const seen = extremes(row.values)
  if (!isMillivoltScale(basis)) {
    if (seen === null) return { lowest, highest, millivoltPx: null, gain: null }
    return {
      lowest: Math.min(lowest, seen.lowest),
      highest: Math.max(highest, seen.highest),
      millivoltPx: null,
      gain: null,
    }
  }
  let step = GAIN_STEPS.indexOf(gain)
  let range = rangeAt(basis, step, false)
  // Too small for what there is: a lesser gain, which the bar of 1 mV tells, rather than a trace that is cut off.
  while (
    seen !== null &&
    step < GAIN_STEPS.length - 1 &&
    seen.highest - seen.lowest > range.highest - range.lowest
  ) {
    range = rangeAt(basis, ++step, false)
  }
  const isSeen = seen === null || (seen.lowest >= range.lowest && seen.highest <= range.highest)
  const by = isSeen ? 0 : (seen.lowest + seen.highest - range.lowest - range.highest) / 2
  return {
    lowest: range.lowest + by,
    highest: range.highest + by,
    millivoltPx: millivoltPx(basis, step),
    gain: `×${GAIN_STEPS[step]}`,
  }
}

/** Height of a value in a drawing of `height`, from its top. */
export function yOf(value: number, { lowest, highest }: ValueRange, height: number): number {
  return highest === lowest ? height / 2 : (1 - (value - lowest) / (highest - lowest)) * height
}

/** The trace as one SVG path; it breaks wherever nothing was sent, and no line crosses the break. */
export function tracePath(values: Float32Array, width: number, height: number, range: ValueRange): string {
  const each = width / values.length
  let path = ''
  let isDrawing = false
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (Number.isNaN(value)) {
      isDrawing = false
      continue
    }
    const x = (index * each).toFixed(DIGITS)
    path += `${isDrawing ? 'L' : 'M'}${x} ${yOf(value, range, height).toFixed(DIGITS)}`
    // A sample alone between two breaks is still seen.
    if (!isDrawing && Number.isNaN(values[index + 1] ?? Number.NaN)) path += 'h0.5'
    isDrawing = true
  }
  return path
}

/** Least and greatest of each column as one SVG path of upright lines that touch each other. */
export function columnsPath(
  { least, greatest }: { readonly least: Float32Array; readonly greatest: Float32Array },
  height: number,
  range: ValueRange,
): string {
  let path = ''
  let beforeY: number | null = null
  for (let column = 0; column < least.length; column++) {
    const bottom = least[column] as number
    if (Number.isNaN(bottom)) {
      beforeY = null
      continue
    }
    const topY = yOf(greatest[column] as number, range, height)
    const bottomY = yOf(bottom, range, height)
    const fromY: number = beforeY === null ? bottomY : beforeY
    path += `M${column} ${fromY.toFixed(1)}L${column} ${topY.toFixed(1)}V${bottomY.toFixed(1)}`
    beforeY = bottomY
  }
  return path
}

/** A run without samples, by index. */
export interface Hole {
  readonly from: number
  readonly to: number
}

/** Runs of at least `least` samples that were not sent. */
export function holesOf(values: Float32Array, least: number): readonly Hole[] {
  const holes: Hole[] = []
  let from: number | null = null
  for (let index = 0; index <= values.length; index++) {
    const isMissing = index < values.length && Number.isNaN(values[index])
    if (isMissing) from ??= index
    else if (from !== null) {
      if (index - from >= least) holes.push({ from, to: index })
      from = null
    }
  }
  return holes
}
