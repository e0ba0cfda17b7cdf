import {
  type Insight,
  inputSpan,
  longestGap,
  type TimeToLimit,
  type Unanswered,
  type Unknown,
  unknownOf,
} from './insight.ts'
import { MINUTES, MS_PER_HOUR, type Parameter, TREND } from './insight-table.ts'
import type { Minute } from './minutes.ts'
import { type Line, type Point, theilSen } from './theil-sen.ts'

/** The limits in force; null: none on that side. */
export interface Limits {
  readonly low: number | null
  readonly high: number | null
}

/** One window: its line, or why there is none. */
export type TrendAnswer =
  | { readonly windowMs: number; readonly line: Line; readonly isTrend: boolean }
  | { readonly windowMs: number; readonly unanswered: Unanswered }

const LONGEST_MS = Math.max(...TREND.windowsMs)

/** Trend of one number over 30, 60 and 120 minutes. Feed minutes in order; ask at any time. */
export class TrendWatch {
  private readonly parameter: Parameter
  private readonly minutes: Minute[] = []

  constructor(parameter: Parameter) {
    this.parameter = parameter
  }

  minute(minute: Minute): void {
    this.minutes.push(minute)
    while ((this.minutes[0]?.atMs ?? minute.atMs) < minute.atMs - LONGEST_MS) this.minutes.shift()
  }

  reset(): void {
    this.minutes.length = 0
  }

  /** Every window, the shortest first. `isStale`: the newest value is too old to go on from. */
  answers(nowMs: number, isStale: boolean): TrendAnswer[] {
    return TREND.windowsMs.map((windowMs) => {
      const points = pointsOf(this.within(nowMs, windowMs))
      const unanswered = isStale ? 'stale' : whyNot(points, nowMs, windowMs)
      const line = unanswered === null ? theilSen(points) : null
      if (line === null) return { windowMs, unanswered: unanswered ?? 'fewPoints' }
      return { windowMs, line, isTrend: isTrend(line, this.parameter) }
    })
  }

  /** The trend in these answers, over the longest window that goes the way of the shortest one that has a trend. */
  insight(all: readonly TrendAnswer[], nowMs: number, limits: Limits): Insight | null {
    const answers = all.filter((answer) => 'line' in answer)
    const shortest = answers.findIndex((answer) => answer.isTrend)
    const direction = Math.sign(answers[shortest]?.line.slopePerHour ?? 0)
    const chosen = answers.findLast(
      (answer, index) =>
        index >= shortest && answer.isTrend && Math.sign(answer.line.slopePerHour) === direction,
    )
    if (shortest < 0 || chosen === undefined) return null
    const { line, windowMs } = chosen
    const input = inputSpan(this.within(nowMs, windowMs))
    if (input === null) return null
    const isLevelled = answers
      .slice(0, shortest)
      .some((answer) => Math.sign(answer.line.slopePerHour) !== direction)
    const timeToLimit = isLevelled ? null : timeTo(limits, line, input.last, nowMs - input.toMs)
    const more: Unknown[] = ['dependence']
    if (isLevelled) more.push('levelled')
    if (timeToLimit !== null) more.push('continuation')
    if (timeToLimit?.latestMs === null) more.push('openRange')
    return {
      rule: 'trend',
      version: TREND.version,
      priority: timeToLimit === null ? 'info' : 'low',
      parameter: this.parameter.name,
      unit: this.parameter.unit,
      what: {
        kind: 'trend',
        slopePerHour: line.slopePerHour,
        slopeRange: [line.lowPerHour, line.highPerHour],
        windowMs,
        timeToLimit,
      },
      sinceMs: input.fromMs,
      inputs: [input],
      unknown: unknownOf(input, 2 * MINUTES.lengthMs, ...more),
    }
  }

  private within(nowMs: number, windowMs: number): Minute[] {
    return this.minutes.filter(({ atMs }) => atMs > nowMs - windowMs && atMs <= nowMs)
  }
}

function pointsOf(minutes: readonly Minute[]): Point[] {
  return minutes.flatMap(({ atMs, value }) => (value === null ? [] : [{ atMs, value }]))
}

function whyNot(points: readonly Point[], nowMs: number, windowMs: number): Unanswered | null {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < TREND.fewestPoints) return 'fewPoints'
  if (last.atMs - first.atMs < TREND.leastSpanShare * windowMs) return 'shortSpan'
  const gapMs = Math.max(longestGap(points), nowMs - last.atMs)
  return gapMs > TREND.mostGapShare * windowMs ? 'gap' : null
}

function isTrend({ slopePerHour, kendallZ }: Line, { risingPerHour, fallingPerHour }: Parameter): boolean {
  const least = slopePerHour > 0 ? risingPerHour : fallingPerHour
  if (least === null || Math.abs(slopePerHour) < least) return false
  return Math.abs(kendallZ) > TREND.leastKendallZ && Math.sign(kendallZ) === Math.sign(slopePerHour)
}

/** Null where there is no limit that way, it is passed already, or the time is too short or too long to be told. */
function timeTo(limits: Limits, line: Line, last: number, sinceLastMs: number): TimeToLimit | null {
  const isRising = line.slopePerHour > 0
  const limit = isRising ? limits.high : limits.low
  if (limit === null) return null
  const wayTo = (from: number) => (isRising ? limit - from : from - limit)
  const level = line.level + (line.slopePerHour * sinceLastMs) / MS_PER_HOUR
  const way = wayTo(level)
  if (way <= 0 || wayTo(last) <= 0) return null
  const inMs = (perHour: number) => (way / Math.abs(perHour)) * MS_PER_HOUR
  const aboutMs = inMs(line.slopePerHour)
  if (aboutMs < TREND.soonestMs || aboutMs > TREND.latestMs) return null
  const [slow, fast] = isRising ? [line.lowPerHour, line.highPerHour] : [line.highPerHour, line.lowPerHour]
  const goesThatWay = isRising ? slow > 0 : slow < 0
  return { limit, aboutMs, soonestMs: inMs(fast), latestMs: goesThatWay ? inMs(slow) : null }
}
