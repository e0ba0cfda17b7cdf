import type { Priority } from '../../drivers/model/measurement.ts'

/** Rhythms that Vigil's own analysis can tell, the most urgent first. Each is off until a site switches it on. */
export const RHYTHM_KINDS = [
  'asystole',
  'ventricularFibrillation',
  'ventricularTachycardia',
  'extremeTachycardia',
  'extremeBradycardia',
  'atrialFibrillation',
] as const
export type RhythmKind = (typeof RHYTHM_KINDS)[number]

/** `medium` holds only on lines whose device cannot alarm over them; anywhere else it is low. There is no higher one. */
export const RHYTHM_PRIORITIES = ['low', 'medium'] as const satisfies readonly Priority[]
export type RhythmPriority = (typeof RHYTHM_PRIORITIES)[number]

/** One finding that the site has switched on. */
export interface RhythmChoice {
  readonly kind: RhythmKind
  readonly priority: RhythmPriority
  /** Initials of who confirmed the figures and when, UTC ms. */
  readonly by: string
  readonly atUtcMs: number
  /** Version of the figures that were confirmed: with others it is off. */
  readonly figures: number
}

/** Why a finding that is switched on is not told on a bed. */
export type RhythmWithheld =
  /** A pacemaker is known or marked: pauses, slow rates and wide beats say nothing by themselves. */
  | 'paced'
  /** Figures and definitions are of adults. */
  | 'notAdult'

/** What Vigil looks for on a bed. */
export interface RhythmWatchView {
  readonly told: readonly RhythmKind[]
  readonly withheld: readonly { readonly kind: RhythmKind; readonly why: RhythmWithheld }[]
}

/** How often a finding was right and wrong on one set of recordings. */
export interface RhythmFigure {
  /** Name of the set. */
  readonly set: string
  /** Episodes, or true alarms of a monitor, in which it was told, and in which it was not. */
  readonly found: number
  readonly missed: number
  /** Told where there was none. */
  readonly falseCount: number
  /** Of an alarm set: false alarms of a monitor in which it stayed silent. Null: the set is no such one. */
  readonly quiet: number | null
  /** Length of the recordings, hours. Null: false ones are not counted by time there. */
  readonly hours: number | null
}

/** Commands about them. */
export interface RhythmCommands {
  /** Switches a finding on or off (`priority` null). Somebody must be signed in; `figures` is the version that they saw. */
  'rhythm.set': {
    request: { kind: RhythmKind; priority: RhythmPriority | null; figures: number }
    reply: Record<string, never>
  }
}
