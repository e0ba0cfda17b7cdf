import { median, remember } from '../signal/ranks.ts'
import { Cusum, type Shift } from './cusum.ts'
import { type Insight, inputSpan, unknownOf } from './insight.ts'
import { BASELINE, LONGEST_GAP_MS, MINUTES, type Parameter, STEP } from './insight-table.ts'
import type { Minute } from './minutes.ts'
import { type Usual, usualOf } from './spread.ts'

/** Minutes kept since a shift began; a longer one is told from its last hours. */
const MOST_MINUTES = BASELINE.mostMs / MINUTES.lengthMs

/**
 * Steps of one number against its first hour. After a step, or a gap of over half an hour, the level is learnt
 * anew, for an hour in which no step can be told. Feed minutes in order.
 */
export class StepWatch {
  private readonly parameter: Parameter
  private readonly cusum = new Cusum()
  private readonly learning: Minute[] = []
  private readonly since: Minute[] = []
  private usual: Usual | null = null
  private lastMs: number | null = null
  private found: Insight | null = null

  constructor(parameter: Parameter) {
    this.parameter = parameter
  }

  /** The last step, for two hours. */
  at(nowMs: number): Insight | null {
    return this.found !== null && nowMs - this.found.sinceMs <= STEP.toldForMs ? this.found : null
  }

  /** No step can be told: the level is being learnt. */
  get isLearning(): boolean {
    return this.usual === null
  }

  reset(): void {
    this.relearn()
    this.found = null
    this.lastMs = null
  }

  minute(minute: Minute): void {
    const { atMs, value } = minute
    if (value === null) {
      if (this.since.length > 0) remember(this.since, minute, MOST_MINUTES)
      return
    }
    const isAfterGap = this.lastMs !== null && atMs - this.lastMs > LONGEST_GAP_MS
    this.lastMs = atMs
    // What lies behind a gap is no step over it: the level is learnt anew.
    if (isAfterGap) this.relearn()
    if (this.usual === null) this.learn(minute)
    else this.compare(minute, value, this.usual)
  }

  private learn(minute: Minute): void {
    if (minute.isUnlearnable) return
    const { learning } = this
    remember(learning, minute, MOST_MINUTES)
    const spanMs = minute.atMs - (learning[0]?.atMs ?? minute.atMs)
    if (spanMs < STEP.referenceMs - MINUTES.lengthMs || learning.length < STEP.fewestPoints) return
    this.usual = usualOf(
      learning.flatMap(({ value }) => (value === null ? [] : [value])),
      this.parameter.leastSpread,
    )
    learning.length = 0
  }

  private compare(minute: Minute, value: number, usual: Usual): void {
    remember(this.since, minute, MOST_MINUTES)
    const shift = this.cusum.push(minute.atMs, (value - usual.center) / usual.spread)
    if (shift === null) return
    const step = this.describe(shift, usual)
    if (step === null) {
      this.cusum.reset()
      this.since.length = 0
      return
    }
    this.found = step
    this.relearn()
  }

  /** Null if the difference is too small to matter. */
  private describe({ direction, sinceMs }: Shift, usual: Usual): Insight | null {
    const minutes = this.since.filter(({ atMs }) => atMs >= sinceMs)
    const values = minutes.flatMap(({ value }) => (value === null ? [] : [value]))
    const after = median(values)
    const input = inputSpan(minutes)
    if (input === null || direction * (after - usual.center) < this.parameter.leastChange) return null
    return {
      rule: 'step',
      version: STEP.version,
      priority: 'info',
      parameter: this.parameter.name,
      unit: this.parameter.unit,
      what: { kind: 'step', before: usual.center, after, spread: usual.spread },
      sinceMs,
      inputs: [input],
      unknown: unknownOf(input, 2 * MINUTES.lengthMs, 'dependence', 'usual'),
    }
  }

  private relearn(): void {
    this.cusum.reset()
    this.usual = null
    this.learning.length = 0
    this.since.length = 0
  }
}
