import { RateConverter } from '../signal/rate-converter.ts'
import { BeatJudge } from './beat-judge.ts'
import { EcgFront } from './ecg-front.ts'
import { ECG_HZ } from './qrs-table.ts'

/** One beat of one lead. */
export interface Beat {
  /** When, in seconds since the first sample pushed. */
  readonly atSeconds: number
  /** Largest minus smallest value around it, in units of the wave. */
  readonly span: number
  /** Correlation with the most like of the beats before it, -1 to 1; 0 for the first. */
  readonly likeness: number
  /** Correlation with the usual one of them: low for a beat of another origin. */
  readonly typicality: number
}

/**
 * Finds beats in one ECG lead, at most about a beat distance late. In: samples a second,
 * then values in any unit (NaN = missing) one by one, so that how they were packed cannot
 * matter. Out: beats in time order through `onBeat`.
 */
export class QrsDetector {
  private readonly converter: RateConverter
  private readonly front: EcgFront
  private readonly judge: BeatJudge

  constructor(rateHz: number, onBeat: (beat: Beat) => void) {
    this.front = new EcgFront((peak) => this.judge.candidate(peak))
    this.judge = new BeatJudge(this.front.shape, ({ at, span, likeness }, typicality) =>
      onBeat({ atSeconds: at / ECG_HZ, span, likeness, typicality }),
    )
    this.converter = new RateConverter(rateHz, ECG_HZ, (value) => {
      this.front.push(value)
      this.judge.tick(this.front.now, this.front.gapAt)
    })
  }

  push(value: number): void {
    this.converter.push(value)
  }
}
