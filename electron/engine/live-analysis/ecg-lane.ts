import type { AnalysisReason, CountedRate, Witness } from '../../ipc/analysis.ts'
import { isRegular } from '../analytics/corroborate/contradictions.ts'
import { CONTRADICT } from '../analytics/corroborate/corroborate-table.ts'
import { sayingOf } from '../analytics/corroborate/says.ts'
import { QUALITY } from '../analytics/quality/quality-table.ts'
import type { Finder } from '../analytics/rhythm/findings.ts'
import { HeartRate } from '../analytics/rhythm/heart-rate.ts'
import { LeadReading } from '../analytics/rhythm/lead-reading.ts'
import { type Lane, type LaneGrade, type LaneSample, mainReason } from './lane.ts'

/** One ECG lead: quality, heart rate, rhythms and witness. */
export class EcgLane implements Lane {
  readonly #reading: LeadReading
  readonly #heart = new HeartRate()

  /** In: samples a second; whether values are millivolts: else no amplitude is judged. */
  constructor(rateHz: number, isMillivolt: boolean) {
    this.#reading = new LeadReading(rateHz, isMillivolt, ({ atSeconds }) => this.#heart.beat(atSeconds))
  }

  push({ value, isPaced, remark }: LaneSample): void {
    if (Number.isNaN(value)) this.#heart.interrupted()
    this.#reading.push(value, remark, isPaced)
  }

  isPaced(): boolean {
    return this.#reading.isPaced
  }

  grade(): LaneGrade {
    const { isStarting, isUnreadable, flaws } = this.#reading.quality()
    if (isStarting) return { grade: 'starting', reasons: ['starting'] }
    const reasons: AnalysisReason[] = [...flaws]
    if (isUnreadable) return { grade: 'bad', reasons }
    const now = this.#reading.nowSeconds
    const beats = this.#reading.lead.beatsIn(now - QUALITY.windowSeconds, now)
    const likeness = beats.reduce((sum, beat) => sum + beat.typicality, 0) / beats.length
    if (this.#reading.isNoisy) reasons.push('noisy')
    if (beats.length === 0) reasons.push('noBeats')
    else if (likeness < QUALITY.leastLikeness) reasons.push('unlikeBeats')
    return { grade: reasons.length === 0 ? 'good' : 'doubtful', reasons }
  }

  rate(): Omit<CountedRate, 'label'> {
    const graded = this.grade()
    const isReadable = graded.grade === 'good' || graded.grade === 'doubtful'
    const perMinute = isReadable ? this.#heart.at(this.#reading.nowSeconds) : null
    const why = perMinute !== null ? null : isReadable ? 'noBeats' : mainReason(graded)
    return { of: 'heart', perMinute, why }
  }

  /** The rhythms that it shows; null while none can be read from it. */
  finder(): Finder | null {
    return this.#reading.finder()
  }

  witness(atSeconds: number): Omit<Witness, 'label'> | null {
    const graded = this.grade()
    if (graded.grade === 'starting') return null
    const isWhole = this.#reading.lostSeconds < atSeconds - CONTRADICT.windowSeconds
    const view = this.#reading.lead.view(atSeconds)
    const saying = isWhole && graded.grade !== 'bad' ? sayingOf(view.train, isRegular(view)) : null
    // A doubtful wave is believed where it repeats itself, and nowhere else.
    if (saying !== null && (saying.says === 'regular' || graded.grade === 'good')) {
      return { of: 'ecg', ...saying, why: null }
    }
    const why = isWhole ? (mainReason(graded) ?? 'noBeats') : 'missing'
    return { of: 'ecg', says: 'cannotTell', perMinute: null, why }
  }
}
