import type { EntryView } from './entry.ts'
import type { InsightFact } from './insight.ts'
import type { ShiftAlert, ShiftClock, ShiftGap } from './shift.ts'

/** Longest period of trends that a screen may ask for: a week and an hour. */
export const LONGEST_TREND_MS = 169 * 3_600_000
/** Longest note, in characters. */
export const LONGEST_NOTE = 500

/** Trends of one bed over a period, from the record alone. All times UTC ms. */
export interface TrendView {
  readonly bed: string
  /** Later than asked for where the person in the bed changed in between: nobody's trend is another's. */
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly simulated: boolean
  /** False while older data of the period is still being entered: a hole may fill. */
  readonly complete: boolean
  readonly parameters: readonly TrendParameter[]
  readonly gaps: readonly ShiftGap[]
  readonly alerts: readonly ShiftAlert[]
  /** What people entered, by when it was seen, oldest first; corrected ones too. */
  readonly entries: readonly EntryView[]
  /** Oldest first. */
  readonly notes: readonly NoteView[]
  /** Null where the monitor sent no clock in the period. */
  readonly clock: ShiftClock | null
}

export interface TrendParameter {
  readonly key: string
  /** Which device of the bed sent it; absent: its monitor. */
  readonly device?: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly episodic: boolean
  /** Limits of the profile in the same unit; null where it has none. */
  readonly limitLow: number | null
  readonly limitHigh: number | null
  /** Width of every bucket, ms. */
  readonly widthMs: number
  /** In time order. A bucket in which nothing was measured is not there. */
  readonly buckets: readonly TrendBucket[]
}

export interface TrendBucket {
  readonly atUtcMs: number
  readonly low: number
  readonly high: number
  readonly mean: number
  /** Some of it the monitor itself called questionable or demo. */
  readonly doubtful: boolean
}

/** What people write of their own. `mark`: a moment worth finding again; its text may be empty. */
export type WrittenKind = 'note' | 'mark'

/** Something a person wrote about a bed. `dismissal`: why a hint stands aside, with `dismissed`. */
export interface NoteView {
  readonly id: string
  readonly kind: WrittenKind | 'dismissal'
  /** The moment it is about. */
  readonly atUtcMs: number
  /** When it was written. */
  readonly writtenUtcMs: number
  /** Initials of who was signed in. */
  readonly author: string
  readonly text: string
  /** Of a dismissal: the hint as it stood. */
  readonly dismissed?: InsightFact
  /** Of a dismissal: the text says what was done about it; absent: why it was dismissed. */
  readonly actedOn?: true
}
