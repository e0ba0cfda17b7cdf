import type {
  InputSpan,
  Insight,
  InsightParameter,
  InsightRule,
  Unanswered,
  UsualRange,
} from './insight-finding.ts'
import type { PatientView } from './views.ts'

/** Letters of a reason at most. */
export const LONGEST_REASON = 200

/** Which way a finding goes. */
export type InsightDirection = 'up' | 'down'

/** Names a finding of a bed: the same one while it lasts. */
export interface InsightRef {
  readonly rule: InsightRule
  readonly parameter: InsightParameter
  readonly direction: InsightDirection
}

/** What was found, as it stood at a moment. Times UTC ms. */
export interface InsightFact extends InsightRef, Pick<Insight, 'version' | 'unit' | 'what'> {
  /** Since when, as far as the inputs tell. */
  readonly sinceUtcMs: number
}

/** A hint as a screen shows it. Times UTC ms; `input` too. */
export interface InsightView extends InsightFact, Pick<Insight, 'priority' | 'unknown'> {
  /** How the monitor names the number it rests on. */
  readonly label: string
  readonly input: InputSpan
}

/** What somebody said of a finding, so that it stands aside while it lasts: why, or what was done about it. */
export interface InsightDismissal {
  readonly id: string
  readonly fact: InsightFact
  readonly reason: string
  /** Somebody did something about it; absent: it was dismissed. */
  readonly actedOn?: true | undefined
  readonly author: string
  readonly atUtcMs: number
}

/** A rule that has no answer: not the same as "no change". */
export interface InsightSilence {
  readonly parameter: InsightParameter
  readonly rule: InsightRule
  readonly why: Unanswered
}

/** What is usual for a patient: what was learnt, and beside it what a clinician set, which holds in its place. */
export interface UsualView {
  readonly parameter: InsightParameter
  readonly unit: string
  /** Null: it is being learnt. */
  readonly learnt: { readonly center: number; readonly spread: number } | null
  readonly set: UsualRange | null
}

/** What may be set as usual, in the unit of the number: it finds a slipped key and judges nobody. */
export const USUAL_BOUNDS: Readonly<
  Record<InsightParameter, { readonly lowest: number; readonly highest: number; readonly decimals: number }>
> = {
  heartRate: { lowest: 20, highest: 300, decimals: 0 },
  systolic: { lowest: 30, highest: 300, decimals: 0 },
  respiration: { lowest: 1, highest: 150, decimals: 0 },
  spo2: { lowest: 40, highest: 100, decimals: 0 },
  temperature: { lowest: 25, highest: 45, decimals: 1 },
}

/** The hints of a bed at a moment. Information, never an alarm. */
export interface BedInsights {
  readonly atUtcMs: number
  /** Why there are none; null: they are worked out. */
  readonly notGiven: 'readsRecord' | 'otherMonitor' | null
  readonly found: readonly InsightView[]
  /** Found still, and dismissed. */
  readonly dismissed: readonly InsightDismissal[]
  readonly silent: readonly InsightSilence[]
  /** Of each number that comes, or of which somebody set it. */
  readonly usual: readonly UsualView[]
}

/** What people said of the hints of a rule, and how often: the same words count together. */
export interface ReasonCount {
  readonly reason: string
  readonly isActedOn: boolean
  readonly count: number
}

/** Hints of one rule that began to be shown in a period, and what people had said of them by its end. */
export interface RuleCount {
  readonly rule: InsightRule
  readonly version: number
  readonly shown: number
  readonly actedOn: number
  readonly dismissed: number
  /** Nobody said anything. */
  readonly unanswered: number
  /** Most often said first. */
  readonly reasons: readonly ReasonCount[]
  /** How many answers have words that are not listed. */
  readonly moreReasons: number
}

/** What became of the hints of all beds in a period: of rules, never of people. */
export interface InsightCounts {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly rules: readonly RuleCount[]
}

/** Commands about hints. Somebody must be signed in; `patient` says whom the window means. */
export interface InsightCommands {
  /** The hint stands aside until it ends; a new one comes back. `actedOn`: the reason says what was done about it. */
  'insight.dismiss': {
    request: InsightRef & {
      bed: string
      patient: PatientView | null
      reason: string
      actedOn?: true | undefined
    }
    reply: BedInsights
  }
  /** It is shown again. */
  'insight.restore': { request: { bed: string; patient: PatientView | null; id: string }; reply: BedInsights }
  /** A clinician says what is usual for a patient; it goes with them to other beds, in the place of one set before. */
  'insight.setUsual': {
    request: { bed: string; patient: PatientView; parameter: InsightParameter; low: number; high: number }
    reply: BedInsights | null
  }
  /** What was learnt holds again. */
  'insight.removeUsual': {
    request: { bed: string; patient: PatientView; parameter: InsightParameter }
    reply: BedInsights | null
  }
  /** Of all beds, a week at most. Nobody has to be signed in. */
  'insight.counts': { request: { fromUtcMs: number; toUtcMs: number }; reply: InsightCounts }
}
