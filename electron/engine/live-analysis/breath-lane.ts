import type { AnalysisReason, CountedRate } from '../../ipc/analysis.ts'
import { WaveQuality } from '../analytics/quality/wave-quality.ts'
import { type NoRespiration, RespirationRate } from '../analytics/resp/respiration-rate.ts'
import { type Lane, type LaneGrade, type LaneSample, mainReason } from './lane.ts'

const REASONS: Readonly<Record<NoRespiration, AnalysisReason>> = {
  'too little signal': 'starting',
  'no breaths': 'noBreaths',
  irregular: 'uneven',
}

/** An impedance wave: its breaths. */
export class BreathLane implements Lane {
  readonly #quality: WaveQuality
  readonly #rate: RespirationRate

  constructor(rateHz: number) {
    this.#quality = new WaveQuality(rateHz, 0)
    this.#rate = new RespirationRate(rateHz)
  }

  push({ value, remark }: LaneSample): void {
    this.#quality.push(value, remark)
    this.#rate.push(value)
  }

  isPaced(): boolean {
    return false
  }

  grade(): LaneGrade {
    const { isStarting, isUnreadable, flaws } = this.#quality.quality()
    if (isStarting) return { grade: 'starting', reasons: ['starting'] }
    if (isUnreadable) return { grade: 'bad', reasons: flaws }
    const breath = this.#rate.rate()
    const doubt = 'reason' in breath && breath.reason !== 'too little signal' ? [REASONS[breath.reason]] : []
    const reasons = [...flaws, ...doubt]
    return { grade: reasons.length === 0 ? 'good' : 'doubtful', reasons }
  }

  rate(): Omit<CountedRate, 'label'> {
    const graded = this.grade()
    if (graded.grade === 'starting' || graded.grade === 'bad') {
      return { of: 'breath', perMinute: null, why: mainReason(graded) }
    }
    const breath = this.#rate.rate()
    if ('perMinute' in breath) return { of: 'breath', perMinute: breath.perMinute, why: null }
    return { of: 'breath', perMinute: null, why: REASONS[breath.reason] }
  }

  /** Breaths say nothing about beats. */
  witness(): null {
    return null
  }
}
