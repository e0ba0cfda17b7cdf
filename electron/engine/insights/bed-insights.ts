import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { LimitPair } from '../../ipc/alarms.ts'
import type {
  BedInsights,
  InsightDirection,
  InsightDismissal,
  InsightFact,
  InsightSilence,
  InsightView,
  UsualView,
} from '../../ipc/insight.ts'
import {
  INSIGHT_PARAMETERS,
  INSIGHT_RULES,
  type InputSpan,
  type Insight,
  type InsightParameter,
  type UsualRange,
} from '../../ipc/insight-finding.ts'
import type { SetUsual } from '../analytics/insight/baseline.ts'
import { PARAMETERS } from '../analytics/insight/insight-table.ts'
import type { Reading } from '../analytics/insight/minutes.ts'
import type { Insights, InsightWatch } from '../analytics/insight/watch.ts'
import type { ShownHint } from '../store/tables/hints.ts'
import { FindingBook } from './finding-book.ts'
import { type InsightSource, sourceOf, watchOf } from './parameters.ts'
import type { InsightPast } from './past.ts'

interface Series extends InsightSource {
  readonly channel: NumericChannel
  readonly watch: InsightWatch
  /** What the rules said last; null: not asked yet. */
  last: Insights | null
  askedMs: number
}

/** What a clinician set as usual, on the clock of the readings too. */
interface SetRange {
  readonly range: UsualRange
  readonly set: SetUsual
}

const NO_LIMITS: LimitPair = { low: null, high: null }

function directionOf(what: Insight['what']): InsightDirection {
  switch (what.kind) {
    case 'trend':
      return what.slopePerHour > 0 ? 'up' : 'down'
    case 'step':
      return what.after > what.before ? 'up' : 'down'
    case 'baseline':
      return what.deviation > 0 ? 'up' : 'down'
  }
}

/** A hint with its times moved by `byMs`; null without inputs, which no rule gives. */
function viewOf(insight: Insight, label: string, byMs: number): InsightView | null {
  const [input] = insight.inputs
  if (input === undefined) return null
  const { rule, version, priority, parameter, unit, what, sinceMs, unknown } = insight
  const inUtc: InputSpan = {
    ...input,
    fromMs: Math.round(input.fromMs + byMs),
    toMs: Math.round(input.toMs + byMs),
  }
  const sinceUtcMs = Math.round(sinceMs + byMs)
  const direction = directionOf(what)
  return {
    rule,
    version,
    priority,
    parameter,
    direction,
    unit,
    label,
    what,
    sinceUtcMs,
    input: inUtc,
    unknown,
  }
}

/** What a hint says, without what only a screen needs. */
export function factOf(view: InsightView): InsightFact {
  const { priority: _, unknown: __, label: ___, input: ____, ...fact } = view
  return fact
}

/** Hints that began to be shown, and those that are shown no longer. */
export interface ShownChange {
  readonly began: readonly ShownHint[]
  readonly over: readonly ShownHint[]
}

const NO_CHANGE: ShownChange = { began: [], over: [] }

/** The hints of one bed, over the numbers of whoever lies in it. Times are those of the readings that are pushed. */
export class BedInsightWatch {
  readonly #series = new Map<string, Series>()
  /** Channels are shared by reference; those that no hint reads are remembered as well. */
  readonly #sources = new Map<NumericChannel, InsightSource | null>()
  #book = new FindingBook<InsightDismissal>()
  #shown = new FindingBook<ShownHint>()
  /** What a clinician set as usual. */
  #usual: ReadonlyMap<InsightParameter, SetRange> = new Map()
  /** What came while the record was being read; null: it has been. */
  #waiting: { readonly channel: NumericChannel; readonly reading: Reading }[] | null = []

  get isReading(): boolean {
    return this.#waiting !== null
  }

  /** Whether a hint reads a channel. */
  reads(channel: NumericChannel): boolean {
    const known = this.#sources.get(channel)
    if (known !== undefined) return known !== null
    const source = sourceOf(channel)
    this.#sources.set(channel, source)
    return source !== null
  }

  push(channel: NumericChannel, reading: Reading): void {
    if (this.#waiting !== null) this.#waiting.push({ channel, reading })
    else this.#of(channel)?.watch.push(reading)
  }

  /** Takes up what the record knows, and after it what has come since. */
  takeUp({ series, dismissals, shown }: InsightPast): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    this.#book = new FindingBook(dismissals)
    this.#shown = new FindingBook(shown)
    for (const { channel, head, tail } of series) {
      const known = this.#of(channel)
      known?.watch.past(head, true)
      known?.watch.past(tail)
    }
    for (const { channel, reading } of waiting) this.push(channel, reading)
  }

  /** What a clinician set as usual for whoever lies here. `byMs`: from the times of readings to UTC. */
  setUsual(ranges: readonly UsualRange[], byMs: number): void {
    const before = this.#usual
    this.#usual = new Map(
      ranges.map((range) => {
        const { parameter, low, high, atUtcMs } = range
        return [parameter, { range, set: { low, high, fromMs: atUtcMs - byMs } }]
      }),
    )
    for (const { parameter, watch } of this.#series.values()) {
      const now = this.#usual.get(parameter)
      if (before.get(parameter)?.range.atUtcMs !== now?.range.atUtcMs) watch.baseline.set(now?.set ?? null)
    }
  }

  /** The channel that was asked longest ago, if that was `everyMs` ago. */
  due(nowMs: number, everyMs: number): NumericChannel | null {
    let longest: Series | null = null
    for (const one of this.#series.values()) {
      if (nowMs - one.askedMs >= everyMs && one.askedMs < (longest?.askedMs ?? Number.POSITIVE_INFINITY))
        longest = one
    }
    return longest?.channel ?? null
  }

  /** Asks the rules about one channel. Out: dismissals that are over. `byMs`: from the times of readings to UTC. */
  ask(channel: NumericChannel, nowMs: number, limits: LimitPair | null, byMs: number): InsightDismissal[] {
    const series = this.#of(channel)
    if (series === null) return []
    series.askedMs = nowMs
    series.last = series.watch.at(nowMs, limits ?? NO_LIMITS)
    const told = this.#told(series.parameter)
    if (told?.last == null) return []
    const { unanswered } = told.last
    return this.#book.end(series.parameter, this.#views(told, byMs), (rule) => unanswered[rule] === undefined)
  }

  /** Notes what is shown of the number of a channel by now. Out: hints that began, and those that are over. */
  show(channel: NumericChannel, byMs: number, newId: () => string): ShownChange {
    const parameter = this.#of(channel)?.parameter
    const told = parameter === undefined ? null : this.#told(parameter)
    if (parameter === undefined || told?.last == null) return NO_CHANGE
    const { unanswered } = told.last
    const views = this.#views(told, byMs)
    const over = this.#shown.end(parameter, views, (rule) => unanswered[rule] === undefined)
    const began = views
      .filter((view) => this.#shown.of(view) === null && this.#book.of(view) === null)
      .map((view): ShownHint => ({ id: newId(), fact: factOf(view) }))
    for (const one of began) this.#shown.add(one)
    return { began, over }
  }

  /** Keeps why a finding stands aside. */
  dismiss(dismissal: InsightDismissal): void {
    this.#book.add(dismissal)
  }

  /** Shows it again. Out: whether it stood aside. */
  restore(id: string): boolean {
    return this.#book.take(id) !== null
  }

  view(atUtcMs: number, byMs: number): BedInsights {
    const found: InsightView[] = []
    const dismissed: InsightDismissal[] = []
    const silent: InsightSilence[] = []
    for (const parameter of INSIGHT_PARAMETERS) {
      const told = this.#told(parameter)
      if (told?.last == null) continue
      for (const view of this.#views(told, byMs)) {
        const dismissal = this.#book.of(view)
        if (dismissal === null) found.push(view)
        else dismissed.push(dismissal)
      }
      for (const rule of INSIGHT_RULES) {
        const why = told.last.unanswered[rule]
        if (why !== undefined) silent.push({ parameter, rule, why })
      }
    }
    const notGiven = this.isReading ? 'readsRecord' : null
    return { atUtcMs, notGiven, found, dismissed, silent, usual: this.#usualViews() }
  }

  #usualViews(): UsualView[] {
    return INSIGHT_PARAMETERS.flatMap((parameter): UsualView[] => {
      const told = this.#told(parameter)
      const set = this.#usual.get(parameter)?.range ?? null
      if (told === null && set === null) return []
      return [
        { parameter, unit: PARAMETERS[parameter].unit, learnt: told?.watch.baseline.usual ?? null, set },
      ]
    })
  }

  #views({ last, channel }: Series, byMs: number): InsightView[] {
    return (last?.found ?? []).flatMap((insight) => viewOf(insight, channel.label, byMs) ?? [])
  }

  /** Of several sources of a number the best that is not silent; else the best. */
  #told(parameter: InsightSource['parameter']): Series | null {
    const sources = [...this.#series.values()]
      .filter((one) => one.parameter === parameter && one.last !== null)
      .sort((a, b) => a.rank - b.rank)
    return sources.find(({ last }) => last?.unanswered.trend !== 'stale') ?? sources[0] ?? null
  }

  #of(channel: NumericChannel): Series | null {
    const known = this.#series.get(channel.key)
    if (known !== undefined) return known
    const source = this.reads(channel) ? sourceOf(channel) : null
    if (source === null) return null
    const watch = watchOf(source.parameter, channel)
    watch.baseline.set(this.#usual.get(source.parameter)?.set ?? null)
    const series: Series = { ...source, channel, watch, last: null, askedMs: Number.NEGATIVE_INFINITY }
    this.#series.set(channel.key, series)
    return series
  }
}
