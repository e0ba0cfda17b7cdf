import { ALARM_EVENT_TYPES, type AlarmEventType, type AlarmEventView } from '../../ipc/alarm-history.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { evolve } from './evolve.ts'
import { type AlarmEntry, type AlarmEvent, type AlarmState, FIRST_STATE, type Timed } from './types.ts'

/** What is stored of an event: itself, and the alarm that it is about as it was then. */
export interface LoggedEvent {
  readonly event: AlarmEvent
  readonly about: Pick<AlarmEntry, 'occurrence' | 'facts'> | null
}

/** Nobody would miss these few hundred milliseconds: a value that may become an alarm, or is on its way back. */
const WAIT: ReadonlySet<AlarmEvent['type']> = new Set([
  'pending',
  'frozen',
  'thawed',
  'pendingEnded',
  'clearing',
  'clearingEnded',
  'worse',
  'snapshot',
  'shown',
  'analysed',
])

/** Whether the record may wait for the end of the second. */
export function mayWait({ type }: AlarmEvent): boolean {
  return WAIT.has(type)
}

/** The alarm that an event is about: as it was before, or as it is now. */
export function aboutOf(event: AlarmEvent, before: AlarmState, after: AlarmState): LoggedEvent['about'] {
  if (!('condition' in event)) return null
  const entry = after.alarms[event.condition] ?? before.alarms[event.condition]
  return entry === undefined ? null : { occurrence: entry.occurrence, facts: entry.facts }
}

/** An event as the record keeps it. */
export function storedEvent(
  bed: string,
  number: number,
  atUtcMs: number,
  logged: LoggedEvent,
): StoredAlarmEvent {
  const payload = JSON.stringify(logged)
  return { bed, number, atUtcMs: Math.round(atUtcMs), type: logged.event.type, payload }
}

/** What was stored by `storedEvent`: our own JSON inside the authenticated database. */
export function loggedOf({ payload }: StoredAlarmEvent): LoggedEvent {
  return JSON.parse(payload) as LoggedEvent
}

function shiftedTimed<T extends Timed>(timed: T, byMs: number): T {
  return { ...timed, sinceMs: timed.sinceMs + byMs }
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (one: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, change(one)]))
}

function plus(timeMs: number | null, byMs: number): number | null {
  return timeMs === null ? null : timeMs + byMs
}

/** The same state with all its times `byMs` later. */
export function shifted(state: AlarmState, byMs: number): AlarmState {
  return {
    ...state,
    off: mapped(state.off, (timed) => shiftedTimed(timed, byMs)),
    set: mapped(state.set as Readonly<Record<string, Timed>>, (timed) => shiftedTimed(timed, byMs)),
    ...(state.risk !== undefined && { risk: { ...state.risk, sinceMs: state.risk.sinceMs + byMs } }),
    audibleMs: plus(state.audibleMs, byMs),
    remindedMs: plus(state.remindedMs, byMs),
    askedMs: plus(state.askedMs, byMs),
    pending: mapped(state.pending, (one) => ({
      ...one,
      sinceMs: one.sinceMs + byMs,
      frozenMs: plus(one.frozenMs, byMs),
    })),
    alarms: mapped(state.alarms, (entry) => ({
      ...entry,
      sinceMs: entry.sinceMs + byMs,
      clearingMs: plus(entry.clearingMs, byMs),
      acknowledged: entry.acknowledged && { ...entry.acknowledged, atMs: entry.acknowledged.atMs + byMs },
      ended: entry.ended && { ...entry.ended, atMs: entry.ended.atMs + byMs },
    })),
  }
}

/** Where a run stands when it takes up what the one before has left: both clocks, ms. */
export interface Now {
  readonly nowMs: number
  readonly nowUtcMs: number
}

/**
 * The state that a log leaves, on the monotonic clock of this run. What would lie ahead, because the PC's clock was set
 * back meanwhile, counts as now: a pause then lasts at most its whole time again, never longer.
 */
export function replayed(rows: readonly StoredAlarmEvent[], { nowMs, nowUtcMs }: Now): AlarmState {
  let state = FIRST_STATE
  for (const row of rows) {
    const { event } = loggedOf(row)
    const atMs = nowMs - Math.max(0, nowUtcMs - row.atUtcMs)
    if (event.type === 'snapshot') state = shifted(event.state, atMs - event.atMs)
    else state = evolve(state, { ...event, atMs })
  }
  return state
}

function isTold(type: string): type is AlarmEventType {
  return ALARM_EVENT_TYPES.some((one) => one === type)
}

/** What an event changed, in plain values. */
function detailOf(event: AlarmEvent): AlarmEventView['detail'] {
  switch (event.type) {
    case 'raised':
      return { waitedMs: event.waitedMs, deviceMs: event.deviceMs }
    case 'ended':
      return { why: event.why, as: event.as }
    case 'stateSet':
    case 'limitOff': {
      const of = event.type === 'stateSet' ? event.state : event.limit
      return { of, ...event.set }
    }
    case 'stateEnded':
      return { of: event.state }
    case 'limitOn':
      return { of: event.limit }
    case 'ageClass':
      return { before: event.before, after: event.after }
    case 'limitChanged': {
      const { parameter, before, after } = event
      const changed = {
        parameter,
        lowBefore: before.low,
        highBefore: before.high,
        delayBeforeMs: before.delayMs ?? null,
      }
      if (after === null) return changed
      return { ...changed, low: after.low, high: after.high, delayMs: after.delayMs ?? null }
    }
    case 'riskSet':
      return { reason: event.reason }
    case 'shown':
      return { afterMs: event.afterMs }
    case 'snapshot':
      return { why: event.why }
    default:
      return {}
  }
}

/** One line of the history; null for what happens on the way to an alarm. */
export function historyLine(row: StoredAlarmEvent): AlarmEventView | null {
  const { event, about } = loggedOf(row)
  const isRestart = event.type === 'snapshot' && event.why === 'restart'
  const type = isRestart ? 'restarted' : row.type
  if (!isTold(type)) return null
  const { bed, number, atUtcMs } = row
  const alarm =
    about === null || !('condition' in event)
      ? null
      : {
          id: event.condition,
          occurrence: about.occurrence,
          source: about.facts.source,
          kind: about.facts.kind,
          priority: about.facts.priority,
          text: about.facts.text,
        }
  const limit = about?.facts.limit ?? null
  return {
    bed,
    number,
    atUtcMs,
    type,
    alarm,
    ...(limit !== null && { limit }),
    ...(event.type === 'analysed' && { evidence: event.evidence }),
    actor: event.actor,
    detail: detailOf(event),
  }
}
