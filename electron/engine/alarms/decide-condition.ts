import type { AlarmCondition } from '../../ipc/alarms.ts'
import { endsAs } from './decide-limit.ts'
import type { AlarmEntry, AlarmEvent, AlarmState, EndCause } from './types.ts'
import { LIMIT_PREFIX, MISSING_PREFIX } from './watches.ts'

/** When a condition was heard of, and when the monitor says that it began. */
export interface Heard {
  readonly arrivedMs: number
  readonly deviceMs: number | null
}

/** Whether an alarm mirrors what others say: the monitor, the line, the identity of patient or device. */
export function isMirrored(condition: string): boolean {
  return !condition.startsWith(LIMIT_PREFIX) && !condition.startsWith(MISSING_PREFIX)
}

function isSame({ facts }: AlarmEntry, { kind, priority }: AlarmCondition): boolean {
  return facts.kind === kind && facts.priority === priority
}

/** What a condition in force brings: raised at once, without delay; with another priority it is another alarm. */
export function decideInForce(
  state: AlarmState,
  condition: AlarmCondition,
  nowMs: number,
  heard: Heard,
): AlarmEvent | null {
  const { id, source, kind, priority, text } = condition
  const base = { atMs: nowMs, actor: null, condition: id } as const
  const entry = state.alarms[id]
  if (entry !== undefined && entry.ended === null) {
    if (!isSame(entry, condition)) return { ...base, type: 'ended', why: 'replaced', as: 'gone' }
    return entry.facts.text === text ? null : { ...base, type: 'reworded', text }
  }
  return {
    ...base,
    type: 'raised',
    facts: {
      source,
      kind,
      priority,
      text,
      cause: kind === 'technical' ? 'equipment' : 'general',
      limit: null,
    },
    waitedMs: Math.max(0, nowMs - heard.arrivedMs),
    deviceMs: heard.deviceMs,
  }
}

/** A mirrored condition is in force no longer; null if its alarm is over already. */
export function decideOver(
  state: AlarmState,
  condition: string,
  nowMs: number,
  why: EndCause,
): AlarmEvent | null {
  const entry = state.alarms[condition]
  if (entry === undefined || entry.ended !== null) return null
  return { type: 'ended', atMs: nowMs, actor: null, condition, why, as: endsAs(entry, why) }
}
