import { repetition } from '../signal/autocorrelation.ts'
import { Biquad } from '../signal/biquad.ts'
import { History } from '../signal/moving.ts'
import { middle } from '../signal/ranks.ts'
import { RateConverter } from '../signal/rate-converter.ts'
import { breathTops } from './breaths.ts'
import { RESP, RESP_HZ } from './resp-table.ts'

/** Why no rate is stated. */
export type NoRespiration = 'too little signal' | 'no breaths' | 'irregular'

/** A rate in breaths a minute, or the reason why there is none. */
export type Respiration = { readonly perMinute: number } | { readonly reason: NoRespiration }

const SECONDS_A_MINUTE = 60

/** Breaths a minute from an impedance or flow wave, over the last RESP.windowSeconds. One value at a time, NaN = missing. */
export class RespirationRate {
  private readonly converter: RateConverter
  private readonly trace = new History(RESP.windowSeconds * RESP_HZ)
  private readonly lows = [new Biquad('low', RESP_HZ, RESP.highHz), new Biquad('low', RESP_HZ, RESP.highHz)]
  private readonly high = new Biquad('high', RESP_HZ, RESP.lowHz)
  private sinceGap = 0

  constructor(rateHz: number) {
    this.converter = new RateConverter(rateHz, RESP_HZ, (value) => this.sample(value))
  }

  push(value: number): void {
    this.converter.push(value)
  }

  private sample(value: number): void {
    if (Number.isNaN(value)) {
      this.sinceGap = 0
      return
    }
    if (this.sinceGap === 0) {
      for (const low of this.lows) low.reset(value)
      this.high.reset(value)
    }
    this.sinceGap++
    const smooth = this.lows.reduce((input, low) => low.push(input), value)
    this.trace.push(this.high.push(smooth))
  }

  /** The rate of the last window; a gap inside it leaves no rate. */
  rate(): Respiration {
    const length = RESP.windowSeconds * RESP_HZ
    // The converter averages whole intervals: the last one of a window may still be open.
    if (this.sinceGap < length - 1) return { reason: 'too little signal' }
    const window = Array.from({ length: length - 1 }, (_, index) =>
      this.trace.at(this.trace.count - length + 1 + index),
    )
    const tops = breathTops(window)
    const first = tops[0]
    const last = tops.at(-1)
    if (first === undefined || last === undefined || tops.length < 2) return { reason: 'no breaths' }
    const perMinute = (SECONDS_A_MINUTE * RESP_HZ * (tops.length - 1)) / (last - first)
    if (irregularity(tops) + disagreement(window, perMinute) > RESP.mostIrregular)
      return { reason: 'irregular' }
    return { perMinute }
  }
}

/** Root mean square of the distances of breaths around their middle one, as a share of it. */
function irregularity(tops: readonly number[]): number {
  const distances = tops.slice(1).map((top, index) => top - (tops[index] ?? 0))
  const usual = middle(distances)
  return Math.sqrt(
    distances.reduce((sum, distance) => sum + (distance / usual - 1) ** 2, 0) / distances.length,
  )
}

/** How far the counted rate is from the period of the wave; less, where the wave repeats itself well. */
function disagreement(window: readonly number[], perMinute: number): number {
  const found = repetition(window, RESP.shortestLag, RESP.longestLag)
  if (found === null) return RESP.mostDisagreement
  const other = (SECONDS_A_MINUTE * RESP_HZ) / found.lag
  const apart = Math.min(RESP.mostDisagreement, Math.abs(perMinute - other) / perMinute)
  return apart - RESP.repetitionBonus * found.correlation
}
