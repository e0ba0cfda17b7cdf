import type { History } from '../signal/moving.ts'
import { FRONT, SHAPE } from './qrs-table.ts'

const LENGTH = 2 * Math.floor(SHAPE.reachSamples / SHAPE.stepSamples) + 1

/** A piece of trace around a candidate with its mean removed and its length made 1. */
export type Snippet = Float64Array

/** Cuts the piece around sample `at`; null where the trace is missing or flat. */
export function cutSnippet(trace: History, at: number): Snippet | null {
  const snippet = new Float64Array(LENGTH)
  const from = at + FRONT.shapeDelay - ((LENGTH - 1) / 2) * SHAPE.stepSamples
  let sum = 0
  for (let index = 0; index < LENGTH; index++) {
    const value = trace.at(from + index * SHAPE.stepSamples)
    snippet[index] = value
    sum += value
  }
  const mean = sum / LENGTH
  let energy = 0
  for (let index = 0; index < LENGTH; index++) {
    const value = (snippet[index] ?? 0) - mean
    snippet[index] = value
    energy += value * value
  }
  if (!(energy > 0)) return null
  const scale = 1 / Math.sqrt(energy)
  for (let index = 0; index < LENGTH; index++) snippet[index] = (snippet[index] ?? 0) * scale
  return snippet
}

/** Correlation (-1 to 1) of two pieces. */
export function correlate(one: Snippet, other: Snippet): number {
  let sum = 0
  for (let index = 0; index < LENGTH; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}

/** The best correlation of any of `shapes` with the trace around `at`, moved a little either way. */
export function likeness(trace: History, at: number, shapes: readonly Snippet[]): number {
  let best = -1
  for (let lag = -SHAPE.slackSamples; lag <= SHAPE.slackSamples; lag += SHAPE.stepSamples) {
    const here = cutSnippet(trace, at + lag)
    if (here === null) continue
    for (const shape of shapes) best = Math.max(best, correlate(here, shape))
  }
  return best
}

/** The piece that is most like all the others: the shape of the usual beat. Null if there are none. */
export function typicalShape(shapes: readonly Snippet[]): Snippet | null {
  let best: Snippet | null = null
  let bestSum = Number.NEGATIVE_INFINITY
  for (const shape of shapes) {
    const sum = shapes.reduce((total, other) => total + correlate(shape, other), 0)
    if (sum > bestSum) {
      best = shape
      bestSum = sum
    }
  }
  return best
}
