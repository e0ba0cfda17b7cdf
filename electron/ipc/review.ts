import type { EntryView } from './entry.ts'
import type { StayMoveView } from './patient.ts'
import type { ShiftAlert, ShiftGap } from './shift.ts'
import type { NoteView } from './trend.ts'
import type { PatientView } from './views.ts'

/** A bed and a period of its record, UTC ms, half open. */
export interface ReviewRequest {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** What the record knows of a bed in a period, as fine as a screen is. */
export interface ReviewOverview extends ReviewRequest {
  /** From the first to the last of what is recorded of the bed; null of nothing. */
  readonly recorded: { readonly fromUtcMs: number; readonly toUtcMs: number } | null
  readonly lanes: readonly ReviewLane[]
  readonly waves: readonly ReviewWave[]
  readonly gaps: readonly ShiftGap[]
  readonly alerts: readonly ShiftAlert[]
  /** Notes and marked moments, oldest first. */
  readonly notes: readonly NoteView[]
  /** What people entered, by when it was seen, oldest first; corrected ones too. */
  readonly entries: readonly EntryView[]
  /** Stretches of the bed that were given from one patient to another. */
  readonly moves: readonly StayMoveView[]
}

/** One number over time; a stretch without a point was not measured. */
export interface ReviewLane {
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly episodic: boolean
  readonly simulated: boolean
  readonly widthMs: number
  readonly points: readonly {
    readonly atUtcMs: number
    readonly least: number
    readonly greatest: number
    readonly mean: number | null
  }[]
  /** False while older parts are still being summed up in the background. */
  readonly complete: boolean
}

/** A wave that was recorded in the period. */
export interface ReviewWave {
  /** Number of the channel in the record. */
  readonly channel: number
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly simulated: boolean
  /** Clinical range of the trace, for a first scale. */
  readonly lowest: number
  readonly highest: number
}

export interface ReviewRowsRequest extends ReviewRequest {
  readonly channel: number
  readonly rowMs: number
  /** Columns of a row on the screen. */
  readonly columns: number
}

/** One wave in rows of equal length, as the least and greatest of each column: no extreme is lost. NaN: nothing. */
export interface ReviewRows {
  readonly rows: readonly {
    readonly fromUtcMs: number
    readonly least: Float32Array
    readonly greatest: Float32Array
  }[]
}

/** All waves of a stretch, sample by sample. */
export interface ReviewStrip extends ReviewRequest {
  /** Who was connected all through the stretch; null for nobody, and for more than one. */
  readonly patient: PatientView | null
  readonly rows: readonly (ReviewWave & {
    /** Physical values from `fromUtcMs` on, one for each sample time; NaN where nothing was sent. */
    readonly values: Float32Array
    /** Index of each pace mark. */
    readonly paces: readonly number[]
    /** Share of the stretch that is missing, 0 to 1. */
    readonly lost: number
  })[]
}

/** The numbers that stood at one moment. */
export interface ReviewMoment {
  readonly atUtcMs: number
  readonly numbers: readonly {
    readonly key: string
    readonly id: string
    readonly label: string
    readonly unit: string
    readonly decimals: number
    readonly value: number
    readonly measuredUtcMs: number
    /** The monitor doubted it, or it is its own demonstration value. */
    readonly validity: 'good' | 'questionable' | 'demo'
  }[]
  /** Monitor's clock less the station's, ms; null where it sent none. */
  readonly clockOffsetMs: number | null
}
