import { remember } from '../signal/ranks.ts'
import { type BaselineFinding, type Insight, inputSpan, unknownOf } from './insight.ts'
import { BASELINE, LONGEST_GAP_MS, MINUTES, type Parameter } from './insight-table.ts'
import type { Minute } from './minutes.ts'
import { type Usual, usualOf } from './spread.ts'

const MOST_MINUTES = BASELINE.mostMs / MINUTES.lengthMs

function isOutside({ low, high }: SetUsual): (value: number) => boolean {
  return (value) => value < low || value > high
}

/** What a clinician set as usual, and from when on it counts. */
export interface SetUsual {
  readonly low: number
  readonly high: number
  readonly fromMs: number
}

/**
 * What is usual for this patient, learnt from the first two to four hours without alarm or doubt, or set by a person,
 * and whether a number has stayed away from it. Reset it when the patient moves.
 */
export class BaselineWatch {
  private readonly parameter: Parameter
  private readonly learning: Minute[] = []
  private readonly away: Minute[] = []
  private awaySinceMs = 0
  private learnt: Usual | null = null
  private given: SetUsual | null = null

  constructor(parameter: Parameter) {
    this.parameter = parameter
  }

  /** What was learnt, whatever a person has set; null while it is being learnt. */
  get usual(): Usual | null {
    return this.learnt
  }

  /** There is something to compare with. */
  get isKnown(): boolean {
    return this.given !== null || this.learnt !== null
  }

  /** A clinician's own range holds in the place of what is learnt; null: it was taken back. Throws a TypeError for no range. */
  set(range: SetUsual | null): void {
    if (
      range !== null &&
      !(Number.isFinite(range.low) && Number.isFinite(range.high) && range.low < range.high)
    )
      throw new TypeError('range must have a low end below its high end')
    this.given = range
    this.away.length = 0
  }

  reset(): void {
    this.learnt = null
    this.given = null
    this.learning.length = 0
    this.away.length = 0
  }

  minute(minute: Minute): void {
    const { given, learnt } = this
    if (learnt === null) this.learn(minute)
    if (given !== null) {
      if (minute.atMs >= given.fromMs) this.compare(minute, (given.low + given.high) / 2, isOutside(given))
    } else if (learnt !== null) {
      const least = Math.max(BASELINE.deviation * learnt.spread, this.parameter.leastChange)
      this.compare(minute, learnt.center, (value) => Math.abs(value - learnt.center) >= least)
    }
  }

  /** The insight while the number has been away for long enough, up to its newest minute. */
  at(): Insight | null {
    const input = inputSpan(this.away)
    const what = input === null ? null : this.finding(input.last)
    if (what === null || input === null || input.toMs - input.fromMs < BASELINE.forMs) return null
    const gapMs = 2 * MINUTES.lengthMs
    return {
      rule: 'baseline',
      version: BASELINE.version,
      priority: 'low',
      parameter: this.parameter.name,
      unit: this.parameter.unit,
      what,
      sinceMs: this.awaySinceMs,
      inputs: [input],
      unknown: what.from === 'set' ? unknownOf(input, gapMs) : unknownOf(input, gapMs, 'usual'),
    }
  }

  private finding(value: number): BaselineFinding | null {
    const { given, learnt } = this
    if (given !== null) {
      const usual = (given.low + given.high) / 2
      const spread = (given.high - given.low) / 2
      const range = [given.low, given.high] as const
      return {
        kind: 'baseline',
        usual,
        spread,
        value,
        deviation: (value - usual) / spread,
        from: 'set',
        range,
      }
    }
    if (learnt === null) return null
    const { center: usual, spread } = learnt
    return { kind: 'baseline', usual, spread, value, deviation: (value - usual) / spread, from: 'learnt' }
  }

  private learn(minute: Minute): void {
    if (minute.value === null || minute.isUnlearnable) return
    const { learning } = this
    remember(learning, minute, MOST_MINUTES)
    while ((learning[0]?.atMs ?? minute.atMs) < minute.atMs - BASELINE.mostMs) learning.shift()
    const spanMs = minute.atMs - (learning[0]?.atMs ?? minute.atMs)
    if (spanMs < BASELINE.leastMs - MINUTES.lengthMs || learning.length < BASELINE.fewestPoints) return
    const values = learning.flatMap(({ value }) => (value === null ? [] : [value]))
    this.learnt = usualOf(values, this.parameter.leastSpread)
    learning.length = 0
  }

  private compare(minute: Minute, center: number, isAway: (value: number) => boolean): void {
    const { away } = this
    const { atMs, value } = minute
    if (value === null) {
      if (away.length > 0) remember(away, minute, MOST_MINUTES)
      return
    }
    const last = away.findLast((one) => one.value !== null)
    const difference = value - center
    const isOtherSide = last?.value !== null && last !== undefined && (last.value - center) * difference < 0
    const isAfterGap = last !== undefined && atMs - last.atMs > LONGEST_GAP_MS
    if (isOtherSide || isAfterGap) away.length = 0
    if (!isAway(value)) {
      away.length = 0
      return
    }
    if (away.length === 0) this.awaySinceMs = atMs
    remember(away, minute, MOST_MINUTES)
  }
}
