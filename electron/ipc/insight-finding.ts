/** Numbers that hints are about. */
export const INSIGHT_PARAMETERS = ['heartRate', 'systolic', 'respiration', 'spo2', 'temperature'] as const
export type InsightParameter = (typeof INSIGHT_PARAMETERS)[number]

/** Which rule made a hint. */
export const INSIGHT_RULES = ['trend', 'step', 'baseline'] as const
export type InsightRule = (typeof INSIGHT_RULES)[number]

/** What an insight cannot know, as codes: their sentences are made where they are shown. */
export type Unknown =
  /** Why the number changes: drugs, procedures, posture and artefact are not read. */
  | 'cause'
  /** Whether it means anything for this patient: no rule here was compared with outcomes. */
  | 'meaning'
  /** Neighbouring minutes are taken as independent, so chance is made to look smaller than it is. */
  | 'dependence'
  /** Whether it goes on: a time to a limit holds only if it does. */
  | 'continuation'
  /** The slower end of the range is open: some pairs of values do not go that way at all. */
  | 'openRange'
  /** The newest part of the window does not go that way any more. */
  | 'levelled'
  /** What was there in minutes without a value. */
  | 'gaps'
  /** Readings that were left out: without a number, doubtful, late or too many. */
  | 'leftOut'
  /** Whether the values learnt as usual were usual for this patient. */
  | 'usual'

/** What an insight rests on. Times are those of the readings; on a screen UTC ms. */
export interface InputSpan {
  readonly fromMs: number
  readonly toMs: number
  readonly first: number
  readonly last: number
  /** Points, one a minute at most, and the readings in them. */
  readonly minutes: number
  readonly readings: number
  readonly leftOut: number
  readonly longestGapMs: number
}

/** In how many milliseconds a limit is reached if the trend goes on; `latestMs` null: open. */
export interface TimeToLimit {
  readonly limit: number
  readonly aboutMs: number
  readonly soonestMs: number
  readonly latestMs: number | null
}

/** A number goes up or down. */
export interface TrendFinding {
  readonly kind: 'trend'
  readonly slopePerHour: number
  /** The middle three fifths of the slopes of all pairs of points. */
  readonly slopeRange: readonly [low: number, high: number]
  readonly windowMs: number
  readonly timeToLimit: TimeToLimit | null
}

/** A number went from one level to another. */
export interface StepFinding {
  readonly kind: 'step'
  readonly before: number
  readonly after: number
  readonly spread: number
}

/** What a clinician set as usual for a patient; in the unit of the number. */
export interface UsualRange {
  readonly parameter: InsightParameter
  readonly low: number
  readonly high: number
  /** Initials of who was signed in. */
  readonly by: string
  readonly atUtcMs: number
}

/** A number stays away from what was usual for this patient. */
export interface BaselineFinding {
  readonly kind: 'baseline'
  readonly usual: number
  readonly spread: number
  readonly value: number
  readonly deviation: number
  /** Who said what is usual: a person, or the first hours. */
  readonly from: 'set' | 'learnt'
  /** Of what a person set: the range itself; `usual` is its middle and `spread` half its width. */
  readonly range?: readonly [low: number, high: number] | undefined
}

/** One explained hint. There is no priority above low: a trend is never an alarm. */
export interface Insight {
  readonly rule: InsightRule
  readonly version: number
  readonly priority: 'low' | 'info'
  readonly parameter: InsightParameter
  readonly unit: string
  readonly what: TrendFinding | StepFinding | BaselineFinding
  readonly sinceMs: number
  readonly inputs: readonly InputSpan[]
  readonly unknown: readonly Unknown[]
}

/** Why a rule says nothing: not the same as "no change". */
export type Unanswered = 'fewPoints' | 'shortSpan' | 'gap' | 'stale' | 'learning'
