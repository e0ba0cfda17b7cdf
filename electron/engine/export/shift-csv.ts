import type { ShiftParameter, ShiftSummary } from '../../ipc/shift.ts'
import { SECOND_MS } from './constants.ts'
import { csvLine } from './csv-cells.ts'
import { entryChannel } from './entry-terms.ts'
import { printNumber, printUtc } from './print.ts'
import { WHOLE_BED_LABEL } from './record-rows.ts'
import { handoverBlocks } from './shift-csv-handover.ts'

const NOTICE = 'Secondary display, not a medical device. The bedside monitor stays the primary alarm.'

/** A jump of a clock in the first cell of its line; the seconds and the time follow. */
const JUMPS = {
  hour: 'monitor clock set by one hour',
  set: 'monitor clock set',
  station: 'station clock set, monitor clock ahead by',
} as const

const PARAMETER_COLUMNS: readonly {
  readonly name: string
  readonly cell: (one: ShiftParameter) => string
}[] = [
  { name: 'label', cell: (one) => one.label },
  { name: 'id', cell: (one) => one.id },
  { name: 'unit', cell: (one) => one.unit },
  { name: 'values', cell: (one) => printNumber(one.count) },
  { name: 'without a number', cell: (one) => printNumber(one.invalid) },
  { name: 'last', cell: (one) => number(one.last) },
  { name: 'last at', cell: (one) => time(one.lastUtcMs) },
  { name: 'median', cell: (one) => number(one.median) },
  { name: 'lowest minute', cell: (one) => number(one.lowest) },
  { name: 'highest minute', cell: (one) => number(one.highest) },
  { name: 'lowest value', cell: (one) => number(one.peakLow) },
  { name: 'highest value', cell: (one) => number(one.peakHigh) },
  { name: 'limit low', cell: (one) => number(one.limitLow) },
  { name: 'limit high', cell: (one) => number(one.limitHigh) },
  { name: 'limits changed', cell: (one) => (one.limitsChanged ? 'yes' : 'no') },
  { name: 'seconds in limits', cell: (one) => seconds(one.inRangeMs) },
  { name: 'seconds outside', cell: (one) => seconds(one.outOfRangeMs) },
  { name: 'seconds not measured', cell: (one) => (one.episodic ? '' : seconds(one.notMeasuredMs)) },
]

/**
 * A shift summary as CSV: blocks with a heading line each (about, parameters, trend,
 * gaps, alarms, their burden, NEWS2, notes, entries by hand), a blank line between them. Times UTC, numbers with a point.
 */
export function shiftCsv(summary: ShiftSummary): string {
  const blocks = [
    aboutOf(summary),
    parametersOf(summary),
    trendOf(summary),
    gapsOf(summary),
    alertsOf(summary),
    ...handoverBlocks(summary),
    entriesOf(summary),
  ]
  return blocks.map((lines) => lines.map(csvLine).join('')).join('\r\n')
}

function aboutOf(summary: ShiftSummary): string[][] {
  const { patient, clock } = summary
  return [
    ['shift summary', summary.simulated ? 'SIMULATED' : 'recorded'],
    ['notice', NOTICE],
    ['bed', summary.bed],
    ['bed label', summary.bedLabel],
    ['age class', summary.ageClass ?? ''],
    ['station', summary.station],
    ['patient', patient?.id ?? ''],
    ['authority', patient?.authority ?? ''],
    ['from', printUtc(summary.fromUtcMs)],
    ['to', printUtc(summary.toUtcMs)],
    ['made', printUtc(summary.madeUtcMs)],
    ['made by', summary.madeBy ?? ''],
    ['seconds monitored', seconds(summary.monitoredMs)],
    ['not measured', summary.notMeasured.join(' ')],
    ['monitor clock ahead of UTC by seconds', seconds(clock?.offsetMs ?? null)],
    ['monitor clock gains seconds a day', seconds(clock?.driftMsPerDay ?? null)],
    ...(clock?.jumps ?? []).map(({ atUtcMs, byMs, kind }) => [JUMPS[kind], seconds(byMs), printUtc(atUtcMs)]),
    ['record check', summary.recordCheck],
  ]
}

function parametersOf(summary: ShiftSummary): string[][] {
  return [
    PARAMETER_COLUMNS.map((column) => column.name),
    ...summary.parameters.map((one) => PARAMETER_COLUMNS.map((column) => column.cell(one))),
  ]
}

function trendOf(summary: ShiftSummary): string[][] {
  const lines = [['trend', 'label', 'unit', 'median', 'low', 'high']]
  for (const { label, unit, trend } of summary.parameters) {
    for (const point of trend) {
      lines.push([printUtc(point.atUtcMs), label, unit, ...[point.median, point.low, point.high].map(number)])
    }
  }
  return lines
}

function gapsOf(summary: ShiftSummary): string[][] {
  return [
    ['gap from', 'gap to', 'cause', 'channel', 'evidence'],
    ...summary.gaps.map((gap) => [
      printUtc(gap.fromUtcMs),
      printUtc(gap.toUtcMs),
      gap.cause,
      gap.label ?? WHOLE_BED_LABEL,
      gap.evidence,
    ]),
  ]
}

function alertsOf(summary: ShiftSummary): string[][] {
  return [
    ['bedside alarm from', 'to', 'priority', 'text'],
    ...summary.alerts.map((alert) => [
      printUtc(alert.atUtcMs),
      time(alert.endUtcMs),
      alert.priority,
      alert.text,
    ]),
  ]
}

function entriesOf(summary: ShiftSummary): string[][] {
  return [
    ['entered by hand, seen at', 'what', 'value', 'unit', 'by', 'entered at', 'state'],
    ...summary.entries.map((entry) => [
      printUtc(entry.atUtcMs),
      entryChannel(entry).label,
      typeof entry.value === 'number' ? printNumber(entry.value) : entry.value,
      entry.unit,
      entry.author,
      printUtc(entry.writtenUtcMs),
      entry.state,
    ]),
  ]
}

function number(value: number | null): string {
  return value === null ? '' : printNumber(value)
}

function seconds(ms: number | null): string {
  return ms === null ? '' : printNumber(ms / SECOND_MS)
}

function time(utcMs: number | null): string {
  return utcMs === null ? '' : printUtc(utcMs)
}
