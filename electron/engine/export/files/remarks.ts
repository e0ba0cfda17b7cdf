import { loggedOf } from '../../alarms/log.ts'
import { listedNotes } from '../../store/tables/notes.ts'
import type { StoreReader } from '../../store/types.ts'
import { deviceLabel } from '../channel-labels.ts'
import type { Interval } from '../intervals.ts'
import { moveSentence, movesIn } from '../moves.ts'
import { ledgerGaps, shiftAlerts } from '../shift-events.ts'

/** Something that a wave file says about a moment or a stretch; `durationMs` null: a moment, or no end is known. */
export interface Remark {
  readonly atUtcMs: number
  readonly durationMs: number | null
  readonly text: string
}

/** Said at the beginning of a file of what no patient gave. */
export const SIMULATED = 'SIMULATED'

/**
 * What is known of a bed's period besides waves, in order of time: gaps with cause and evidence, the monitor's alarms,
 * Vigil's alarms, marks, notes, and who was put right. `labelOf` names channels.
 */
export function remarksOf(
  reader: StoreReader,
  bed: string,
  period: Interval,
  labelOf: (channel: number) => string,
): Remark[] {
  const gaps = ledgerGaps(reader, bed, period).map(
    ({ channel, device, fromUtcMs, toUtcMs, cause, evidence }) => {
      const where = channel === null ? (deviceLabel(device) ?? 'whole bed') : labelOf(channel)
      const text = `Gap, ${where}: ${cause}${evidence === '' ? '' : ` (${evidence})`}`
      return { atUtcMs: fromUtcMs, durationMs: toUtcMs - fromUtcMs, text }
    },
  )
  const alerts = shiftAlerts(reader, bed, period).map(({ atUtcMs, endUtcMs, priority, text }) => ({
    atUtcMs,
    durationMs: endUtcMs === null ? null : endUtcMs - atUtcMs,
    text: `Monitor alarm, ${priority}: ${text}`,
  }))
  const notes = listedNotes(reader.notes(bed, period.fromUtcMs, period.toUtcMs)).map(
    ({ kind, atUtcMs, text, actedOn }) => {
      const title = actedOn === true ? 'Hint acted on' : TITLES[kind]
      return { atUtcMs, durationMs: null, text: text === '' ? title : `${title}: ${text}` }
    },
  )
  const moves = movesIn(reader, bed, period).map((move) => {
    const atUtcMs = Math.max(move.fromUtcMs, period.fromUtcMs)
    const durationMs = Math.max(0, Math.min(move.toUtcMs, period.toUtcMs) - atUtcMs)
    return { atUtcMs: Math.min(atUtcMs, period.toUtcMs), durationMs, text: moveSentence(move) }
  })
  return [...moves, ...gaps, ...alerts, ...stationAlarms(reader, bed, period), ...notes].sort(
    (a, b) => a.atUtcMs - b.atUtcMs,
  )
}

const TITLES = { note: 'Note', mark: 'Mark', dismissal: 'Hint dismissed' } as const

/** Alarms of this station that began in the period. */
function stationAlarms(reader: StoreReader, bed: string, period: Interval): Remark[] {
  const open = new Map<string, Remark>()
  const done: Remark[] = []
  for (const row of reader.alarmEvents(bed, period.fromUtcMs, period.toUtcMs)) {
    const { event, about } = loggedOf(row)
    if (event.type !== 'raised' && event.type !== 'ended') continue
    const running = open.get(event.condition)
    open.delete(event.condition)
    if (running !== undefined) done.push({ ...running, durationMs: row.atUtcMs - running.atUtcMs })
    if (event.type === 'ended' || about === null) continue
    const { priority, text, limit } = about.facts
    const said = `Vigil alarm, ${priority}: ${limit?.label ?? text}`
    open.set(event.condition, { atUtcMs: row.atUtcMs, durationMs: null, text: said })
  }
  return [...done, ...open.values()]
}
