import { Biquad } from '../signal/biquad.ts'
import { MovingMean } from '../signal/moving.ts'
import { middle, remember } from '../signal/ranks.ts'
import { PLETH, PLETH_HZ } from './pleth-table.ts'

/**
 * Finds pulses in a pleth or pressure wave at PLETH_HZ by their upstroke (slope sum
 * function): a rise as high as PLETH.share of the usual. A missing sample (NaN) starts
 * anew; nothing is made of the gap. Out: sample numbers, in order.
 */
export class PulseDetector {
  private readonly low = new Biquad('low', PLETH_HZ, PLETH.highHz)
  private readonly high = new Biquad('high', PLETH_HZ, PLETH.lowHz)
  private readonly rises = new MovingMean(PLETH.slopeSamples)
  private readonly onPulse: (at: number) => void
  private readonly heights: number[] = []
  private learned: number[] = []
  private count = 0
  private sinceGap = 0
  private before = 0
  private usual = 0
  private best = 0
  private bestAt = 0
  private lastAt = 0

  constructor(onPulse: (at: number) => void) {
    this.onPulse = onPulse
  }

  /** The filtered value, NaN where the sample is missing. */
  push(value: number): number {
    this.count++
    if (Number.isNaN(value)) {
      this.sinceGap = 0
      this.best = 0
      return value
    }
    if (this.sinceGap === 0) this.restart(value)
    this.sinceGap++
    const smooth = this.high.push(this.low.push(value))
    const rise = this.rises.push(Math.max(0, smooth - this.before))
    this.before = smooth
    this.judge(rise)
    return smooth
  }

  private restart(value: number): void {
    this.low.reset(value)
    this.high.reset(value)
    this.rises.reset()
    this.before = 0
    this.learned = []
    this.lastAt = this.count
  }

  private judge(rise: number): void {
    if (rise > this.best) {
      this.best = rise
      this.bestAt = this.count
    }
    if (this.count - this.bestAt < PLETH.apartSamples) return
    this.candidate(this.bestAt, this.best)
    this.best = rise
    this.bestAt = this.count
  }

  private candidate(at: number, height: number): void {
    if (!(height > 0)) return
    if (this.usual === 0) {
      this.learned.push(height)
      if (this.sinceGap < PLETH.learnSamples) return
      this.usual = middle(this.learned)
      return
    }
    if (at - this.lastAt > PLETH.lostSamples) {
      this.usual /= 2
      this.lastAt = at
    }
    if (height < PLETH.share * this.usual) return
    this.lastAt = at
    remember(this.heights, Math.min(height, 2 * this.usual), PLETH.usualPulses)
    this.usual = middle(this.heights)
    this.onPulse(at)
  }
}
