import { printedNumber } from './values.ts'
import { words } from './words.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** Between the names of days and of months in their texts. */
const NAME_BREAK = ' '

function two(value: number): string {
  return value.toString().padStart(2, '0')
}

/** `hh:mm` of the station's wall clock, 24 h. In: UTC ms. */
export function clockTime(utcMs: number): string {
  const date = new Date(utcMs)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A whole hour of the wall clock, `06:00`. In: 0 to 23. */
export function hourText(hour: number): string {
  return `${two(hour)}:00`
}

/** `hh:mm:ss` of the station's wall clock. In: UTC ms. */
export function clockTimeSeconds(utcMs: number): string {
  return `${clockTime(utcMs)}:${two(new Date(utcMs).getSeconds())}`
}

/** `Tue 16 Jun 2026` by the station's wall clock. In: UTC ms. */
export function calendarDate(utcMs: number): string {
  const date = new Date(utcMs)
  return words('time.date', {
    weekday: words('time.weekdays').split(NAME_BREAK)[date.getDay()] ?? '',
    day: String(date.getDate()),
    month: words('time.months').split(NAME_BREAK)[date.getMonth()] ?? '',
    year: String(date.getFullYear()),
  })
}

/** `Tue 16 Jun 2026, 07:00` by the station's wall clock. In: UTC ms. */
export function moment(utcMs: number): string {
  return words('time.moment', { date: calendarDate(utcMs), clock: clockTime(utcMs) })
}

/** An age as `m:ss`, from an hour `h:mm:ss`. In: ms; below zero counts as zero. */
export function age(durationMs: number): string {
  const seconds = Math.floor(Math.max(0, durationMs) / SECOND_MS)
  const hours = Math.floor(seconds / 3_600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = two(seconds % 60)
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`
}

/** The age of a number in words that fit beside it: `7 s old`, `12 min old`, `3 h old`. */
export function shortAge(durationMs: number): string {
  if (durationMs < MINUTE_MS) {
    const seconds = String(Math.floor(Math.max(0, durationMs) / SECOND_MS))
    return words('time.oldSeconds', { seconds })
  }
  if (durationMs < 2 * HOUR_MS) {
    return words('time.oldMinutes', { minutes: String(Math.floor(durationMs / MINUTE_MS)) })
  }
  return words('time.oldHours', { hours: String(Math.floor(durationMs / HOUR_MS)) })
}

/** A length of time for tables and sentences: `45 s`, `16 min`, `7 h 43 min`. In: ms. */
export function duration(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return words('time.seconds', { seconds: String(Math.round(ms / SECOND_MS)) })
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return words('time.minutes', { minutes: String(minutes) })
  return words('time.hoursMinutes', {
    hours: String(Math.floor(minutes / 60)),
    minutes: String(minutes % 60),
  })
}

/** How long ago something was that may be months ago: `41 h`, from two days on `12 days`. In: ms; below zero counts as zero. */
export function longAge(durationMs: number): string {
  if (durationMs < 2 * DAY_MS) return duration(durationMs)
  return words('time.days', { count: String(Math.floor(durationMs / DAY_MS)) })
}

/** A length of time to the second: `6.4 s`, `3 min 12 s`, `1 h 0 min 2 s`. In: ms, not negative. */
export function exactDuration(durationMs: number): string {
  if (durationMs < MINUTE_MS) {
    return words('time.seconds', { seconds: printedNumber(Math.round(durationMs / 100) / 10) })
  }
  const seconds = Math.round(durationMs / SECOND_MS)
  const minutes = Math.floor(seconds / 60)
  const rest = { minutes: String(minutes % 60), seconds: String(seconds % 60) }
  if (minutes < 60) return words('time.minutesSeconds', rest)
  return words('time.hoursMinutesSeconds', { hours: String(Math.floor(minutes / 60)), ...rest })
}

/** Whether two moments fall on the same day of the station's wall clock. */
export function sameDay(leftUtcMs: number, rightUtcMs: number): boolean {
  if (Math.abs(leftUtcMs - rightUtcMs) >= DAY_MS) return false
  return new Date(leftUtcMs).getDate() === new Date(rightUtcMs).getDate()
}

/** `2026-11-25` by the station's wall clock, as it is written in forms. In: UTC ms. */
export function writtenDate(utcMs: number): string {
  const date = new Date(utcMs)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
