import type { InputSpan, Unknown } from '../../../ipc/insight-finding.ts'
import type { Minute } from './minutes.ts'

export type {
  BaselineFinding,
  InputSpan,
  Insight,
  StepFinding,
  TimeToLimit,
  TrendFinding,
  Unanswered,
  Unknown,
} from '../../../ipc/insight-finding.ts'

/** What minutes an insight rests on; null without a single value. */
export function inputSpan(minutes: readonly Minute[]): InputSpan | null {
  const points = minutes.flatMap(({ atMs, value }) => (value === null ? [] : [{ atMs, value }]))
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    fromMs: first.atMs,
    toMs: last.atMs,
    first: first.value,
    last: last.value,
    minutes: points.length,
    readings: minutes.reduce((sum, { readings }) => sum + readings, 0),
    leftOut: minutes.reduce((sum, { leftOut }) => sum + leftOut, 0),
    longestGapMs: longestGap(points),
  }
}

/** The longest time between two neighbours; 0 for fewer than two. */
export function longestGap(points: readonly { readonly atMs: number }[]): number {
  return points.reduce(
    (longest, { atMs }, index) => Math.max(longest, atMs - (points[index - 1]?.atMs ?? atMs)),
    0,
  )
}

/** What no insight knows, and what these inputs add to it. */
export function unknownOf(input: InputSpan, gapMs: number, ...more: readonly Unknown[]): Unknown[] {
  const unknown: Unknown[] = ['cause', 'meaning', ...more]
  if (input.longestGapMs > gapMs) unknown.push('gaps')
  if (input.leftOut > 0) unknown.push('leftOut')
  return unknown
}
