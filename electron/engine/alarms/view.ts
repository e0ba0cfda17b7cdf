import type {
  AlarmNotice,
  AlarmView,
  BedAlarmStatus,
  LimitView,
  RiskMark,
  TimedState,
} from '../../ipc/alarms.ts'
import { endOf } from './decide-time.ts'
import { isLimited } from './profiles.ts'
import { watchedInstead } from './rate-source.ts'
import type { Reading } from './readings.ts'
import { escalation, isHidden, sounds } from './signal.ts'
import type { AlarmEntry, AlarmState, Risk, Timed } from './types.ts'
import { limitName, limitsInForce } from './watches.ts'

/** What a look at the alarms of a bed needs beside its state. */
export interface Look {
  readonly nowMs: number
  /** Station time of a monotonic time. */
  utcMs(monotonicMs: number): number
  readonly readings: readonly Reading[]
}

const RANK = { high: 0, medium: 1, low: 2 } as const

function alarmView(state: AlarmState, id: string, entry: AlarmEntry, { nowMs, utcMs }: Look): AlarmView {
  const { facts, acknowledged, ended, occurrence, sinceMs } = entry
  const { source, kind, priority, cause, text, limit } = facts
  return {
    id,
    occurrence,
    source,
    kind,
    priority,
    cause,
    text,
    ...(limit !== null && { limit }),
    ...(entry.evidence !== undefined && { evidence: entry.evidence }),
    sinceUtcMs: utcMs(sinceMs),
    state: ended !== null ? ended.as : acknowledged !== null ? 'acknowledged' : 'active',
    endedUtcMs: ended === null ? null : utcMs(ended.atMs),
    acknowledgedBy: acknowledged?.by ?? null,
    sounds: sounds(state, entry),
    hidden: isHidden(state, entry),
    escalation: escalation(state, entry, nowMs),
  }
}

/** Every alarm of a bed: highest priority first, then oldest. */
export function alarmViews(state: AlarmState, look: Look): AlarmView[] {
  return Object.entries(state.alarms)
    .sort(
      ([, a], [, b]) =>
        RANK[a.facts.priority] - RANK[b.facts.priority] ||
        a.sinceMs - b.sinceMs ||
        a.occurrence - b.occurrence,
    )
    .map(([id, entry]) => alarmView(state, id, entry, look))
}

function timedState(timed: Timed | undefined, { utcMs }: Look): TimedState | null {
  if (timed === undefined) return null
  const { sinceMs, by, reason, role } = timed
  return { sinceUtcMs: utcMs(sinceMs), untilUtcMs: utcMs(endOf(timed)), by, reason, role }
}

/** The mark of a high-risk patient with its time on the clock of the station. */
export function riskMark({ sinceMs, by, reason }: Risk, utcMs: Look['utcMs']): RiskMark {
  return { sinceUtcMs: utcMs(sinceMs), by, reason }
}

/** The limits of one parameter as screens show them; null where there are none. */
export function limitView(state: AlarmState, reading: Reading, look: Look): LimitView | null {
  const { channel } = reading
  const inForce = limitsInForce(state, channel)
  if (inForce === null) return null
  const { key: parameter, id, label, unit, decimals } = channel
  const { profile, limits, extreme, delayMs, isOwn, by } = inForce
  const { bounds, step, delayBounds, clearMs, deadband, priority, isLethal } = profile
  return {
    parameter,
    id,
    label,
    unit,
    decimals,
    ...limits,
    extremeLow: extreme.low,
    extremeHigh: extreme.high,
    bounds,
    step,
    source: isOwn ? 'patient' : 'profile',
    by,
    delayMs,
    delayBounds,
    clearMs,
    deadband,
    priority,
    off: {
      low: timedState(state.off[limitName(parameter, 'low')], look),
      high: timedState(state.off[limitName(parameter, 'high')], look),
    },
    mayTurnOff: { low: limits.low !== null && !isLethal, high: limits.high !== null && !isLethal },
    watchedInstead: watchedInstead(reading, look.readings, look.nowMs)?.channel.label ?? null,
  }
}

function notices(state: AlarmState, look: Look): AlarmNotice[] {
  const { set, off, ageClass } = state
  const says: AlarmNotice[] = []
  for (const name of ['comfortCare', 'audioOff', 'alarmsPaused', 'audioPaused'] as const) {
    if (set[name] !== undefined) says.push(name)
  }
  if (Object.keys(off).length > 0) says.push('limitOff')
  if (state.askedMs !== null) says.push('settingsOld')
  if (ageClass === null) says.push('noAgeClass')
  else {
    const lacks = look.readings.some(
      ({ channel }) => isLimited(channel.id) && limitsInForce(state, channel) === null,
    )
    if (lacks) says.push('limitsLack')
  }
  return says
}

/** What holds for the alarms of a bed. */
export function statusView(state: AlarmState, look: Look): BedAlarmStatus {
  const limits = look.readings.map((reading) => limitView(state, reading, look))
  const { set, ageClass, remindedMs } = state
  return {
    ageClass,
    limits: limits.filter((limit) => limit !== null),
    audioPaused: timedState(set.audioPaused, look),
    audioOff: timedState(set.audioOff, look),
    alarmsPaused: timedState(set.alarmsPaused, look),
    comfortCare: timedState(set.comfortCare, look),
    ...(state.risk !== undefined && { highRisk: riskMark(state.risk, look.utcMs) }),
    remindedUtcMs: remindedMs === null ? null : look.utcMs(remindedMs),
    says: notices(state, look),
  }
}
