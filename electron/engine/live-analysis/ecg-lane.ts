import type { AnalysisReason, CountedRate, Witness } from '../../ipc/analysis.ts'
import { isRegular } from '../analytics/corroborate/contradictions.ts'
import { CONTRADICT } from '../analytics/corroborate/corroborate-table.ts'
import { sayingOf } from '../analytics/corroborate/says.ts'
import { Lead } from '../analytics/corroborate/witnesses.ts'
import type { Beat } from '../analytics/ecg/qrs-detector.ts'
import { NoiseShare } from '../analytics/quality/noise-share.ts'
import { QUALITY } from '../analytics/quality/quality-table.ts'
import { WaveQuality } from '../analytics/quality/wave-quality.ts'
import { HeartRate } from '../analytics/rhythm/heart-rate.ts'
import { PaceBlanker } from '../analytics/rhythm/pace-blanker.ts'
import { type Lane, type LaneGrade, type LaneSample, mainReason } from './lane.ts'

/** A patient counts as paced for so long after the last mark of the monitor. */
const PACED_SECONDS = 60

/** What else hears of what a lead shows. Times in seconds since its first sample. */
export interface EcgListener {
  beat(beat: Beat): void
  oscillates(atSeconds: number): void
  /** A sample is missing, or says nothing. */
  lost(atSeconds: number): void
}

/** One ECG lead: marked pacemaker pulses are taken out, beats are sought in what is left. */
export class EcgLane implements Lane {
  readonly #rateHz: number
  readonly #quality: WaveQuality
  readonly #noise: NoiseShare
  readonly #blanker: PaceBlanker
  readonly #lead: Lead
  readonly #heart = new HeartRate()
  readonly #listener: EcgListener | null
  #samples = 0
  #lostSeconds = Number.NEGATIVE_INFINITY
  #pacedSeconds = Number.NEGATIVE_INFINITY

  /** In: samples a second; whether values are millivolts: else no amplitude is judged. */
  constructor(rateHz: number, isMillivolt: boolean, listener: EcgListener | null = null) {
    this.#rateHz = rateHz
    this.#listener = listener
    this.#quality = new WaveQuality(rateHz, isMillivolt ? QUALITY.flatMillivolt : 0)
    this.#noise = new NoiseShare(rateHz)
    this.#lead = new Lead(rateHz, {
      beat: (beat) => this.#beat(beat),
      oscillates: (atSeconds) => listener?.oscillates(atSeconds),
    })
    this.#blanker = new PaceBlanker(rateHz, (value) => {
      this.#lead.push(value)
      this.#noise.push(value)
    })
  }

  get #nowSeconds(): number {
    return this.#samples / this.#rateHz
  }

  push({ value, isPaced, remark }: LaneSample): void {
    this.#samples++
    if (isPaced) this.#pacedSeconds = this.#nowSeconds
    if (Number.isNaN(value)) this.#lost()
    this.#quality.push(value, remark)
    this.#blanker.push(value, isPaced)
  }

  isPaced(): boolean {
    return this.#nowSeconds - this.#pacedSeconds < PACED_SECONDS
  }

  grade(): LaneGrade {
    const { isStarting, isUnreadable, flaws } = this.#quality.quality()
    if (isStarting) return { grade: 'starting', reasons: ['starting'] }
    const reasons: AnalysisReason[] = [...flaws]
    if (isUnreadable) return { grade: 'bad', reasons }
    const now = this.#nowSeconds
    const beats = this.#lead.beatsIn(now - QUALITY.windowSeconds, now)
    const likeness = beats.reduce((sum, beat) => sum + beat.typicality, 0) / beats.length
    if (this.#noise.isNoisy) reasons.push('noisy')
    if (beats.length === 0) reasons.push('noBeats')
    else if (likeness < QUALITY.leastLikeness) reasons.push('unlikeBeats')
    return { grade: reasons.length === 0 ? 'good' : 'doubtful', reasons }
  }

  rate(): Omit<CountedRate, 'label'> {
    const graded = this.grade()
    const isReadable = graded.grade === 'good' || graded.grade === 'doubtful'
    const perMinute = isReadable ? this.#heart.at(this.#nowSeconds) : null
    const why = perMinute !== null ? null : isReadable ? 'noBeats' : mainReason(graded)
    return { of: 'heart', perMinute, why }
  }

  witness(atSeconds: number): Omit<Witness, 'label'> | null {
    const graded = this.grade()
    if (graded.grade === 'starting') return null
    const isWhole = this.#lostSeconds < atSeconds - CONTRADICT.windowSeconds
    const view = this.#lead.view(atSeconds)
    const saying = isWhole && graded.grade !== 'bad' ? sayingOf(view.train, isRegular(view)) : null
    // A doubtful wave is believed where it repeats itself, and nowhere else.
    if (saying !== null && (saying.says === 'regular' || graded.grade === 'good')) {
      return { of: 'ecg', ...saying, why: null }
    }
    const why = isWhole ? (mainReason(graded) ?? 'noBeats') : 'missing'
    return { of: 'ecg', says: 'cannotTell', perMinute: null, why }
  }

  #lost(): void {
    this.#lostSeconds = this.#nowSeconds
    this.#heart.interrupted()
    this.#listener?.lost(this.#nowSeconds)
  }

  /** Beats of before a gap may be decided behind it: they begin no distance. */
  #beat(beat: Beat): void {
    if (beat.atSeconds <= this.#lostSeconds) return
    this.#heart.beat(beat.atSeconds)
    this.#listener?.beat(beat)
  }
}
