import type { BurdenFigures } from '../../ipc/handover.ts'
import type { ShiftSummary } from '../../ipc/shift.ts'
import { SECOND_MS } from './constants.ts'
import { printNumber, printUtc } from './print.ts'

const FIGURES = [
  'alarms',
  'standing before',
  'seconds in alarm',
  'longest seconds',
  'answered',
  'median answer seconds',
]

function seconds(ms: number | null): string {
  return ms === null ? '' : printNumber(ms / SECOND_MS)
}

function cellsOf(figures: BurdenFigures): string[] {
  const { alarms, standing, alarmMs, longestMs, answered, responseMs } = figures
  return [
    printNumber(alarms),
    printNumber(standing),
    seconds(alarmMs),
    seconds(longestMs),
    printNumber(answered),
    seconds(responseMs),
  ]
}

function alarmsOf({ alarms }: ShiftSummary): string[][] {
  return [
    ['alarm from', 'to', 'answered', 'source', 'kind', 'priority', 'text'],
    ...alarms.map(({ sinceUtcMs, endUtcMs, answeredUtcMs, source, kind, priority, text }) => [
      printUtc(sinceUtcMs),
      endUtcMs === null ? '' : printUtc(endUtcMs),
      answeredUtcMs === null ? '' : printUtc(answeredUtcMs),
      source,
      kind,
      priority,
      text,
    ]),
  ]
}

function burdenOf({ burden }: ShiftSummary): string[][] {
  return [
    ['burden', 'source', 'kind', 'priority', ...FIGURES],
    ...burden.byPriority.map((one) => ['all', '', '', one.priority, ...cellsOf(one)]),
    ...burden.byParameter.map((one) => [one.label, one.source, one.kind, one.priority, ...cellsOf(one)]),
  ]
}

function scoresOf({ scores }: ShiftSummary): string[][] {
  return [
    ['NEWS2 at', 'total', 'partial', 'lacks'],
    ...scores.points.map(({ atUtcMs, total, lacks }) => [
      printUtc(atUtcMs),
      total === null ? '' : printNumber(total),
      lacks.length > 0 ? 'yes' : 'no',
      lacks.join(' '),
    ]),
  ]
}

function notesOf({ notes }: ShiftSummary): string[][] {
  return [
    ['note about', 'kind', 'by', 'text'],
    ...notes.map(({ atUtcMs, kind, author, text }) => [printUtc(atUtcMs), kind, author, text]),
  ]
}

/** Alarms of the log, their burden, NEWS2 and notes of a summary, a block each, before quoting. */
export function handoverBlocks(summary: ShiftSummary): string[][][] {
  return [alarmsOf(summary), burdenOf(summary), scoresOf(summary), notesOf(summary)]
}
