import type { EscalationLevel } from '../../ipc/alarms.ts'
import type { AlarmEntry, AlarmState } from './types.ts'

/** CLINICAL 1.10: louder, the border of the whole screen, the list of the charge nurse. */
const ESCALATION_MS = [30_000, 60_000, 120_000] as const

/**
 * Whether an alarm is to be heard. Nothing but its own acknowledgement and comfort care silences a high one
 * (DESIGN rule 4).
 */
export function sounds({ set }: AlarmState, { facts, acknowledged, ended }: AlarmEntry): boolean {
  if (acknowledged !== null || ended?.as === 'missed' || set.comfortCare !== undefined) return false
  if (facts.priority === 'high') return true
  return set.audioPaused === undefined && set.audioOff === undefined && set.alarmsPaused === undefined
}

/** Whether its light is off: medium and low alarms while alarms are paused. */
export function isHidden({ set }: AlarmState, { facts }: AlarmEntry): boolean {
  return facts.priority !== 'high' && set.alarmsPaused !== undefined
}

/** How far an alarm that sounds in vain has come; low ones stay where they are. */
export function escalation(state: AlarmState, entry: AlarmEntry, nowMs: number): EscalationLevel {
  if (entry.facts.priority === 'low' || !sounds(state, entry)) return 0
  const heardMs = nowMs - Math.max(entry.sinceMs, state.audibleMs ?? Number.NEGATIVE_INFINITY)
  const [louder, screen, list] = ESCALATION_MS
  if (heardMs >= list) return 3
  if (heardMs >= screen) return 2
  return heardMs >= louder ? 1 : 0
}
