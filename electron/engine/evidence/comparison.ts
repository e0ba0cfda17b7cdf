import type { Numeric } from '../../../drivers/model/measurement.ts'
import {
  type AskedValue,
  type ComparedValue,
  type ComparisonState,
  type ComparisonView,
  VALUES_TO_COMPARE,
} from '../../ipc/comparison.ts'
import type { NumericView } from '../../ipc/views.ts'
import { chooseNext, isFit } from './choose.ts'
import type { ComparedSettings } from './confirmations.ts'
import { judge } from './judge.ts'

/** Somebody who looks up, reads and types may be so far behind the screen. */
const LOOK_BACK_MS = 10_000

/** A moment and what the bed shows in it. */
export interface Moment {
  readonly monotonicMs: number
  readonly utcMs: number
  readonly numerics: readonly NumericView[]
}

/** Who compares what. */
export interface ComparisonFacts {
  readonly bed: string
  /** Which device of the bed, MONITOR its monitor. */
  readonly device: string
  readonly comparison: string
  readonly settings: ComparedSettings
  /** Session of the person who began it. */
  readonly session: string
  /** Numeric channels of the driver. */
  readonly channels: number
}

interface Seen {
  readonly atMs: number
  /** Null: it came without a valid value. */
  readonly value: number | null
}

/**
 * One bed compared with its monitor's screen, value by value. It asks, hears what arrives meanwhile, judges what is
 * typed, and ends at the first value that differs.
 */
export class Comparison {
  readonly facts: ComparisonFacts
  readonly #taken = new Map<string, number>()
  #values: readonly ComparedValue[] = []
  #state: ComparisonState = { phase: 'waiting', cause: 'noValue' }
  /** Of the channel that is asked for, oldest first. */
  #seen: readonly Seen[] = []

  constructor(facts: ComparisonFacts) {
    this.facts = facts
  }

  get view(): ComparisonView {
    const { bed, comparison } = this.facts
    return { bed, comparison, wanted: VALUES_TO_COMPARE, values: this.#values, state: this.#state }
  }

  /** Asks for the next value if it waits for one, or for another if the one asked for has gone. */
  look(moment: Moment): ComparisonView {
    if (this.#state.phase === 'waiting') this.#ask(moment)
    else if (this.#state.phase === 'asking' && fitValue(this.#state.asked, moment) === null) this.#ask(moment)
    return this.view
  }

  /** A number of this bed has arrived. */
  hear({ channel, value, validity }: Numeric, atMs: number): void {
    if (this.#state.phase !== 'asking' || this.#state.asked.key !== channel.key) return
    const since = this.#seen.findLastIndex((one) => one.atMs <= atMs - LOOK_BACK_MS)
    this.#seen = [
      ...this.#seen.slice(Math.max(0, since)),
      { atMs, value: validity === 'good' ? value : null },
    ]
  }

  /** What somebody has read from the monitor's screen. */
  answer(typed: string, moment: Moment): ComparisonView {
    if (this.#state.phase !== 'asking') return this.look(moment)
    const { asked } = this.#state
    const shown = fitValue(asked, moment)
    if (shown === null) {
      this.#ask(moment)
      if (this.#state.phase === 'asking') this.#state = { ...this.#state, noVerdict: 'noValue' }
      return this.view
    }
    const result = judge(typed, this.#valuesInSight(moment.monotonicMs), asked.unit, asked.decimals)
    if (result.verdict !== 'agrees' && result.verdict !== 'differs') {
      this.#state = { ...this.#state, noVerdict: result.verdict }
      return this.view
    }
    const { vigil, screen, tolerance } = result
    const value = { ...asked, vigil, screen, tolerance, atUtcMs: moment.utcMs }
    if (result.verdict === 'differs') {
      this.#state = { phase: 'differs', value }
      return this.view
    }
    this.#values = [...this.#values, value]
    this.#taken.set(asked.key, shown.measuredUtcMs)
    this.#ask(moment)
    return this.view
  }

  #ask({ monotonicMs, utcMs, numerics }: Moment): void {
    if (this.#values.length === VALUES_TO_COMPARE) {
      this.#state = { phase: 'agrees' }
      return
    }
    const { channels } = this.facts
    const next = chooseNext({ numerics, channels, values: this.#values, taken: this.#taken, nowUtcMs: utcMs })
    if (typeof next === 'string') {
      this.#state = { phase: 'waiting', cause: next }
      return
    }
    const { key, id, label, unit, decimals } = next
    this.#seen = [{ atMs: monotonicMs, value: next.value }]
    this.#state = { phase: 'asking', asked: { key, id, label, unit, decimals }, noVerdict: null }
  }

  /** Valid values since the look-back, and the one that stood when it began. */
  #valuesInSight(nowMs: number): number[] {
    const standing = this.#seen.findLastIndex((one) => one.atMs <= nowMs - LOOK_BACK_MS)
    return this.#seen.slice(Math.max(0, standing)).flatMap(({ value }) => (value === null ? [] : [value]))
  }
}

/** The value asked for as the bed shows it; null while it is not fit to be compared. */
function fitValue({ key }: AskedValue, { numerics, utcMs }: Moment): NumericView | null {
  const shown = numerics.find((one) => one.key === key)
  return shown !== undefined && isFit(shown, utcMs) ? shown : null
}
