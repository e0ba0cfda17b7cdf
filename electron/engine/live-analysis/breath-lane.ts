import type { CountedRate } from '../../ipc/analysis.ts'
import { WaveQuality } from '../analytics/quality/wave-quality.ts'
import { type NoRespiration, RespirationRate } from '../analytics/resp/respiration-rate.ts'
import { type CountedReasons, countedGrade, countedRate } from './counted.ts'
import type { Lane, LaneGrade, LaneSample } from './lane.ts'

const REASONS: CountedReasons<NoRespiration> = {
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
    return countedGrade(this.#quality, this.#rate.rate(), REASONS)
  }

  rate(): Omit<CountedRate, 'label'> {
    return countedRate('breath', this.grade(), this.#rate.rate(), REASONS)
  }

  /** Breaths say nothing about beats. */
  witness(): null {
    return null
  }
}
