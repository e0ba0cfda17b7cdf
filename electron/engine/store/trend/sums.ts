import type { MissingRun } from '../../../../drivers/model/measurement.ts'
import { type NumericColumns, numericOf } from '../file/rows.ts'
import type { StoredWave } from '../types.ts'
import { bucketStart, FINEST_MS } from './levels.ts'

const MS_PER_S = 1000

/** What was measured in one bucket. */
export interface Sum {
  count: number
  least: number
  greatest: number
  total: number
  /** How many of `count` the monitor itself called questionable, and how many were its demo values. */
  questionable: number
  demo: number
}

/** Sums by the start of their bucket, UTC ms. */
export type Sums = Map<number, Sum>

function emptySum(): Sum {
  return {
    count: 0,
    least: Number.POSITIVE_INFINITY,
    greatest: Number.NEGATIVE_INFINITY,
    total: 0,
    questionable: 0,
    demo: 0,
  }
}

function sumAt(sums: Sums, start: number): Sum {
  const known = sums.get(start)
  if (known !== undefined) return known
  const sum = emptySum()
  sums.set(start, sum)
  return sum
}

/** Adds `more` to the bucket of `widthMs` that `utcMs` lies in. */
export function addSum(sums: Sums, utcMs: number, widthMs: number, more: Sum): void {
  const sum = sumAt(sums, bucketStart(utcMs, widthMs))
  sum.count += more.count
  sum.least = Math.min(sum.least, more.least)
  sum.greatest = Math.max(sum.greatest, more.greatest)
  sum.total += more.total
  sum.questionable += more.questionable
  sum.demo += more.demo
}

/** The same sums in wider buckets. */
export function widened(sums: Sums, widthMs: number): Sums {
  const wide: Sums = new Map()
  for (const [start, sum] of sums) addSum(wide, start, widthMs, sum)
  return wide
}

/** Adds a stored number to its minute, by the time it was measured. One without a number, or no finite one, never enters. */
export function addNumeric(sums: Sums, row: NumericColumns): void {
  const { value, validity, measuredUtcMs } = numericOf(0, row)
  if (value === null || !Number.isFinite(value)) return
  const sum = sumAt(sums, bucketStart(measuredUtcMs, FINEST_MS))
  sum.count++
  sum.least = Math.min(sum.least, value)
  sum.greatest = Math.max(sum.greatest, value)
  sum.total += value
  if (validity === 'questionable') sum.questionable++
  if (validity === 'demo') sum.demo++
}

/**
 * Adds the samples of a piece, in raw units, to their minutes. Samples in missing
 * runs and those marked as lead off never enter; clipped ones do, as the bound they are.
 */
export function addWave(sums: Sums, piece: StoredWave, rateHz: number): void {
  let from = 0
  for (const hole of holesOf(piece)) {
    addStretch(sums, piece, rateHz, from, hole.start)
    from = Math.max(from, hole.start + hole.length)
  }
  addStretch(sums, piece, rateHz, from, piece.samples.length)
}

function holesOf(piece: StoredWave): readonly MissingRun[] {
  const leadOff = piece.marks
    .filter((mark) => mark.kind === 'leadOff')
    .map((mark) => ({ start: mark.at, length: 1 }))
  if (leadOff.length === 0) return piece.missing
  return [...piece.missing, ...leadOff].sort((a, b) => a.start - b.start)
}

function addStretch(sums: Sums, piece: StoredWave, rateHz: number, first: number, end: number): void {
  let from = first
  while (from < end) {
    const utcMs = piece.startUtcMs + (from * MS_PER_S) / rateHz
    const nextBucketMs = bucketStart(utcMs, FINEST_MS) + FINEST_MS
    const next = Math.ceil(((nextBucketMs - piece.startUtcMs) * rateHz) / MS_PER_S)
    const to = Math.min(end, Math.max(next, from + 1))
    addSamples(sumAt(sums, nextBucketMs - FINEST_MS), piece.samples, from, to)
    from = to
  }
}

function addSamples(sum: Sum, samples: StoredWave['samples'], from: number, to: number): void {
  let { least, greatest, total } = sum
  for (let index = from; index < to; index++) {
    const sample = samples[index] as number
    if (sample < least) least = sample
    if (sample > greatest) greatest = sample
    total += sample
  }
  sum.least = least
  sum.greatest = greatest
  sum.total = total
  sum.count += to - from
}
