const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

function two(value: number): string {
  return value.toString().padStart(2, '0')
}

/** `hh:mm` of the station's wall clock, 24 h. In: UTC ms. */
export function clockTime(utcMs: number): string {
  const date = new Date(utcMs)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** `hh:mm:ss` of the station's wall clock. In: UTC ms. */
export function clockTimeSeconds(utcMs: number): string {
  return `${clockTime(utcMs)}:${two(new Date(utcMs).getSeconds())}`
}

/** `Tue 16 Jun 2026` by the station's wall clock. In: UTC ms. */
export function calendarDate(utcMs: number): string {
  const date = new Date(utcMs)
  const weekday = WEEKDAYS[date.getDay()] ?? ''
  return `${weekday} ${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`
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
  if (durationMs < MINUTE_MS) return `${Math.floor(Math.max(0, durationMs) / SECOND_MS)} s old`
  if (durationMs < 2 * HOUR_MS) return `${Math.floor(durationMs / MINUTE_MS)} min old`
  return `${Math.floor(durationMs / HOUR_MS)} h old`
}

/** A length of time for tables and sentences: `45 s`, `16 min`, `7 h 43 min`. In: ms. */
export function duration(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A length of time to the second: `6.4 s`, `3 min 12 s`, `1 h 0 min 2 s`. In: ms, not negative. */
export function exactDuration(durationMs: number): string {
  if (durationMs < MINUTE_MS) return `${(Math.round(durationMs / 100) / 10).toString()} s`
  const seconds = Math.round(durationMs / SECOND_MS)
  const minutes = Math.floor(seconds / 60)
  const rest = `${minutes % 60} min ${seconds % 60} s`
  return minutes < 60 ? rest : `${Math.floor(minutes / 60)} h ${rest}`
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
