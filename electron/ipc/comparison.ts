/** Values that must agree before a driver without a recording counts as proven on a bed. */
export const VALUES_TO_COMPARE = 5

/** What a comparison holds for: the bed it was made on, or every bed of the station with that driver and settings. */
export type ComparisonScope = 'bed' | 'station'

/** One value as Vigil had it and as somebody read it from the monitor's own screen. */
export interface ComparedValue {
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  /** As Vigil shows it, rounded to `decimals`. */
  readonly vigil: number
  /** As typed. */
  readonly screen: number
  /** They may differ by so much and still be the same. */
  readonly tolerance: number
  readonly atUtcMs: number
}

/** The comparison that holds for a bed: `compared with the monitor by AB on .. (5 values)`. */
export interface ConfirmationView {
  readonly initials: string
  readonly atUtcMs: number
  readonly values: number
  readonly scope: ComparisonScope
}

/** Which value is to be read from the monitor's screen. Vigil's own is not told before it is typed. */
export interface AskedValue {
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
}

/** Why the last answer counted neither for nor against the driver. */
export type NoVerdict = 'notANumber' | 'noValue' | 'unsteady'

/** Where a comparison stands. */
export type ComparisonState =
  | { readonly phase: 'asking'; readonly asked: AskedValue; readonly noVerdict: NoVerdict | null }
  /** Nothing can be asked just now: no channel has a valid value, or each was asked a moment ago. */
  | { readonly phase: 'waiting'; readonly cause: 'noValue' | 'tooSoon' }
  | { readonly phase: 'differs'; readonly value: ComparedValue }
  | { readonly phase: 'agrees' }

/** A running comparison of one bed with its monitor's screen. */
export interface ComparisonView {
  readonly bed: string
  /** Names this comparison: a window that answers an older one is refused. */
  readonly comparison: string
  readonly wanted: number
  /** Values that agreed so far. */
  readonly values: readonly ComparedValue[]
  readonly state: ComparisonState
}
