import type { Priority } from '../../drivers/model/measurement.ts'
import type { AgeClass, LimitSetting, LimitSide } from './alarms.ts'

/** A stretch of a record, UTC ms, half open. */
interface Period {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Alarms of one kind on one bed in a period: who gives the same alarm again and again. */
export interface LoadGroup {
  readonly bed: string
  /** Id of the condition. */
  readonly id: string
  readonly source: 'bedside' | 'vigil'
  readonly kind: 'physiological' | 'technical'
  /** The highest it had. */
  readonly priority: Priority
  /** Name of the parameter, or the words of the alarm where it has none. */
  readonly label: string
  readonly parameter: string | null
  readonly side: LimitSide | null
  readonly isExtreme: boolean
  readonly alarms: number
  /** How long they stood, all together, ms. */
  readonly standingMs: number
}

export interface BedLoad {
  readonly bed: string
  readonly label: string
  readonly alarms: number
  /** By hour from the beginning of the period on. */
  readonly byHour: readonly number[]
}

/** How many alarms there were; each counts when it began. Of beds and parameters, never of people. */
export interface AlarmLoad extends Period {
  readonly alarms: number
  readonly byHour: readonly number[]
  /** Most alarms first. */
  readonly beds: readonly BedLoad[]
  /** Most alarms first. */
  readonly groups: readonly LoadGroup[]
}

/** A limit to try. */
export interface TriedLimit extends LimitSetting {
  readonly parameter: string
}

/** An alarm of a limit as a replay gave it. */
export interface ReplayedAlarm {
  readonly parameter: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly side: LimitSide
  readonly isExtreme: boolean
  readonly priority: Priority
  readonly limit: number
  readonly worst: number
  readonly sinceUtcMs: number
  /** Null: it stood at the end of the period. */
  readonly endedUtcMs: number | null
}

/** An alarm that the limits to try would not have given. */
export interface MissedAlarm extends ReplayedAlarm {
  /** `delay`: its value was beyond the limit to try too, but not for long enough; `limit`: it was not. */
  readonly why: 'limit' | 'delay'
}

/** One bound as it was and as it is tried. */
export interface WhatIfLimit {
  readonly parameter: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly side: LimitSide
  /** Bounds that nobody can switch off; they are never tried with other values, but follow the limits. */
  readonly isExtreme: boolean
  readonly before: { readonly limit: number; readonly delayMs: number }
  readonly tried: { readonly limit: number; readonly delayMs: number }
  readonly bounds: { readonly least: number; readonly most: number }
  readonly delayBounds: { readonly leastMs: number; readonly mostMs: number }
  readonly step: number
  readonly alarmsBefore: number
  readonly alarmsTried: number
  /** By how much the tried limit gives the same alarms later, the middle one, ms; null where it gives none of them. */
  readonly laterMs: number | null
}

/** A moment that somebody has marked. */
export interface WhatIfMark {
  readonly atUtcMs: number
  readonly text: string
  /** An alarm of a limit stood around it (from 2 min before to 1 min after). */
  readonly alarmed: boolean
  readonly stillAlarms: boolean
  /** Null unless both did. */
  readonly laterMs: number | null
}

/** What other limits would have done to a stored period, decided by the code that decides live. */
export interface WhatIf extends Period {
  readonly bed: string
  /** At the end of the period, or as tried. */
  readonly ageClass: AgeClass
  readonly limits: readonly WhatIfLimit[]
  /** With the limits that held then, and with those to try. Oldest first. */
  readonly before: readonly ReplayedAlarm[]
  readonly tried: readonly ReplayedAlarm[]
  /** Of `before`, those without one of `tried` while they stood. */
  readonly missed: readonly MissedAlarm[]
  readonly marks: readonly WhatIfMark[]
  /** Alarms of the monitor, of lines and of sensors: no limit changes them. */
  readonly unchanged: readonly LoadGroup[]
  /** Limit alarms that the engine gave then, from its log, and how many of these and of `before` lack each other. */
  readonly logged: number
  readonly differ: number
  /** Stored values that were replayed. */
  readonly readings: number
  /** How long nothing came from the bed. */
  readonly gapsMs: number
}

/** Longest period of a what-if. */
export const LONGEST_WHAT_IF_MS = 24 * 3_600_000

export interface LoadCommands {
  /** Alarms of one bed, or of all (`bed` null), a week at most. */
  'alarm.load': { request: { bed: string | null; fromUtcMs: number; toUtcMs: number }; reply: AlarmLoad }
  /**
   * Other limits for a stored period, a day at most. `ageClass`: as if it had been chosen; null: as it was. Refused like
   * limits of now where they are outside their bounds, and where nobody had chosen an age class.
   */
  'alarm.whatIf': {
    request: {
      bed: string
      fromUtcMs: number
      toUtcMs: number
      ageClass: AgeClass | null
      limits: readonly TriedLimit[]
    }
    reply: WhatIf
  }
}
