import { notAfter, type Stretch } from './stretch.ts'

const MS_PER_S = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Rows of full disclosure. */
export const ROWS = 5
/** Periods of the overview, in hours. */
export const PERIOD_HOURS = [1, 4, 12, 24, 168] as const
export type PeriodHours = (typeof PERIOD_HOURS)[number]

/** What the review looks at: the period, and the left end of the strip inside it. */
export interface ReviewPlace {
  readonly hours: PeriodHours
  /** Right end of the overview, UTC ms. */
  readonly endUtcMs: number
  readonly atUtcMs: number
}

/** The newest part of the record: the strip ends now. */
export function newest(nowUtcMs: number, hours: PeriodHours, stripMs: number): ReviewPlace {
  return { hours, endUtcMs: nowUtcMs, atUtcMs: Math.floor((nowUtcMs - stripMs) / MS_PER_S) * MS_PER_S }
}

/** The period of the overview. */
export function periodOf({ hours, endUtcMs }: ReviewPlace): Stretch {
  return { fromUtcMs: endUtcMs - hours * HOUR_MS, toUtcMs: endUtcMs }
}

/**
 * Puts a moment in the middle of the strip. The strip never reaches beyond now; where it leaves the period, the period
 * follows it.
 */
export function goTo(
  place: ReviewPlace,
  middleUtcMs: number,
  stripMs: number,
  nowUtcMs: number,
): ReviewPlace {
  // Whole seconds, so that the times under the strip are.
  const fromUtcMs = Math.round((middleUtcMs - stripMs / 2) / MS_PER_S) * MS_PER_S
  const strip = notAfter({ fromUtcMs, toUtcMs: fromUtcMs + stripMs }, nowUtcMs)
  const period = periodOf(place)
  const isInside = strip.fromUtcMs >= period.fromUtcMs && strip.toUtcMs <= period.toUtcMs
  const endUtcMs = isInside
    ? place.endUtcMs
    : notAfter({ fromUtcMs: 0, toUtcMs: strip.toUtcMs + (period.toUtcMs - period.fromUtcMs) / 2 }, nowUtcMs)
        .toUtcMs
  return { ...place, endUtcMs, atUtcMs: strip.fromUtcMs }
}

/** The minutes of full disclosure: the last of them holds the left end of the strip. */
export function minutesAround({ atUtcMs }: ReviewPlace): Stretch {
  const last = Math.floor(atUtcMs / MINUTE_MS) * MINUTE_MS
  return { fromUtcMs: last - (ROWS - 1) * MINUTE_MS, toUtcMs: last + MINUTE_MS }
}

/** Length of the strip before its width is known. */
const FIRST_STRIP_MS = MINUTE_MS / 4
const FIRST_HOURS = 12

/** What the review begins with: the newest, or a moment that somebody came for. */
export function firstPlace(momentUtcMs: number | null, nowUtcMs: number): ReviewPlace {
  const latest = newest(nowUtcMs, FIRST_HOURS, FIRST_STRIP_MS)
  if (momentUtcMs === null) return latest
  const place = goTo(latest, momentUtcMs, FIRST_STRIP_MS, nowUtcMs)
  // Something entered a second ago is younger than the waves that are stored: it belongs to the events all the same.
  return { ...place, endUtcMs: Math.max(place.endUtcMs, momentUtcMs + 1) }
}
