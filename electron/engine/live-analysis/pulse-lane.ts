import type { AnalysisReason, CountedRate, Witness } from '../../ipc/analysis.ts'
import { isSteady } from '../analytics/corroborate/contradictions.ts'
import { CONTRADICT } from '../analytics/corroborate/corroborate-table.ts'
import { sayingOf } from '../analytics/corroborate/says.ts'
import { PulseWave } from '../analytics/corroborate/witnesses.ts'
import { type NoPulse, PulseRate } from '../analytics/pleth/pulse-rate.ts'
import { WaveQuality } from '../analytics/quality/wave-quality.ts'
import { type Lane, type LaneGrade, type LaneSample, mainReason } from './lane.ts'

const REASONS: Readonly<Record<NoPulse, AnalysisReason>> = {
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
    const { isStarting, isUnreadable, flaws } = this.#quality.quality()
    if (isStarting) return { grade: 'starting', reasons: ['starting'] }
    if (isUnreadable) return { grade: 'bad', reasons: flaws }
    const pulse = this.#rate.rate()
    const doubt = 'reason' in pulse && pulse.reason !== 'too little signal' ? [REASONS[pulse.reason]] : []
    const reasons = [...flaws, ...doubt]
    return { grade: reasons.length === 0 ? 'good' : 'doubtful', reasons }
  }

  rate(): Omit<CountedRate, 'label'> {
    const graded = this.grade()
    if (graded.grade === 'starting' || graded.grade === 'bad') {
      return { of: 'pulse', perMinute: null, why: mainReason(graded) }
    }
    const pulse = this.#rate.rate()
    if ('perMinute' in pulse) return { of: 'pulse', perMinute: pulse.perMinute, why: null }
    return { of: 'pulse', perMinute: null, why: REASONS[pulse.reason] }
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
