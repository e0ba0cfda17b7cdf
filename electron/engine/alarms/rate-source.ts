import { type Reading, valueAt } from './readings.ts'

/**
 * Where the one heart or pulse rate of a patient comes from, the first one with a value being watched: the ECG, then
 * the pleth, then pressures, then what does not say, then the cuff. One slow heart is one alarm, not one per sensor.
 */
const SOURCES: readonly (readonly string[])[] = [
  ['MDC_ECG_HEART_RATE'],
  ['MDC_PULS_OXIM_PULS_RATE', 'MDC_PLETH_PULS_RATE'],
  ['MDC_BLD_PULS_RATE_INV'],
  ['MDC_PULS_RATE'],
  ['MDC_PULS_RATE_NON_INV'],
]

const placeById = new Map(SOURCES.flatMap((ids, place) => ids.map((id) => [id, place] as const)))

/** Whether a parameter is one of the sources of the heart or pulse rate. */
export function isRate({ channel }: Reading): boolean {
  return placeById.has(channel.id)
}

/** Whether it may stand in for another source; a single reading of a cuff may not. */
export function mayStandIn(reading: Reading): boolean {
  return isRate(reading) && reading.channel.timing === 'continuous'
}

/** Whether `one` is asked before `other`; of two in the same place, the one whose key sorts first. */
function isBefore(one: Reading, other: Reading): boolean {
  const place = placeById.get(one.channel.id) ?? SOURCES.length
  const otherPlace = placeById.get(other.channel.id) ?? SOURCES.length
  return place < otherPlace || (place === otherPlace && one.channel.key < other.channel.key)
}

/** The sources that are asked before this one. */
function before(reading: Reading, readings: readonly Reading[]): Reading[] {
  if (!isRate(reading)) return []
  return readings.filter(
    (one) => mayStandIn(one) && one.channel.unit === reading.channel.unit && isBefore(one, reading),
  )
}

/**
 * From when on a parameter may raise alarms of its limits: as soon as no source before it has a value, monotonic ms.
 * A single reading of a cuff counts only if that was so when it came: an old one takes nothing over. `-Infinity`: always.
 */
export function watchedFromMs(reading: Reading, readings: readonly Reading[]): number {
  const freeMs = before(reading, readings).reduce(
    (latest, { missingMs }) => Math.max(latest, missingMs),
    Number.NEGATIVE_INFINITY,
  )
  if (reading.channel.timing === 'continuous' || freeMs <= reading.arrivedMs) return freeMs
  return Number.POSITIVE_INFINITY
}

/** The source whose value is watched at `nowMs` instead of this one, or null. */
export function watchedInstead(
  reading: Reading,
  readings: readonly Reading[],
  nowMs: number,
): Reading | null {
  const holding = before(reading, readings).filter((one) => valueAt(one, nowMs) !== null)
  return holding.sort((one, other) => (isBefore(one, other) ? -1 : 1))[0] ?? null
}
