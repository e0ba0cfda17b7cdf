import { BaselineWatch } from './baseline.ts'
import type { Insight, Unanswered } from './insight.ts'
import type { Parameter } from './insight-table.ts'
import { type Minute, Minutes, type Reading } from './minutes.ts'
import { StepWatch } from './step.ts'
import { type Limits, TrendWatch } from './trend.ts'

/** What is known of one number, and where a rule could not answer. */
export interface Insights {
  readonly found: readonly Insight[]
  /** Rules that say nothing for want of data: their silence is not "no change". */
  readonly unanswered: Readonly<Partial<Record<Insight['rule'], Unanswered>>>
}

/**
 * Trend, step and baseline of one number of one patient. In: readings in the unit of the parameter, in time order
 * (late, repeated and invalid ones may come and are left out); time. Memory is bounded by hours of one point a minute.
 */
export class InsightWatch {
  readonly baseline: BaselineWatch
  private readonly trend: TrendWatch
  private readonly step: StepWatch
  private readonly minutes: Minutes
  private readonly currentForMs: number
  private pastNewestMs: number | null = null

  /** `currentForMs`: how old the newest value may be for its trend to be told. */
  constructor(parameter: Parameter, currentForMs: number) {
    this.baseline = new BaselineWatch(parameter)
    this.trend = new TrendWatch(parameter)
    this.step = new StepWatch(parameter)
    this.currentForMs = currentForMs
    this.minutes = new Minutes((minute) => {
      for (const watch of [this.trend, this.step, this.baseline]) watch.minute(minute)
    })
  }

  push(reading: Reading): void {
    this.minutes.push(reading)
  }

  /** What the record kept from before; oldest first, before any reading. `isLearntOnly`: from hours before a break. */
  past(minutes: readonly Minute[], isLearntOnly = false): void {
    const watches = isLearntOnly ? [this.baseline] : [this.trend, this.step, this.baseline]
    for (const minute of minutes) {
      for (const watch of watches) watch.minute(minute)
    }
    this.pastNewestMs = minutes.findLast(({ value }) => value !== null)?.atMs ?? this.pastNewestMs
  }

  /** Another patient, or another place of the sensor: everything is learnt anew. */
  reset(): void {
    this.minutes.reset()
    this.pastNewestMs = null
    for (const watch of [this.trend, this.step, this.baseline]) watch.reset()
  }

  at(nowMs: number, limits: Limits): Insights {
    this.minutes.settle(nowMs)
    const newestMs = this.minutes.newestMs ?? this.pastNewestMs
    const isStale = newestMs === null || nowMs - newestMs > this.currentForMs
    const answers = this.trend.answers(nowMs, isStale)
    const trend = this.trend.insight(answers, nowMs, limits)
    const baseline = isStale ? null : this.baseline.at()
    const unanswered: Partial<Record<Insight['rule'], Unanswered>> = {}
    const [shortest] = answers
    if (shortest !== undefined && 'unanswered' in shortest && answers.every((one) => 'unanswered' in one)) {
      unanswered.trend = shortest.unanswered
    }
    if (this.step.isLearning) unanswered.step = 'learning'
    if (!this.baseline.isKnown) unanswered.baseline = 'learning'
    else if (isStale) unanswered.baseline = 'stale'
    return { found: [trend, this.step.at(nowMs), baseline].filter((one) => one !== null), unanswered }
  }
}
