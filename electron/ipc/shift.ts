import type { AgeClass, RiskMark } from './alarms.ts'
import type { EntryView } from './entry.ts'
import type { AlarmBurden, EventStrip, ScorePath, ShiftAlarm } from './handover.ts'
import type { StayMoveView } from './patient.ts'
import type { NoteView } from './trend.ts'

/** Summary of one bed and period, computed from the store alone. All times UTC ms; all durations ms. */
export interface ShiftSummary {
  readonly bed: string
  readonly bedLabel: string
  readonly station: string
  readonly patient: { readonly id: string; readonly authority: string } | null
  readonly simulated: boolean
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly madeUtcMs: number
  readonly madeBy: string | null
  /** Union of the time in which at least one channel was measured. */
  readonly monitoredMs: number
  readonly parameters: readonly ShiftParameter[]
  readonly gaps: readonly ShiftGap[]
  readonly alerts: readonly ShiftAlert[]
  /** Age class at the end of the period, whose limits held; null: nobody has chosen one. */
  readonly ageClass: AgeClass | null
  /** The mark that stood at the end of the period; absent: the patient was not marked as high-risk. */
  readonly highRisk?: RiskMark
  /** Alarms of the log in force in the period, oldest first: those of Vigil, and those it mirrors. */
  readonly alarms: readonly ShiftAlarm[]
  readonly burden: AlarmBurden
  readonly scores: ScorePath
  /** Why the patient is here, as it was written last; null: nobody wrote it. */
  readonly reason: WrittenText | null
  /** A word for the next shift about this period; null: nobody wrote one. */
  readonly forNext: WrittenText | null
  /** Notes and marks, by the moment they are about, oldest first. */
  readonly notes: readonly NoteView[]
  /** What people entered, by when it was seen, oldest first; corrected ones too. */
  readonly entries: readonly EntryView[]
  /** Stretches of the bed that were given from one patient to another, in the order in which that was done. */
  readonly moves: readonly StayMoveView[]
  /** Labels of usual vital signs that no channel of this bed sent in the period. */
  readonly notMeasured: readonly string[]
  /** Null where the monitor sent no clock in the period. */
  readonly clock: ShiftClock | null
  readonly strip: ShiftStrip | null
  /** Waves round high alarms and marks, oldest first. */
  readonly eventStrips: readonly EventStrip[]
  /** High alarms and marks without a strip: more than the page has room for, or no wave is stored. */
  readonly stripsLeftOut: number
  /** First 16 hex digits of SHA-256 over the canonical JSON of the summary without this field, in groups of four. */
  readonly recordCheck: string
}

/** What somebody wrote for the page. */
export interface WrittenText {
  readonly text: string
  /** Initials of who was signed in. */
  readonly author: string
  readonly writtenUtcMs: number
}

/** The monitor's clock against the station's, at the end of the period. */
export interface ShiftClock {
  /** Device clock less station clock, ms. */
  readonly offsetMs: number
  /** Ms a day that the offset grows by, or null where it was read too seldom to say. */
  readonly driftMsPerDay: number | null
  /** When the offset changed at once in the last days, oldest first; `station`: the station's own clock was set. */
  readonly jumps: readonly {
    readonly atUtcMs: number
    readonly byMs: number
    readonly kind: 'hour' | 'set' | 'station'
  }[]
}

export interface ShiftParameter {
  readonly key: string
  /** Which device of the bed sent it; absent: its monitor. */
  readonly device?: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly episodic: boolean
  /** Count of values with a number, and of values without one. */
  readonly count: number
  readonly invalid: number
  readonly last: number | null
  readonly lastUtcMs: number | null
  /** Over one-minute medians (episodic: over the readings). */
  readonly median: number | null
  readonly lowest: number | null
  readonly highest: number | null
  /** Single extremes over every value. */
  readonly peakLow: number | null
  readonly peakHigh: number | null
  /** Limits of the bed that held last, in the same unit; null where there were none: no age class, or none in this unit. */
  readonly limitLow: number | null
  readonly limitHigh: number | null
  /** Other limits held earlier in the period: each counts for its own time. */
  readonly limitsChanged: boolean
  /** By the limits that held at the time. Null without limits, or for episodic readings. */
  readonly inRangeMs: number | null
  readonly outOfRangeMs: number | null
  readonly notMeasuredMs: number
  /** One point a minute with data; a minute without data has no point. For episodic: one point a reading. */
  readonly trend: readonly TrendPoint[]
}

export interface TrendPoint {
  readonly atUtcMs: number
  readonly median: number
  readonly low: number
  readonly high: number
}

export interface ShiftGap {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  /** Cause id of the gap ledger, see GapCause. */
  readonly cause: string
  /** Label of the channel or name of the device, or null when the whole bed was silent. */
  readonly label: string | null
  /** Set where all of one device of the bed was silent. */
  readonly device?: string
  /** What was seen, in one sentence; empty where nothing is known. */
  readonly evidence: string
}

export interface ShiftAlert {
  readonly atUtcMs: number
  readonly endUtcMs: number | null
  readonly priority: 'high' | 'medium' | 'low'
  readonly text: string
}

/** Some seconds of waves for the page: null samples are gaps. */
export interface ShiftStrip {
  readonly fromUtcMs: number
  readonly seconds: number
  readonly rows: readonly {
    readonly label: string
    readonly unit: string
    readonly rateHz: number
    readonly samples: readonly (number | null)[]
  }[]
}
