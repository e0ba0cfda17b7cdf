import type { InputSpan, Insight, InsightParameter, InsightRule, Unanswered } from './insight-finding.ts'
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

/** What somebody said of a finding, so that it stands aside while it lasts. */
export interface InsightDismissal {
  readonly id: string
  readonly fact: InsightFact
  readonly reason: string
  readonly author: string
  readonly atUtcMs: number
}

/** A rule that has no answer: not the same as "no change". */
export interface InsightSilence {
  readonly parameter: InsightParameter
  readonly rule: InsightRule
  readonly why: Unanswered
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
}

/** Commands about hints. Somebody must be signed in; `patient` says whom the window means. */
export interface InsightCommands {
  /** The hint stands aside until it ends; a new one comes back. */
  'insight.dismiss': {
    request: InsightRef & { bed: string; patient: PatientView | null; reason: string }
    reply: BedInsights
  }
  /** It is shown again. */
  'insight.restore': { request: { bed: string; patient: PatientView | null; id: string }; reply: BedInsights }
}
