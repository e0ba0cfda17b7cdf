import { remember } from '../signal/ranks.ts'
import { type Insight, inputSpan, unknownOf } from './insight.ts'
import { BASELINE, LONGEST_GAP_MS, MINUTES, type Parameter } from './insight-table.ts'
import type { Minute } from './minutes.ts'
import { type Usual, usualOf } from './spread.ts'

const MOST_MINUTES = BASELINE.mostMs / MINUTES.lengthMs

/**
 * What is usual for this patient, learnt from the first two to four hours without alarm or doubt, or set by a person,
 * and whether a number has stayed away from it. Reset it when the patient moves.
 */
export class BaselineWatch {
  private readonly parameter: Parameter
  private readonly learning: Minute[] = []
  private readonly away: Minute[] = []
  private awaySinceMs = 0
  private known: (Usual & { readonly from: 'set' | 'learnt' }) | null = null

  constructor(parameter: Parameter) {
    this.parameter = parameter
  }

  /** What is usual; null while it is being learnt. */
  get usual(): Usual | null {
    return this.known
  }

  /** A clinician's own figures; a spread below the least one is taken as that. Throws a TypeError for no number. */
  set(center: number, spread: number): void {
    if (!Number.isFinite(center)) throw new TypeError('center must be a number')
    if (!Number.isFinite(spread) || spread < 0) throw new TypeError('spread must be a number from 0 on')
    this.reset()
    this.known = { center, spread: Math.max(spread, this.parameter.leastSpread), from: 'set' }
  }

  reset(): void {
    this.known = null
    this.learning.length = 0
    this.away.length = 0
  }

  minute(minute: Minute): void {
    if (this.known === null) this.learn(minute)
    else this.compare(minute, this.known)
  }

  /** The insight while the number has been away for long enough, up to its newest minute. */
  at(): Insight | null {
    const input = inputSpan(this.away)
    if (this.known === null || input === null || input.toMs - input.fromMs < BASELINE.forMs) return null
    const { center, spread, from } = this.known
    return {
      rule: 'baseline',
      version: BASELINE.version,
      priority: 'low',
      parameter: this.parameter.name,
      unit: this.parameter.unit,
      what: {
        kind: 'baseline',
        usual: center,
        spread,
        value: input.last,
        deviation: (input.last - center) / spread,
        from,
      },
      sinceMs: this.awaySinceMs,
      inputs: [input],
      unknown: unknownOf(input, 2 * MINUTES.lengthMs, 'usual'),
    }
  }

  private learn(minute: Minute): void {
    if (minute.value === null || minute.isUnlearnable) return
    const { learning } = this
    remember(learning, minute, MOST_MINUTES)
    while ((learning[0]?.atMs ?? minute.atMs) < minute.atMs - BASELINE.mostMs) learning.shift()
    const spanMs = minute.atMs - (learning[0]?.atMs ?? minute.atMs)
    if (spanMs < BASELINE.leastMs - MINUTES.lengthMs || learning.length < BASELINE.fewestPoints) return
    const values = learning.flatMap(({ value }) => (value === null ? [] : [value]))
    this.known = { ...usualOf(values, this.parameter.leastSpread), from: 'learnt' }
    learning.length = 0
  }

  private compare(minute: Minute, { center, spread }: Usual): void {
    const { away, parameter } = this
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
    if (Math.abs(difference) < Math.max(BASELINE.deviation * spread, parameter.leastChange)) {
      away.length = 0
      return
    }
    if (away.length === 0) this.awaySinceMs = atMs
    remember(away, minute, MOST_MINUTES)
  }
}
