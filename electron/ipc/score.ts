import type { PatientView } from './views.ts'

/** Scores that are worked out live, in the order of the screen: of adults, and last that of children by the site's table. */
export const SCORE_NAMES = ['news2', 'mews', 'qsofa', 'cart', 'shockIndex', 'rox', 'pews'] as const
export type ScoreName = (typeof SCORE_NAMES)[number]

/** What those scores read, in the order of the chart of NEWS2; what children alone have comes last. */
export const SCORE_INPUTS = [
  'respiration',
  'spo2',
  'isOnOxygen',
  'systolic',
  'diastolic',
  'pulse',
  'consciousness',
  'temperature',
  'age',
  'fio2',
  'oxygenFlow',
  'capillaryRefill',
  'effort',
] as const
export type ScoreInputName = (typeof SCORE_INPUTS)[number]

/** Target range of SpO2 that NEWS2 scores by (RCP 2017): 2 only where a clinician has decided on 88-92 %. */
export type Spo2Scale = 1 | 2

/** NEWS2 clinical risk (RCP 2017, table 3). */
export type News2Risk = 'low' | 'low-medium' | 'medium' | 'high'

/** An input that is current. */
export interface ScoreInputView {
  readonly input: ScoreInputName
  /** /min, %, mm[Hg], Cel, years, share of oxygen; a level of consciousness; whether on oxygen. */
  readonly value: number | string | boolean
  readonly measuredUtcMs: number
  readonly source: 'monitor' | 'byHand' | 'patient'
  /** Null for ratios, which have none. */
  readonly points: number | null
}

/** An input that could not be used. */
export interface ScoreLackView {
  readonly input: ScoreInputName
  /** `missing`: there is none; `old`: past its age limit; `future`: its time has not come. */
  readonly why: 'missing' | 'old' | 'future'
  /** When the one that is old was measured; null: there is none. */
  readonly measuredUtcMs: number | null
}

/** One score with its working shown. */
export interface ScoreView {
  readonly score: ScoreName
  /** Edition of the rule. */
  readonly version: string
  /** Of a site's table: how it names its score. */
  readonly name?: string
  /** Of a site's table that nobody has compared with the chart in use. */
  readonly isUnconfirmed?: true
  /** Over what is current; null if nothing is, or a part of a ratio is lacking. */
  readonly total: number | null
  /** The total is of a part: at least so much. It is compared with no threshold. */
  readonly isPartial: boolean
  /** Of NEWS2, where nothing is lacking. */
  readonly risk: News2Risk | null
  readonly inputs: readonly ScoreInputView[]
  readonly lacks: readonly ScoreLackView[]
}

/** The scores of a bed at a moment. Information, never an alarm. */
export interface BedScores {
  readonly atUtcMs: number
  /**
   * Why there are none: nobody has chosen an age class, the rules are not for this age, or the site has no
   * table for children. Null: there are.
   */
  readonly notGiven: 'noAgeClass' | 'age' | 'noTable' | null
  readonly spo2Scale: Spo2Scale
  readonly scores: readonly ScoreView[]
}

/** Letters of the file of a table at most. */
export const LONGEST_SCORE_TABLE = 200_000

/** The site's table of a paediatric score. */
export interface ScoreTableView {
  readonly name: string
  readonly version: string
  readonly source: string
  /** Who compared it with the chart in use; null: nobody. */
  readonly confirmedBy: string | null
  readonly underYears: number
  /** Initials of who imported it. */
  readonly by: string
  readonly importedUtcMs: number
}

/** Commands about scores. Somebody must be signed in; `patient` says whom the window means. */
export interface ScoreCommands {
  /** A clinician has decided by which range of SpO2 a patient is scored. */
  'score.setScale': {
    request: { bed: string; patient: PatientView; scale: Spo2Scale }
    reply: BedScores | null
  }
  /** Takes the site's table for children from the text of a file in place of the one before. */
  'score.setTable': { request: { name: string; text: string }; reply: ScoreTableView }
  'score.removeTable': { request: Record<string, never>; reply: Record<string, never> }
}
