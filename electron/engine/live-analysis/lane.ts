import type { AnalysisReason, CountedRate, WaveGrade, Witness } from '../../ipc/analysis.ts'
import type { SampleRemark } from '../analytics/quality/wave-quality.ts'

/** One sample as a lane takes it. */
export interface LaneSample {
  /** In millivolts for an ECG whose unit is known, else in the unit of the wave; NaN = missing. */
  readonly value: number
  readonly isPaced: boolean
  readonly remark: SampleRemark
}

/** How a wave can be read at this moment. */
export interface LaneGrade {
  readonly grade: WaveGrade
  readonly reasons: readonly AnalysisReason[]
}

/** What is worked out of one wave, one sample at a time. Times are seconds since its first sample. */
export interface Lane {
  push(sample: LaneSample): void
  grade(): LaneGrade
  isPaced(): boolean
  /** The rate counted on this wave now. */
  rate(): Omit<CountedRate, 'label'>
  /** What it showed up to a time; null for waves that say nothing about beats, and while it is starting. */
  witness(atSeconds: number): Omit<Witness, 'label'> | null
}

/** The one word that says why a wave cannot be read: the most telling first. */
export function mainReason({ grade, reasons }: LaneGrade): AnalysisReason | null {
  return grade === 'good' ? null : (reasons[0] ?? null)
}
