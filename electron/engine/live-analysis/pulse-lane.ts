import type { CountedRate, Witness } from '../../ipc/analysis.ts'
import { isSteady } from '../analytics/corroborate/contradictions.ts'
import { CONTRADICT } from '../analytics/corroborate/corroborate-table.ts'
import { sayingOf } from '../analytics/corroborate/says.ts'
import { PulseWave } from '../analytics/corroborate/witnesses.ts'
import { type NoPulse, PulseRate } from '../analytics/pleth/pulse-rate.ts'
import { WaveQuality } from '../analytics/quality/wave-quality.ts'
import type { PulseWitness } from '../analytics/rhythm/findings.ts'
import { type CountedReasons, countedGrade, countedRate } from './counted.ts'
import { type Lane, type LaneGrade, type LaneSample, mainReason } from './lane.ts'

const REASONS: CountedReasons<NoPulse> = {
  'too little signal': 'starting',
  'no pulses': 'noPulses',
  doubtful: 'uneven',
}

const SECONDS_A_MINUTE = 60

/** A pleth or arterial pressure wave: its pulses. */
export class PulseLane implements Lane {
  readonly #rateHz: number
  readonly #quality: WaveQuality
  readonly #rate: PulseRate
  readonly #wave: PulseWave
  #samples = 0
  #lostSeconds = Number.NEGATIVE_INFINITY

  constructor(rateHz: number) {
    this.#rateHz = rateHz
    this.#quality = new WaveQuality(rateHz, 0)
    this.#rate = new PulseRate(rateHz)
    this.#wave = new PulseWave(rateHz)
  }

  push({ value, remark }: LaneSample): void {
    this.#samples++
    if (Number.isNaN(value)) this.#lostSeconds = this.#samples / this.#rateHz
    this.#quality.push(value, remark)
    this.#rate.push(value)
    this.#wave.push(value)
  }

  isPaced(): boolean {
    return false
  }

  grade(): LaneGrade {
    return countedGrade(this.#quality, this.#rate.rate(), REASONS)
  }

  rate(): Omit<CountedRate, 'label'> {
    return countedRate('pulse', this.grade(), this.#rate.rate(), REASONS)
  }

  /** The wave up to its last sample; null while it cannot be read. */
  pulse(): PulseWitness | null {
    const { isStarting, isUnreadable } = this.#quality.quality()
    if (isStarting || isUnreadable) return null
    const atSeconds = this.#samples / this.#rateHz
    return { view: this.#wave.view(atSeconds), atSeconds }
  }

  witness(atSeconds: number): Omit<Witness, 'label'> | null {
    const graded = this.grade()
    if (graded.grade === 'starting') return null
    const isWhole = this.#lostSeconds < atSeconds - CONTRADICT.windowSeconds
    const view = this.#wave.view(atSeconds)
    const saying = isWhole && graded.grade !== 'bad' ? sayingOf(view.train, isSteady(view)) : null
    // A doubtful wave is believed where it repeats itself, and nowhere else.
    if (saying !== null && (saying.says === 'regular' || graded.grade === 'good')) {
      // The period of a wave that repeats itself is finer than its pulses, which lie on samples.
      const perMinute = saying.says === 'regular' ? SECONDS_A_MINUTE / view.period : saying.perMinute
      return { of: 'pulse', says: saying.says, perMinute, why: null }
    }
    const why = isWhole ? (mainReason(graded) ?? 'noPulses') : 'missing'
    return { of: 'pulse', says: 'cannotTell', perMinute: null, why }
  }
}
