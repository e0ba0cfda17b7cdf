import type { ShiftParameter, ShiftSummary } from '../../electron/ipc/shift.ts'
import { age, clockTime, duration, moment, sameDay } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedPercent, printedRange, printedValue } from '../words/values.ts'
import { leftToRight, words } from '../words/words.ts'
import { isOfVigil } from './event-lines.ts'
import { isVital, orderParameters } from './lanes.ts'

/** `Tue 16 Jun 2026, 07:00 to 15:00`, with the second date where the period ends on another day. */
export function periodText({ fromUtcMs, toUtcMs }: { fromUtcMs: number; toUtcMs: number }): string {
  const until = sameDay(fromUtcMs, toUtcMs) ? clockTime(toUtcMs) : moment(toUtcMs)
  return words('shift.period', { from: moment(fromUtcMs), to: until })
}

const MOST_IN_SHORT = 3

function rangeSentence(parameter: ShiftParameter): string | null {
  if (parameter.lowest === null || parameter.highest === null) return null
  const low = printedValue(parameter.lowest, parameter.decimals)
  const high = printedValue(parameter.highest, parameter.decimals)
  const unit = printedUnit(parameter.unit)
  return words(low === high ? 'short.value' : 'short.range', { label: parameter.label, low, high, unit })
}

/** Short sentences made of facts only: how long was watched, gaps, alarms, ranges. No judgement. */
export function inShort(summary: ShiftSummary): readonly string[] {
  const whole = summary.toUtcMs - summary.fromUtcMs
  const told = [...summary.alerts, ...summary.alarms.filter(isOfVigil)]
  const high = told.filter(({ priority }) => priority === 'high').length
  const sentences = [
    words('short.monitored', { monitored: duration(summary.monitoredMs), whole: duration(whole) }),
    words('short.gaps', { count: String(summary.gaps.length) }),
    words('short.alerts', { count: String(told.length), high: String(high) }),
  ]
  const ranges = orderParameters(summary.parameters)
    .filter((parameter) => isVital(parameter) && !parameter.episodic)
    .map(rangeSentence)
    .filter((sentence) => sentence !== null)
  return [...sentences, ...fluids(summary), ...ranges.slice(0, MOST_IN_SHORT)]
}

/** What was given and lost, as far as people entered it; of what nobody entered nothing is said. */
function fluids({ entries }: ShiftSummary): string[] {
  const sentence = (kind: 'fluidIn' | 'fluidOut', word: 'short.fluidIn' | 'short.fluidOut') => {
    const entered = entries.filter((entry) => entry.kind === kind && entry.state === 'valid')
    const sum = entered.reduce((total, { value }) => total + Number(value), 0)
    return entered.length === 0 ? [] : [words(word, { sum: printedValue(sum, 0) })]
  }
  return [...sentence('fluidIn', 'short.fluidIn'), ...sentence('fluidOut', 'short.fluidOut')]
}

/** Cells of one row of the ranges table, as printed. Empty where a figure has no meaning for the parameter. */
export interface RangeCells {
  readonly now: string
  readonly median: string
  readonly range: string
  readonly limits: string
  readonly inLimits: string
  readonly outside: string
  readonly notMeasured: string
}

/** Lowest to highest of medians, single peaks in brackets: `76–116 (124)`. */
function rangeWithPeaks(parameter: ShiftParameter): string {
  const { lowest, highest, peakLow, peakHigh, decimals } = parameter
  const range = printedRange(lowest, highest, decimals)
  if (lowest === null || highest === null) return range
  const low = peakLow === null ? '' : printedValue(peakLow, decimals)
  const high = peakHigh === null ? '' : printedValue(peakHigh, decimals)
  const peaks = [
    low === printedValue(lowest, decimals) ? '' : low,
    high === printedValue(highest, decimals) ? '' : high,
  ].filter((text) => text !== '')
  return peaks.length === 0 ? range : leftToRight(`${range} (${peaks.join(', ')})`)
}

/** One decimal, never rounded up to 100 while any time was outside: 99.97 % prints 99.9 %. */
export function sharePercent(partMs: number, wholeMs: number): string {
  if (wholeMs <= 0) return ''
  if (partMs >= wholeMs) return printedPercent(100, 0)
  return printedPercent(Math.floor((1_000 * partMs) / wholeMs) / 10, 1)
}

function readingsText(count: number): string {
  return words('shift.readings', { count: String(count) })
}

/** Limits that held last; a star where others held before. */
function limitsText({ limitLow, limitHigh, limitsChanged, decimals }: ShiftParameter): string {
  if (limitLow === null && limitHigh === null) return ''
  const range = printedRange(limitLow, limitHigh, decimals)
  return limitsChanged ? leftToRight(`${range} *`) : range
}

/** Makes the printed cells of a parameter. */
export function rangeCells(parameter: ShiftParameter): RangeCells {
  const { decimals, inRangeMs, outOfRangeMs } = parameter
  const withLimits = inRangeMs !== null && outOfRangeMs !== null
  return {
    now: printedValue(parameter.last, decimals),
    median: printedValue(parameter.median, decimals),
    range: rangeWithPeaks(parameter),
    limits: limitsText(parameter),
    inLimits: withLimits ? sharePercent(inRangeMs, inRangeMs + outOfRangeMs) : '',
    outside: withLimits ? age(outOfRangeMs) : '',
    notMeasured: parameter.episodic ? readingsText(parameter.count) : duration(parameter.notMeasuredMs),
  }
}
