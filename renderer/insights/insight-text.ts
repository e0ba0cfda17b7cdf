import type {
  InsightDirection,
  InsightDismissal,
  InsightFact,
  InsightRef,
  InsightSilence,
  InsightView,
  UsualView,
} from '../../electron/ipc/insight.ts'
import type {
  InsightParameter,
  InsightRule,
  Unanswered,
  Unknown,
  UsualRange,
} from '../../electron/ipc/insight-finding.ts'
import type { NoteView } from '../../electron/ipc/trend.ts'
import { clockTime, duration, moment } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedRange, printedValue } from '../words/values.ts'
import { leftToRight, type WordKey, words } from '../words/words.ts'

const PARAMETER_WORDS: Readonly<Record<InsightParameter, WordKey>> = {
  heartRate: 'insight.heartRate',
  systolic: 'insight.systolic',
  respiration: 'insight.respiration',
  spo2: 'insight.spo2',
  temperature: 'insight.temperature',
}

const RULE_WORDS: Readonly<Record<InsightRule, WordKey>> = {
  trend: 'insight.ruleTrend',
  step: 'insight.ruleStep',
  baseline: 'insight.ruleBaseline',
}

const UNKNOWN_WORDS: Readonly<Record<Unknown, WordKey>> = {
  cause: 'insight.unknown.cause',
  meaning: 'insight.unknown.meaning',
  dependence: 'insight.unknown.dependence',
  continuation: 'insight.unknown.continuation',
  openRange: 'insight.unknown.openRange',
  levelled: 'insight.unknown.levelled',
  gaps: 'insight.unknown.gaps',
  leftOut: 'insight.unknown.leftOut',
  usual: 'insight.unknown.usual',
}

const WHY_WORDS: Readonly<Record<Unanswered, WordKey>> = {
  fewPoints: 'insight.why.fewPoints',
  shortSpan: 'insight.why.shortSpan',
  gap: 'insight.why.gap',
  stale: 'insight.why.stale',
  learning: 'insight.why.learning',
}

const TREND_WORDS: Readonly<Record<InsightDirection, WordKey>> = {
  up: 'insight.rising',
  down: 'insight.falling',
}

type Named = Pick<InsightFact, 'parameter' | 'unit'>

/** A slope of degrees or percent matters by its tenths. */
function slopeDecimals({ parameter }: Named): number {
  return parameter === 'temperature' || parameter === 'spo2' ? 1 : 0
}

function valueText(value: number, { parameter, unit }: Named): string {
  return leftToRight(`${printedValue(value, parameter === 'temperature' ? 1 : 0)} ${printedUnit(unit)}`)
}

function rangeText(low: number, high: number, { parameter, unit }: Named): string {
  const digits = printedRange(low, high, parameter === 'temperature' ? 1 : 0)
  return leftToRight(`${digits} ${printedUnit(unit)}`)
}

/** The name of a number. */
export function parameterName(parameter: InsightParameter): string {
  return words(PARAMETER_WORDS[parameter])
}

/** What a clinician set as usual: `88–92 %, set by AB, 27 Nov, 14:30`. */
export function setText(usual: UsualView, { low, high, by, atUtcMs }: UsualRange): string {
  const when = moment(atUtcMs)
  return words('usual.setBy', { range: rangeText(low, high, usual), by, when })
}

/** What was learnt beside it. */
export function learntText(usual: UsualView): string {
  const { learnt } = usual
  if (learnt === null) return words('usual.learning')
  return words('usual.learnt', {
    usual: valueText(learnt.center, usual),
    spread: valueText(learnt.spread, usual),
  })
}

/** Which finding of a bed it is; for lists. */
export function insightKey({ rule, parameter, direction }: InsightRef): string {
  return `${rule} ${parameter} ${direction}`
}

/** What was found: `Systolic pressure falling 14 an hour (12–17), over 1 h 0 min`. */
export function whatText(fact: InsightFact): string {
  const { what, direction } = fact
  const name = words(PARAMETER_WORDS[fact.parameter])
  switch (what.kind) {
    case 'trend': {
      const decimals = slopeDecimals(fact)
      const size = printedValue(Math.abs(what.slopePerHour), decimals)
      const [low, high] = what.slopeRange
      const range =
        direction === 'up' ? printedRange(low, high, decimals) : printedRange(-high, -low, decimals)
      const slope = leftToRight(`${size} ${printedUnit(fact.unit)}`)
      return words(TREND_WORDS[direction], { name, slope, range, length: duration(what.windowMs) })
    }
    case 'step':
      return words('insight.step', {
        name,
        before: valueText(what.before, fact),
        after: valueText(what.after, fact),
      })
    case 'baseline': {
      const { range } = what
      if (range !== undefined) {
        const value = valueText(what.value, fact)
        return words('insight.awaySet', { name, value, range: rangeText(range[0], range[1], fact) })
      }
      return words('insight.away', {
        name,
        value: valueText(what.value, fact),
        usual: valueText(what.usual, fact),
        spread: valueText(what.spread, fact),
      })
    }
  }
}

/** When a limit is reached if a trend goes on, with its range; empty where none is told. */
export function whenText(fact: InsightFact): string {
  const time = fact.what.kind === 'trend' ? fact.what.timeToLimit : null
  if (time === null) return ''
  const said = {
    limit: valueText(time.limit, fact),
    about: duration(time.aboutMs),
    soonest: duration(time.soonestMs),
  }
  if (time.latestMs === null) return words('insight.reachesOpen', said)
  return words('insight.reaches', { ...said, latest: duration(time.latestMs) })
}

/** Since when: `since 13:40`. */
export function sinceText({ sinceUtcMs }: Pick<InsightFact, 'sinceUtcMs'>): string {
  return words('insight.since', { time: clockTime(sinceUtcMs) })
}

/** What it rests on. */
export function inputText(view: InsightView): string {
  const { input, label } = view
  return words('insight.from', {
    label,
    readings: String(input.readings),
    minutes: String(input.minutes),
    from: clockTime(input.fromMs),
    to: clockTime(input.toMs),
    first: valueText(input.first, view),
    last: valueText(input.last, view),
  })
}

/** The name of a rule. */
export function ruleName(rule: InsightRule): string {
  return words(RULE_WORDS[rule])
}

/** By which rule and version. */
export function ruleText({ rule, version }: Pick<InsightFact, 'rule' | 'version'>): string {
  return words('insight.rule', { rule: ruleName(rule), version: String(version) })
}

/** What it does not know. */
export function unknownText({ unknown }: Pick<InsightView, 'unknown'>): string {
  return words('insight.unknown', { list: unknown.map((one) => words(UNKNOWN_WORDS[one])).join('; ') })
}

/** A rule without an answer, and why. */
export function silenceText({ parameter, rule, why }: InsightSilence): string {
  return words('insight.silentOne', {
    name: words(PARAMETER_WORDS[parameter]),
    rule: ruleName(rule),
    why: words(WHY_WORDS[why]),
  })
}

/** What somebody said of a hint that stands aside. */
export function answerText({ reason, author, atUtcMs, actedOn }: InsightDismissal): string {
  const word = actedOn === true ? 'insight.actedOnBy' : 'insight.dismissedBy'
  return words(word, { reason, by: author, time: clockTime(atUtcMs) })
}

/** A note as lists say it; of a hint that was answered what it was, too. */
export function noteText({
  text,
  dismissed,
  actedOn,
}: Pick<NoteView, 'text' | 'dismissed' | 'actedOn'>): string {
  if (dismissed !== undefined) {
    const word = actedOn === true ? 'insight.notedActed' : 'insight.noted'
    return words(word, { what: whatText(dismissed), reason: text })
  }
  return text === '' ? words('note.marked') : text
}
