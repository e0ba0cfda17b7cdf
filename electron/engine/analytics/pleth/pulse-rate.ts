import { repetition } from '../signal/autocorrelation.ts'
import { History } from '../signal/moving.ts'
import { middle } from '../signal/ranks.ts'
import { RateConverter } from '../signal/rate-converter.ts'
import { PLETH, PLETH_HZ } from './pleth-table.ts'
import { PulseDetector } from './pulse-detector.ts'

/** Why no pulse rate is stated. */
export type NoPulse = 'too little signal' | 'no pulses' | 'doubtful'

/** Pulses a minute, or the reason why there is none. */
export type Pulse = { readonly perMinute: number } | { readonly reason: NoPulse }

const SECONDS_A_MINUTE = 60

/** Pulse rate from a pleth or arterial pressure wave over the last PLETH.windowSeconds. One value at a time, NaN = missing. */
export class PulseRate {
  private readonly converter: RateConverter
  private readonly trace = new History(PLETH.windowSeconds * PLETH_HZ)
  private readonly pulses: number[] = []
  private readonly detector = new PulseDetector((at) => this.pulses.push(at))

  private last = Number.NaN
  private unchanged = 0
  private readonly flatSamples: number

  constructor(rateHz: number) {
    this.flatSamples = PLETH.flatSeconds * rateHz
    this.converter = new RateConverter(rateHz, PLETH_HZ, (value) =>
      this.trace.push(this.detector.push(value)),
    )
  }

  push(value: number): void {
    this.unchanged = value === this.last ? this.unchanged + 1 : 0
    this.last = value
    this.converter.push(value)
  }

  /** The rate of the last window. */
  rate(): Pulse {
    const length = PLETH.windowSeconds * PLETH_HZ
    const from = this.trace.count - length
    while ((this.pulses[0] ?? from) < from) this.pulses.shift()
    if (from < 0) return { reason: 'too little signal' }
    const piece = Array.from({ length }, (_, index) => this.trace.at(from + index))
    if (piece.some(Number.isNaN)) return { reason: 'too little signal' }
    if (this.unchanged >= this.flatSamples || this.pulses.length < PLETH.fewestPulses)
      return { reason: 'no pulses' }
    return judge(this.pulses, piece)
  }
}

function judge(pulses: readonly number[], piece: readonly number[]): Pulse {
  const distances = pulses.slice(1).map((at, index) => at - (pulses[index] ?? 0))
  const usual = middle(distances)
  const odd = distances.filter((distance) => Math.abs(distance / usual - 1) > PLETH.odd).length
  const like = distances.filter((distance) => Math.abs(distance / usual - 1) <= PLETH.odd)
  const kept = odd <= PLETH.mostOdd * distances.length ? like : distances
  const perMinute =
    (SECONDS_A_MINUTE * PLETH_HZ * kept.length) / kept.reduce((sum, distance) => sum + distance, 0)
  const found = repetition(piece, PLETH.shortestLag, PLETH.longestLag)
  if (found !== null) {
    const byPeriod = (SECONDS_A_MINUTE * PLETH_HZ) / found.lag
    const doAgree =
      Math.abs(byPeriod / perMinute - 1) < PLETH.agreement && odd <= PLETH.mostOddAgreeing * distances.length
    const needed = doAgree ? PLETH.repeats : PLETH.repeatsAlone
    if (found.correlation > needed) return { perMinute: byPeriod }
  }
  return odd <= PLETH.mostOdd * distances.length ? { perMinute } : { reason: 'doubtful' }
}
