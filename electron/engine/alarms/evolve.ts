import type { AlarmEntry, AlarmEvent, AlarmState, Timed, TimedSetting } from './types.ts'
import { FIRST_STATE, limitWords } from './types.ts'

type Event<Type extends AlarmEvent['type']> = Extract<AlarmEvent, { readonly type: Type }>

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record
  return rest
}

function timed(set: TimedSetting, event: AlarmEvent): Timed {
  return { ...set, sinceMs: event.atMs, by: event.actor?.initials ?? null }
}

function withEntry(
  state: AlarmState,
  condition: string,
  change: (entry: AlarmEntry) => AlarmEntry,
): AlarmState {
  const entry = state.alarms[condition]
  if (entry === undefined) return state
  return { ...state, alarms: { ...state.alarms, [condition]: change(entry) } }
}

function withLimit(
  state: AlarmState,
  condition: string,
  change: { readonly worst: number } | { readonly limit: number },
): AlarmState {
  return withEntry(state, condition, (entry) => {
    const { limit } = entry.facts
    if (limit === null) return entry
    const changed = { ...limit, ...change }
    return { ...entry, facts: { ...entry.facts, text: limitWords(changed), limit: changed } }
  })
}

function raised(state: AlarmState, { condition, facts, atMs }: Event<'raised'>): AlarmState {
  const count = state.count + 1
  const entry = { occurrence: count, facts, sinceMs: atMs, acknowledged: null, clearingMs: null, ended: null }
  return { ...state, count, alarms: { ...state.alarms, [condition]: entry } }
}

function ended(state: AlarmState, { condition, as, atMs }: Event<'ended'>): AlarmState {
  if (as === 'gone') return { ...state, alarms: without(state.alarms, condition) }
  return withEntry(state, condition, (entry) => ({ ...entry, clearingMs: null, ended: { atMs, as } }))
}

function pendingChanged(state: AlarmState, event: Event<'frozen' | 'thawed' | 'pendingEnded'>): AlarmState {
  const { watch, type, atMs } = event
  const known = state.pending[watch]
  if (known === undefined) return state
  if (type === 'pendingEnded') return { ...state, pending: without(state.pending, watch) }
  // The delay stands still while there is no value.
  const thawed = {
    ...known,
    sinceMs: known.sinceMs + (atMs - (known.frozenMs ?? atMs)),
    frozenMs: null,
  }
  const changed = type === 'frozen' ? { ...known, frozenMs: atMs } : thawed
  return { ...state, pending: { ...state.pending, [watch]: changed } }
}

function stateEnded(state: AlarmState, { state: name, atMs }: Event<'stateEnded'>): AlarmState {
  const { [name]: _, ...set } = state.set
  return { ...state, set, audibleMs: atMs }
}

function limitChanged(state: AlarmState, event: Event<'limitChanged'>): AlarmState {
  const { parameter, after, actor } = event
  if (after === null) return { ...state, limits: without(state.limits, parameter) }
  const mine = { ...after, by: actor?.initials ?? null }
  return { ...state, limits: { ...state.limits, [parameter]: mine } }
}

/** The state after one event; never throws, and never changes what it is given. */
export function evolve(state: AlarmState, event: AlarmEvent): AlarmState {
  switch (event.type) {
    case 'pending': {
      const { watch, deviceMs, atMs, heldMs } = event
      return {
        ...state,
        pending: { ...state.pending, [watch]: { sinceMs: atMs - heldMs, frozenMs: null, deviceMs } },
      }
    }
    case 'frozen':
    case 'thawed':
    case 'pendingEnded':
      return pendingChanged(state, event)
    case 'clearing': {
      const clearingMs = event.atMs - event.heldMs
      return withEntry(state, event.condition, (entry) => ({ ...entry, clearingMs }))
    }
    case 'clearingEnded':
      return withEntry(state, event.condition, (entry) => ({ ...entry, clearingMs: null }))
    case 'raised':
      return raised(state, event)
    case 'reworded': {
      const { text } = event
      return withEntry(state, event.condition, (entry) => ({ ...entry, facts: { ...entry.facts, text } }))
    }
    case 'worse':
      return withLimit(state, event.condition, { worst: event.worst })
    case 'limitMoved':
      return withLimit(state, event.condition, { limit: event.limit })
    case 'ended':
      return ended(state, event)
    case 'acknowledged': {
      const acknowledged = { by: event.actor?.initials ?? null, atMs: event.atMs }
      return withEntry(state, event.condition, (entry) => ({ ...entry, acknowledged }))
    }
    case 'unacknowledged':
      return withEntry(state, event.condition, (entry) => ({ ...entry, acknowledged: null }))
    case 'reset':
    case 'missedOver':
      return { ...state, alarms: without(state.alarms, event.condition) }
    case 'stateSet':
      return { ...state, set: { ...state.set, [event.state]: timed(event.set, event) } }
    case 'stateEnded':
      return stateEnded(state, event)
    case 'ageClass':
      // Limits that were set for another age class hold no longer.
      return { ...state, ageClass: event.after, limits: {}, off: {}, askedMs: null }
    case 'limitChanged':
      return limitChanged(state, event)
    case 'limitOff':
      return { ...state, off: { ...state.off, [event.limit]: timed(event.set, event) } }
    case 'limitOn':
      return { ...state, off: without(state.off, event.limit) }
    case 'riskSet': {
      const { atMs, actor, reason } = event
      return { ...state, risk: { sinceMs: atMs, by: actor?.initials ?? null, reason } }
    }
    case 'riskEnded': {
      const { risk: _, ...rest } = state
      return rest
    }
    case 'patientChanged':
      return { ...FIRST_STATE, count: state.count, alarms: state.alarms, audibleMs: event.atMs }
    case 'reminded':
      return { ...state, remindedMs: event.atMs }
    case 'settingsAsked':
      return { ...state, askedMs: event.atMs }
    case 'settingsConfirmed':
      return { ...state, askedMs: null }
    case 'shown':
      return state
    case 'analysed': {
      const { evidence, occurrence } = event
      return withEntry(state, event.condition, (entry) =>
        entry.occurrence === occurrence ? { ...entry, evidence } : entry,
      )
    }
    case 'snapshot':
      return event.state
  }
}
