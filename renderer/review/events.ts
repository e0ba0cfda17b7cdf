import type { ReviewOverview } from '../../electron/ipc/review.ts'
import { entryLine, isToldEntry } from '../entry/entry-text.ts'
import { noteText } from '../insights/insight-text.ts'
import { isListed } from '../shifts/event-lines.ts'
import { gapCause } from '../words/link-causes.ts'
import { moveLine } from '../words/moves.ts'
import { age, duration } from '../words/times.ts'
import { words } from '../words/words.ts'

export type EventKind = 'high' | 'medium' | 'low' | 'gap' | 'note' | 'entry' | 'move'

/** Whether an event is an alarm, of that priority. */
export function isAlarm(kind: EventKind): kind is 'high' | 'medium' | 'low' {
  return kind === 'high' || kind === 'medium' || kind === 'low'
}

/** Something of the record that one can jump to. */
export interface ReviewEvent {
  readonly key: string
  readonly atUtcMs: number
  readonly endUtcMs: number | null
  readonly kind: EventKind
  readonly text: string
}

/** Alarms, gaps, notes, entries by hand and corrections of the patient of a period, the latest first. */
export function eventsOf({ gaps, alerts, notes, entries, moves }: ReviewOverview): readonly ReviewEvent[] {
  const ofGaps = gaps.filter(isListed).map(({ fromUtcMs, toUtcMs, cause, label }, index): ReviewEvent => {
    const where = label === null ? '' : `${label}: `
    const length = duration(toUtcMs - fromUtcMs)
    return {
      key: `gap ${index}`,
      atUtcMs: fromUtcMs,
      endUtcMs: toUtcMs,
      kind: 'gap',
      text: `${where}${words('shift.gap', { length, cause: gapCause(cause) })}`,
    }
  })
  const ofAlerts = alerts.map(({ atUtcMs, endUtcMs, priority, text }, index): ReviewEvent => {
    const length = endUtcMs === null ? '' : ` ${words('shift.lasted', { length: age(endUtcMs - atUtcMs) })}`
    return { key: `alert ${index}`, atUtcMs, endUtcMs, kind: priority, text: `${text}${length}` }
  })
  const ofNotes = notes.map((note): ReviewEvent => {
    const { id, atUtcMs, author } = note
    return { key: id, atUtcMs, endUtcMs: null, kind: 'note', text: `${noteText(note)} (${author})` }
  })
  const ofEntries = entries.filter(isToldEntry).map((entry): ReviewEvent => {
    const { id, atUtcMs } = entry
    return { key: `entry ${id}`, atUtcMs, endUtcMs: null, kind: 'entry', text: entryLine(entry) }
  })
  const ofMoves = moves.map((move): ReviewEvent => {
    const key = `move ${move.id} ${move.fromUtcMs}`
    return { key, atUtcMs: move.fromUtcMs, endUtcMs: move.toUtcMs, kind: 'move', text: moveLine(move) }
  })
  return [...ofGaps, ...ofAlerts, ...ofNotes, ...ofEntries, ...ofMoves].sort(
    (left, right) => right.atUtcMs - left.atUtcMs,
  )
}

/** The next alarm after a moment, or the last one before it; null if there is none. In: events, the latest first. */
export function neighbour(
  events: readonly ReviewEvent[],
  atUtcMs: number,
  direction: 'before' | 'after',
): ReviewEvent | null {
  const alarms = events.filter(({ kind }) => isAlarm(kind))
  if (direction === 'before') return alarms.find((event) => event.atUtcMs < atUtcMs) ?? null
  return alarms.findLast((event) => event.atUtcMs > atUtcMs) ?? null
}
