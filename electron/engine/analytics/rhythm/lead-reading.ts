import { Lead } from '../corroborate/witnesses.ts'
import type { Beat } from '../ecg/qrs-detector.ts'
import { NoiseShare } from '../quality/noise-share.ts'
import { QUALITY } from '../quality/quality-table.ts'
import { type SampleQuality, type SampleRemark, WaveQuality } from '../quality/wave-quality.ts'
import type { Finder } from './findings.ts'
import { LeadRhythm } from './lead-rhythm.ts'
import { PaceBlanker } from './pace-blanker.ts'

/** A patient counts as paced for so long after the last mark of the monitor. */
const PACED_SECONDS = 60

/**
 * One ECG lead, read whole: marked pacemaker pulses are taken out, beats and rhythms are sought in what is left, and its
 * quality is kept. Times in seconds since its first sample.
 */
export class LeadReading {
  readonly lead: Lead
  private readonly rateHz: number
  private readonly isMillivolt: boolean
  private readonly wave: WaveQuality
  private readonly noise: NoiseShare
  private readonly blanker: PaceBlanker
  private readonly rhythm = new LeadRhythm()
  private samples = 0
  private lost = Number.NEGATIVE_INFINITY
  private paced = Number.NEGATIVE_INFINITY

  /** In: samples a second; whether values are millivolts, else no amplitude is judged; who hears of beats. */
  constructor(rateHz: number, isMillivolt: boolean, onBeat: (beat: Beat) => void = () => {}) {
    this.rateHz = rateHz
    this.isMillivolt = isMillivolt
    this.wave = new WaveQuality(rateHz, isMillivolt ? QUALITY.flatMillivolt : 0)
    this.noise = new NoiseShare(rateHz)
    this.lead = new Lead(rateHz, (beat) => {
      this.rhythm.beat(beat)
      // Beats of before a gap may be decided behind it: they begin no distance.
      if (beat.atSeconds > this.lost) onBeat(beat)
    })
    this.blanker = new PaceBlanker(rateHz, (value) => {
      this.lead.push(value)
      this.noise.push(value)
    })
  }

  get nowSeconds(): number {
    return this.samples / this.rateHz
  }

  /** The last missing sample. */
  get lostSeconds(): number {
    return this.lost
  }

  get isPaced(): boolean {
    return this.nowSeconds - this.paced < PACED_SECONDS
  }

  get isNoisy(): boolean {
    return this.noise.isNoisy
  }

  push(value: number, remark: SampleRemark, isPaced: boolean): void {
    this.samples++
    if (isPaced) this.paced = this.nowSeconds
    if (Number.isNaN(value)) this.lost = this.nowSeconds
    this.rhythm.sample(value, this.nowSeconds)
    this.wave.push(value, remark)
    this.blanker.push(value, isPaced)
  }

  quality(): SampleQuality {
    return this.wave.quality()
  }

  /** The rhythms that it shows; null while none can be read from it. A flat line can: it may be an asystole. */
  finder(): Finder | null {
    const { isStarting, isUnreadable, flaws } = this.quality()
    const isReadable = !isUnreadable || flaws.every((flaw) => flaw === 'flat')
    if (!this.isMillivolt || isStarting || !isReadable || this.isNoisy) return null
    if (this.rhythm.isLost(this.nowSeconds)) return null
    return { found: this.rhythm.found(this.nowSeconds, this.lead.isOscillating) }
  }
}
