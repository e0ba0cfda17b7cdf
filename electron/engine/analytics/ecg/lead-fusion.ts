import { middle, remember } from '../signal/ranks.ts'
import { type Beat, QrsDetector } from './qrs-detector.ts'
import { FUSION } from './qrs-table.ts'

/**
 * Beats of several leads of one heart. The first lead leads; where it is silent longer
 * than its rhythm allows (an electrode came off) the beats of the next lead that look
 * like beats stand in. With one lead this is that lead's detector.
 */
export class LeadFusion {
  private readonly detectors: readonly QrsDetector[]
  private readonly rateHz: number
  private readonly onBeat: (beat: Beat) => void
  private readonly waiting: Beat[] = []
  private readonly distances: number[] = []
  private lastSeconds = 0
  private samples = 0

  constructor(rateHz: number, leads: number, onBeat: (beat: Beat) => void) {
    this.rateHz = rateHz
    this.onBeat = onBeat
    this.detectors = Array.from(
      { length: leads },
      (_, lead) =>
        new QrsDetector(rateHz, (beat) => (lead === 0 ? this.leading(beat) : this.other(lead, beat))),
    )
  }

  /** In: value of lead `lead` (NaN = missing); lead 0 last for each moment. */
  push(lead: number, value: number): void {
    this.detectors[lead]?.push(value)
    if (lead !== 0) return
    this.samples++
    if (this.waiting.length > 0) this.fill(this.samples / this.rateHz - FUSION.waitSeconds)
  }

  private leading(beat: Beat): void {
    if (beat.atSeconds - this.lastSeconds < FUSION.refractorySeconds && this.lastSeconds > 0) return
    this.fill(beat.atSeconds - FUSION.refractorySeconds)
    remember(this.distances, beat.atSeconds - this.lastSeconds, FUSION.distances)
    this.emit(beat)
    while ((this.waiting[0]?.atSeconds ?? Number.POSITIVE_INFINITY) <= beat.atSeconds) this.waiting.shift()
  }

  private other(lead: number, beat: Beat): void {
    if (lead === 1 && beat.likeness > FUSION.alike) this.waiting.push(beat)
  }

  /** Lets waiting beats up to `until` stand in, if the leading lead has been silent that long. */
  private fill(until: number): void {
    if (until - this.lastSeconds < FUSION.silence * middle(this.distances)) return
    while (this.waiting.length > 0 && (this.waiting[0]?.atSeconds ?? 0) <= until) {
      const beat = this.waiting.shift()
      if (beat !== undefined && beat.atSeconds - this.lastSeconds >= FUSION.refractorySeconds) this.emit(beat)
    }
  }

  private emit(beat: Beat): void {
    this.lastSeconds = beat.atSeconds
    this.onBeat(beat)
  }
}
