import { Biquad } from '../signal/biquad.ts'
import { BANDS, QUALITY } from './quality-table.ts'

/** Below this power per sample (millivolts squared) there is nothing to compare. */
const LEAST_POWER = 1e-9

/** Share of the power of an ECG between 5 and 40 Hz that lies under 15 Hz, as a running mean over some seconds. */
export class NoiseShare {
  private readonly low: Biquad
  private readonly high: Biquad
  private readonly middle: Biquad
  private readonly keep: number
  private isFirst = true
  private all = 0
  private under = 0

  constructor(rateHz: number) {
    this.low = new Biquad('low', rateHz, BANDS.highHz)
    this.high = new Biquad('high', rateHz, BANDS.lowHz)
    this.middle = new Biquad('low', rateHz, BANDS.middleHz)
    this.keep = Math.exp(-2 / (QUALITY.windowSeconds * rateHz))
  }

  push(value: number): void {
    if (Number.isNaN(value)) {
      this.isFirst = true
      return
    }
    if (this.isFirst) {
      this.low.reset(value)
      this.high.reset(value)
      this.middle.reset(0)
      this.isFirst = false
    }
    const band = this.high.push(this.low.push(value))
    const under = this.middle.push(band)
    this.all = this.keep * this.all + (1 - this.keep) * band * band
    this.under = this.keep * this.under + (1 - this.keep) * under * under
  }

  /** Whether too much of it is noise of muscles or mains. */
  get isNoisy(): boolean {
    return this.all > LEAST_POWER && this.under < QUALITY.leastUnder15Hz * this.all
  }
}
