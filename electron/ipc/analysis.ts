import type { RhythmWatchView } from './rhythm.ts'

/**
 * How well a wave can be read by Vigil's analysis. `starting`: too short to say anything (a start, a gap, another
 * channel); `bad`: nothing is read from it.
 */
export type WaveGrade = 'starting' | 'good' | 'doubtful' | 'bad'

/** Why a wave is not good, or why no rate is told. */
export const ANALYSIS_REASONS = [
  'starting',
  /** Samples are missing. */
  'missing',
  'leadOff',
  'flat',
  'clipped',
  'noisy',
  /** Beats differ from each other. */
  'unlikeBeats',
  'noBeats',
  'noPulses',
  /** Pulses or breaths are too uneven for a rate. */
  'uneven',
  'noBreaths',
] as const
export type AnalysisReason = (typeof ANALYSIS_REASONS)[number]

/** What Vigil's analysis says of one wave, over the last 10 s. */
export interface WaveAnalysis {
  /** Key of the channel, as in the waves of the bed. */
  readonly key: string
  readonly grade: WaveGrade
  readonly reasons: readonly AnalysisReason[]
  /** The monitor has marked pacemaker pulses in the last minute: they are taken out before beats are sought. */
  readonly isPaced: boolean
}

/** A rate that Vigil counts itself: a cross-check beside the monitor's number, never in its place. */
export interface CountedRate {
  readonly of: 'heart' | 'pulse' | 'breath'
  /** Name of the wave that it is counted on. */
  readonly label: string
  /** Per minute; null: none, and `why`. */
  readonly perMinute: number | null
  readonly why: AnalysisReason | null
}

/** What Vigil's own analysis of the waves of a bed says. Analysis, no diagnosis; nothing here is an alarm. */
export interface BedAnalysis {
  readonly waves: readonly WaveAnalysis[]
  readonly rates: readonly CountedRate[]
  /** The rhythms that are looked for; absent: the site has switched none on. */
  readonly rhythms?: RhythmWatchView
}

/** What one wave showed when a bedside alarm began. */
export interface Witness {
  readonly of: 'ecg' | 'pulse'
  /** Name of the wave. */
  readonly label: string
  readonly says: 'regular' | 'uneven' | 'cannotTell'
  /** Beats or pulses per minute of the last 13 s; null where it cannot tell. */
  readonly perMinute: number | null
  /** Why it cannot tell, else null. */
  readonly why: AnalysisReason | null
}

/** What the waves showed when a bedside alarm began. It informs; it changes nothing about the alarm. */
export interface AlarmEvidence {
  /** Version of the rules. */
  readonly version: number
  readonly witnesses: readonly Witness[]
}
