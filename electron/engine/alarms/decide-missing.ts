import type { Priority } from '../../../drivers/model/measurement.ts'
import { mayStandIn, watchedFromMs } from './rate-source.ts'
import { type Reading, valueAt } from './readings.ts'
import type { AlarmEvent, AlarmState } from './types.ts'
import { LIMIT_PREFIX, MISSING_PREFIX } from './watches.ts'

const ECG_RATE = 'MDC_ECG_HEART_RATE'
const SATURATION = 'MDC_PULS_OXIM_SAT_O2'
/** CLINICAL 1.6: a sensor of SpO2 that is off or has no pulse is told after 10 s, and as medium after 60 s. */
const SENSOR_AFTER_MS = 10_000
const SENSOR_MEDIUM_AFTER_MS = 60_000
/** CLINICAL 2.8: gaps of a wearable are usual, and a low alarm once they are long. */
const WORN_AFTER_MS = 300_000
/** A value that was beyond its limit and went missing (CLINICAL 1.7). */
const WATCHED_AFTER_MS = 5_000

interface Missing {
  readonly priority: Priority
  readonly text: string
}

function isInForce(state: AlarmState, parameter: string): boolean {
  const prefix = `${LIMIT_PREFIX}${parameter}:`
  return Object.entries(state.alarms).some(([id, { ended }]) => id.startsWith(prefix) && ended === null)
}

function isWatched(state: AlarmState, parameter: string): boolean {
  const prefix = `${LIMIT_PREFIX}${parameter}:`
  return Object.keys(state.pending).some((id) => id.startsWith(prefix)) || isInForce(state, parameter)
}

function otherRateHolds(readings: readonly Reading[], nowMs: number): boolean {
  for (const reading of readings) {
    const isOther = mayStandIn(reading) && reading.channel.id !== ECG_RATE && reading.channel.unit === '/min'
    if (isOther && valueAt(reading, nowMs) !== null) return true
  }
  return false
}

/** Whether a sensor names its lack itself: SpO2, and a pulse that is the rate to watch while SpO2 is not missing too. */
function namesLack(reading: Reading, readings: readonly Reading[], nowMs: number): boolean {
  if (reading.channel.id === SATURATION) return true
  if (!mayStandIn(reading)) return false
  return !readings.some(
    (one) => one.channel.id === SATURATION && valueAt(one, nowMs) === null && nowMs >= one.missingMs,
  )
}

/** The technical alarm of a parameter without a value, or null. */
function missingAlarm(
  state: AlarmState,
  reading: Reading,
  readings: readonly Reading[],
  nowMs: number,
): Missing | null {
  const missedMs = nowMs - reading.missingMs
  if (missedMs < 0) return null
  const { id, label, key } = reading.channel
  const text = `${label}: no value, check the sensor`
  const known = state.alarms[`${MISSING_PREFIX}${key}`]
  // Another source of the same rate is watched: only what alarms already needs this one.
  if (watchedFromMs(reading, readings) > nowMs && !isInForce(state, key)) return null
  if (reading.channel.wornAgeMs !== undefined) {
    if (missedMs >= WORN_AFTER_MS && namesLack(reading, readings, nowMs)) return { priority: 'low', text }
  } else if (nowMs >= reading.lackingMs) {
    if (id === ECG_RATE) return { priority: otherRateHolds(readings, nowMs) ? 'low' : 'medium', text }
    if (missedMs >= SENSOR_AFTER_MS && namesLack(reading, readings, nowMs)) {
      return { priority: missedMs >= SENSOR_MEDIUM_AFTER_MS ? 'medium' : 'low', text }
    }
  }
  const wasBeyond = isWatched(state, key) || known !== undefined
  if (!wasBeyond || missedMs < WATCHED_AFTER_MS) return null
  return { priority: 'medium', text: `${label}: no value, it was beyond its limit` }
}

/**
 * The next thing that happens to the technical alarm of a parameter, or null. It never touches an alarm of the limits.
 * In: all readings of the bed, because a pulse makes a lost ECG less urgent. Asked only while the line is live.
 */
export function decideMissing(
  state: AlarmState,
  reading: Reading,
  readings: readonly Reading[],
  nowMs: number,
): AlarmEvent | null {
  const condition = `${MISSING_PREFIX}${reading.channel.key}`
  const base = { atMs: nowMs, actor: null, condition } as const
  const entry = state.alarms[condition]
  const wanted = missingAlarm(state, reading, readings, nowMs)
  if (wanted === null) return entry === undefined ? null : { ...base, type: 'ended', why: 'over', as: 'gone' }
  if (entry?.facts.priority === wanted.priority) return null
  // What only became less urgent is no new alarm.
  if (entry?.facts.priority === 'medium') return null
  return {
    ...base,
    type: 'raised',
    facts: { source: 'vigil', kind: 'technical', cause: 'equipment', limit: null, ...wanted },
    waitedMs: nowMs - reading.missingMs,
    deviceMs: reading.deviceMs,
  }
}
