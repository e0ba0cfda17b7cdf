import { RESUMABLE } from '../../ipc/alarm-commands.ts'
import type { AlarmEvent, AlarmState, Timed } from './types.ts'

const MS_PER_MIN = 60_000
/** An alarm that nobody saw is told for so long (CLINICAL 1.5). */
export const MISSED_FOR_MS = 30 * MS_PER_MIN
/** People are reminded of what is off at least so often (CLINICAL 1.4). */
export const REMINDER_EVERY_MS = 15 * MS_PER_MIN

/** When a state that somebody has set ends by itself. */
export function endOf({ sinceMs, forMs }: Timed): number {
  return sinceMs + forMs
}

function dueReminder(state: AlarmState): number {
  const long = [...Object.values(state.off), state.set.audioOff, state.set.comfortCare]
  const since = long.flatMap((one) => (one === undefined ? [] : [one.sinceMs]))
  if (since.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(Math.min(...since), state.remindedMs ?? Number.NEGATIVE_INFINITY) + REMINDER_EVERY_MS
}

/** The next thing that time alone brings by `nowMs`, or null: every state that people set ends by itself. */
export function decideTime(state: AlarmState, nowMs: number): AlarmEvent | null {
  for (const name of RESUMABLE) {
    const set = state.set[name]
    if (set !== undefined && endOf(set) <= nowMs) {
      return { type: 'stateEnded', atMs: endOf(set), actor: null, state: name }
    }
  }
  for (const [limit, off] of Object.entries(state.off)) {
    if (endOf(off) <= nowMs) return { type: 'limitOn', atMs: endOf(off), actor: null, limit }
  }
  for (const [condition, { ended }] of Object.entries(state.alarms)) {
    if (ended?.as === 'missed' && ended.atMs + MISSED_FOR_MS <= nowMs) {
      return { type: 'missedOver', atMs: ended.atMs + MISSED_FOR_MS, actor: null, condition }
    }
  }
  if (dueReminder(state) <= nowMs) return { type: 'reminded', atMs: nowMs, actor: null }
  return null
}
