import { type Reading, valueAt } from './readings.ts'
import {
  type AlarmEntry,
  type AlarmEvent,
  type AlarmFacts,
  type AlarmState,
  type EndCause,
  type EndsAs,
  limitWords,
} from './types.ts'
import { isBack, isBeyond, type Watch } from './watches.ts'

/** A value that is missing stops a delay for so long; then a technical alarm takes over (CLINICAL 1.7). */
export const LONGEST_FREEZE_MS = 5_000

/** What remains of an alarm that ends (CLINICAL 1.5): high ones latch, medium ones that nobody saw are told as missed. */
export function endsAs({ facts, acknowledged }: AlarmEntry, why: EndCause): EndsAs {
  if (why !== 'over' || facts.kind === 'technical') return 'gone'
  if (facts.priority === 'high') return 'latched'
  return facts.priority === 'medium' && acknowledged === null ? 'missed' : 'gone'
}

function factsOf(watch: Watch, { channel }: Reading, value: number): AlarmFacts {
  const { key: parameter, label, unit, decimals } = channel
  const { side, isExtreme, priority, cause } = watch
  const limit = { parameter, label, unit, decimals, side, limit: watch.limit, value, worst: value, isExtreme }
  return { source: 'vigil', kind: 'physiological', priority, cause, text: limitWords(limit), limit }
}

interface Moment {
  readonly state: AlarmState
  readonly reading: Reading
  readonly nowMs: number
  /** From when on the parameter may raise alarms: until then another source of the same rate is watched. */
  readonly watchedFromMs: number
  /** From when on a value counts that is beyond now. */
  readonly fromMs: number
}

function raise(watch: Watch, { state, reading, nowMs }: Moment): AlarmEvent | null {
  if (reading.value === null) return null
  const pending = state.pending[watch.id]
  return {
    type: 'raised',
    atMs: nowMs,
    actor: null,
    condition: watch.id,
    facts: factsOf(watch, reading, reading.value),
    waitedMs: nowMs - (pending?.sinceMs ?? reading.arrivedMs),
    deviceMs: pending === undefined ? reading.deviceMs : pending.deviceMs,
  }
}

function whileInForce(
  watch: Watch,
  entry: AlarmEntry,
  { reading, nowMs, fromMs }: Moment,
): AlarmEvent | null {
  const base = { atMs: nowMs, actor: null, condition: watch.id } as const
  const { clearingMs } = entry
  const value = valueAt(reading, nowMs)
  // What was due before its value went missing has happened.
  const knownMs = Math.min(nowMs, Math.max(reading.missingMs, reading.arrivedMs))
  if (clearingMs !== null && knownMs >= clearingMs + watch.clearMs) {
    return { ...base, type: 'ended', why: 'over', as: endsAs(entry, 'over') }
  }
  if (value === null || !isBack(watch, value)) {
    if (clearingMs !== null) return { ...base, type: 'clearingEnded' }
    const worst = entry.facts.limit?.worst
    if (value === null || worst === undefined || !isBeyond({ ...watch, limit: worst }, value)) return null
    return { ...base, type: 'worse', worst: value }
  }
  return clearingMs === null ? { ...base, type: 'clearing', heldMs: nowMs - fromMs } : null
}

function whilePending(watch: Watch, moment: Moment): AlarmEvent | null {
  const { state, reading, nowMs } = moment
  const pending = state.pending[watch.id]
  if (pending === undefined) return null
  const base = { atMs: nowMs, actor: null, watch: watch.id } as const
  const value = valueAt(reading, nowMs)
  if (pending.frozenMs === null) {
    const dueMs = Math.max(pending.sinceMs + watch.delayMs, moment.watchedFromMs)
    const isStanding = reading.value !== null && isBeyond(watch, reading.value)
    if (isStanding && dueMs <= Math.min(nowMs, reading.missingMs)) return raise(watch, moment)
    if (value === null)
      return { ...base, type: 'frozen', atMs: Math.min(nowMs, Math.max(reading.missingMs, pending.sinceMs)) }
    return isBeyond(watch, value) ? null : { ...base, type: 'pendingEnded' }
  }
  if (nowMs - pending.frozenMs >= LONGEST_FREEZE_MS) {
    return { ...base, type: 'pendingEnded', atMs: pending.frozenMs + LONGEST_FREEZE_MS }
  }
  if (value === null) return null
  if (!isBeyond(watch, value)) return { ...base, type: 'pendingEnded' }
  return { ...base, type: 'thawed', atMs: Math.max(pending.frozenMs, moment.fromMs) }
}

/**
 * The next thing that happens to one bound of a parameter at `nowMs`, or null; asked again until nothing does.
 * Whether an alarm comes depends on values and their times alone, not on how often this is asked.
 */
export function decideLimit(watch: Watch, moment: Moment): AlarmEvent | null {
  const { state, reading, nowMs } = moment
  const entry = state.alarms[watch.id]
  if (entry !== undefined && entry.ended === null) return whileInForce(watch, entry, moment)
  if (state.pending[watch.id] !== undefined) return whilePending(watch, moment)
  const value = valueAt(reading, nowMs)
  if (value === null || !isBeyond(watch, value)) return null
  if (watch.delayMs === 0) return moment.watchedFromMs <= nowMs ? raise(watch, moment) : null
  const base = { atMs: nowMs, actor: null, watch: watch.id } as const
  return { ...base, type: 'pending', heldMs: nowMs - moment.fromMs, deviceMs: reading.deviceMs }
}
