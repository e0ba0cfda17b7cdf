import { HOURS_PER_DAY, MINUTES_PER_HOUR, MS_PER_MINUTE, OFFSET_LIMIT_MINUTES } from './codes.ts'

export type DtmPrecision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction'

/** A time read from a message. */
export interface Dtm {
  readonly utcMs: number
  /** Minutes east of UTC as the sender wrote it, or null if it wrote none and the caller's was taken. */
  readonly offsetMinutes: number | null
  readonly precision: DtmPrecision
}

/** YYYY[MM[DD[HH[MM[SS[.S..]]]]]][+-ZZZZ], HL7 v2 data type DTM. */
const DTM = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\.\d{1,6})?(?:([+-])(\d{2})(\d{2}))?$/
const PRECISIONS: readonly DtmPrecision[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction']
const YEARS_TO_SECONDS_PARTS = 6

/**
 * Reads a DTM of any precision. In: the leaf, and the offset to take where the
 * sender wrote none (minutes east of UTC). Null if it is no real date and time.
 */
export function parseDtm(text: string, assumedOffsetMinutes = 0): Dtm | null {
  const match = DTM.exec(text.trim())
  if (match === null) return null
  const parts: readonly (string | undefined)[] = match.slice(1, YEARS_TO_SECONDS_PARTS + 1)
  const given = parts.indexOf(undefined)
  const count = given === -1 ? YEARS_TO_SECONDS_PARTS : given
  // A later part without the earlier one cannot match; a fraction needs its seconds.
  const fraction = match[7]
  if (fraction !== undefined && count < YEARS_TO_SECONDS_PARTS) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  )
  const localMs = localTime(year, month, day, hour, minute, second)
  const offset = offsetOf(match[8], match[9], match[10])
  if (localMs === null || offset === 'invalid') return null
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0${fraction}`) * 1000 + 1e-6)
  return {
    utcMs: localMs + milliseconds - (offset ?? assumedOffsetMinutes) * MS_PER_MINUTE,
    offsetMinutes: offset,
    precision: PRECISIONS[fraction === undefined ? count - 1 : YEARS_TO_SECONDS_PARTS] ?? 'second',
  }
}

/**
 * Writes a DTM with its offset, which is always present (INTEROP 1.1, MSH-7).
 * In: UTC milliseconds, minutes east of UTC to write it in, whole seconds or with
 * milliseconds. Throws a TypeError for a time or an offset that cannot be written.
 */
export function formatDtm(
  utcMs: number,
  offsetMinutes = 0,
  precision: 'second' | 'fraction' = 'second',
): string {
  if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) > OFFSET_LIMIT_MINUTES) {
    throw new TypeError('"offsetMinutes" must be a whole number within 14 hours')
  }
  const local = new Date(Math.floor(utcMs) + offsetMinutes * MS_PER_MINUTE)
  const year = local.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new TypeError('"utcMs" must be a time in the years 0 to 9999')
  const seconds =
    pad(year, 4) +
    pad(local.getUTCMonth() + 1, 2) +
    pad(local.getUTCDate(), 2) +
    pad(local.getUTCHours(), 2) +
    pad(local.getUTCMinutes(), 2) +
    pad(local.getUTCSeconds(), 2)
  const fraction = precision === 'fraction' ? `.${pad(local.getUTCMilliseconds(), 3)}` : ''
  const size = Math.abs(offsetMinutes)
  const sign = offsetMinutes < 0 ? '-' : '+'
  const zone = pad(Math.floor(size / MINUTES_PER_HOUR), 2) + pad(size % MINUTES_PER_HOUR, 2)
  return `${seconds}${fraction}${sign}${zone}`
}

/** Milliseconds of a date and time as if it were UTC, or null if the calendar has no such moment. */
function localTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  if (hour >= HOURS_PER_DAY || minute >= MINUTES_PER_HOUR || second >= MINUTES_PER_HOUR) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return null
  }
  return date.setUTCHours(hour, minute, second)
}

function offsetOf(sign?: string, hours?: string, minutes?: string): number | null | 'invalid' {
  if (sign === undefined || hours === undefined || minutes === undefined) return null
  const size = Number(hours) * MINUTES_PER_HOUR + Number(minutes)
  if (Number(minutes) >= MINUTES_PER_HOUR || size > OFFSET_LIMIT_MINUTES) return 'invalid'
  return sign === '-' ? -size : size
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
