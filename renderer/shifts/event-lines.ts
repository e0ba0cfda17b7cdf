import type { ShiftAlarm } from '../../electron/ipc/handover.ts'
import type { ShiftAlert, ShiftGap, ShiftSummary } from '../../electron/ipc/shift.ts'
import { entryLine, isToldEntry } from '../entry/entry-text.ts'
import { noteText } from '../insights/insight-text.ts'
import { moveLine } from '../words/moves.ts'
import { age, duration } from '../words/times.ts'
import { ownDirection, words } from '../words/words.ts'

/** One line of the list of alarms and gaps, in order of time. */
export interface EventLine {
  readonly key: string
  readonly atUtcMs: number
  readonly kind: 'gap' | 'entry' | 'move' | 'note' | 'high' | 'medium' | 'low'
  /** What happened, without how long it lasted. */
  readonly what: string
  readonly text: string
  /** What was seen of a gap; it stands on the later sheets. Empty for others. */
  readonly detail: string
  /** How many events the line stands for. */
  readonly count: number
}

/** Shorter holes of a single wave are no event to a reader; every export has them. */
const SHORTEST_OF_A_WAVE_MS = 1_000

/** Whether a gap stands in the lists that people read: each of the whole bed, and those of one channel that can be seen. */
export function isListed({ fromUtcMs, toUtcMs, label }: ShiftGap): boolean {
  return label === null || toUtcMs - fromUtcMs >= SHORTEST_OF_A_WAVE_MS
}

type Told = { readonly atUtcMs: number; readonly endUtcMs: number | null; readonly text: string }

function told(sent: Told, kind: ShiftAlert['priority'], key: string): EventLine {
  const { atUtcMs, endUtcMs } = sent
  const length = endUtcMs === null ? '' : ` ${words('shift.lasted', { length: age(endUtcMs - atUtcMs) })}`
  const what = ownDirection(sent.text)
  return { key, atUtcMs, kind, count: 1, what, text: `${what}${length}`, detail: '' }
}

function alertLine(alert: ShiftAlert, index: number): EventLine {
  return told(alert, alert.priority, `alert ${index}`)
}

/** Of the log only what the monitor has not told itself; what Vigil says of lines and sensors stands there as gaps. */
export function isOfVigil({ source, kind }: ShiftAlarm): boolean {
  return source === 'vigil' && kind === 'physiological'
}

function alarmLine({ id, occurrence, sinceUtcMs, endUtcMs, text, priority }: ShiftAlarm): EventLine {
  return told({ atUtcMs: sinceUtcMs, endUtcMs, text }, priority, `alarm ${id} ${occurrence}`)
}

/** Alarms, gaps, notes and what people entered as one list; a length follows where the end is known. */
export function eventLines(summary: ShiftSummary, gapWords: (cause: string) => string): readonly EventLine[] {
  const gaps = summary.gaps
    .filter(isListed)
    .map(({ fromUtcMs, toUtcMs, cause, label, evidence }, index): EventLine => {
      const where = label === null ? '' : `${label}: `
      const length = duration(toUtcMs - fromUtcMs)
      const text = `${where}${words('shift.gap', { length, cause: gapWords(cause) })}`
      const shared = { key: `gap ${index}`, atUtcMs: fromUtcMs, kind: 'gap', count: 1 } as const
      return { ...shared, what: text, text, detail: evidence }
    })
  const alerts = [...summary.alerts.map(alertLine), ...summary.alarms.filter(isOfVigil).map(alarmLine)]
  const notes = summary.notes.map((note): EventLine => {
    const { id, atUtcMs, author } = note
    const what = ownDirection(noteText(note))
    const text = words('shift.noted', { what, by: author })
    return { key: `note ${id}`, atUtcMs, kind: 'note', count: 1, what: text, text, detail: '' }
  })
  const entries = summary.entries.filter(isToldEntry).map((entry): EventLine => {
    const { id, atUtcMs } = entry
    const text = entryLine(entry)
    return { key: `entry ${id}`, atUtcMs, kind: 'entry', count: 1, what: text, text, detail: '' }
  })
  // Who it is about comes before what happened.
  const moves = summary.moves.map((move): EventLine => {
    const text = moveLine(move)
    const key = `move ${move.id} ${move.fromUtcMs}`
    return { key, atUtcMs: move.fromUtcMs, kind: 'move', count: 1, what: text, text, detail: '' }
  })
  return [...moves, ...gaps, ...alerts, ...notes, ...entries].sort(
    (left, right) => left.atUtcMs - right.atUtcMs,
  )
}

/** Letters that fit on one row of the list on the first sheet, which is half a page wide. */
const LETTERS_A_ROW = 36

/** Rows that the lines take on the first sheet. */
export function rowsOf(lines: readonly EventLine[]): number {
  return lines.reduce((sum, { text }) => sum + Math.ceil(text.length / LETTERS_A_ROW), 0)
}

/** Letters of text or of detail that fit on one row of a later sheet. */
const LETTERS_A_WIDE_ROW = 100

function wideRowsOf({ text, detail }: EventLine): number {
  return [text, detail].reduce((sum, part) => sum + Math.ceil(part.length / LETTERS_A_WIDE_ROW), 0)
}

/** The lines with their details, as many on each sheet as it has rows for. */
export function sheetsOf(lines: readonly EventLine[], rowsASheet: number): readonly (readonly EventLine[])[] {
  const sheets: EventLine[][] = []
  let left = 0
  for (const line of lines) {
    const rows = wideRowsOf(line)
    if (rows > left) {
      sheets.push([])
      left = rowsASheet
    }
    sheets.at(-1)?.push(line)
    left -= rows
  }
  return sheets
}

/** One line for all that say the same, at the time of the last of them. In: lines in order of time. */
function merged(lines: readonly EventLine[]): readonly EventLine[] {
  const byWhat = new Map<string, EventLine>()
  for (const line of lines) {
    const count = (byWhat.get(line.what)?.count ?? 0) + 1
    const text = count === 1 ? line.text : words('shift.times', { what: line.what, count: String(count) })
    byWhat.set(line.what, { ...line, count, text })
  }
  return [...byWhat.values()]
}

/** High alarms, and whose record it is. */
function isNeverLeftOut({ kind }: EventLine): boolean {
  return kind === 'high' || kind === 'move'
}

/**
 * The lines that fit on the first sheet, in order of time: every high alarm and correction of the patient first, then the latest of the rest.
 * In: all lines in order of time, and how many rows there are. High alarms that say the same share a line where they
 * do not fit one by one; none is left out, even if they need more rows than there are.
 */
export function pickEvents(lines: readonly EventLine[], mostRows: number): readonly EventLine[] {
  const each = lines.filter(isNeverLeftOut)
  const high = rowsOf(each) <= mostRows ? each : merged(each)
  const kept = [...high]
  for (const line of lines.filter((line) => !isNeverLeftOut(line)).reverse()) {
    if (rowsOf(kept) + rowsOf([line]) > mostRows) break
    kept.push(line)
  }
  return kept.sort((left, right) => left.atUtcMs - right.atUtcMs)
}

/** What the first sheet says about the lines that stand on a later one; empty if all are shown one by one. */
export function laterText(all: readonly EventLine[], shown: readonly EventLine[]): string {
  if (shown.length === all.length) return ''
  const hidden = all.length - shown.reduce((sum, { count }) => sum + count, 0)
  return hidden === 0 ? words('shift.eachLater') : words('shift.moreEvents', { count: String(hidden) })
}
