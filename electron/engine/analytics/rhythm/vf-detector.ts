import { Biquad } from '../signal/biquad.ts'
import { History } from '../signal/moving.ts'
import { RateConverter } from '../signal/rate-converter.ts'

const VF_HZ = 250

/**
 * Constants. Leakage after Kuo and Dillman 1978, share above a fifth of the top after
 * Arafat and others 2011 (TCSC); both are computed on the same window here.
 */
const VF = {
  lowHz: 1.5,
  highHz: 20,
  windowSamples: 4 * VF_HZ,
  stepSamples: VF_HZ,
  /** Wave plus itself half a period later: a sine leaves nothing. */
  mostLeakage: 0.5,
  /** A QRS rhythm is near zero most of the time; fibrillation is not. */
  leastBusy: 0.55,
  busyShare: 0.2,
  /** Mean through root mean square: 0.9 for a sine, far less where spikes stand out. */
  leastFullness: 0.72,
  /** Peak to peak, millivolts; less is asystole or an electrode. */
  leastMillivolt: 0.2,
  /** Period of the wave, samples: 100 to 600 a minute. */
  shortestPeriod: 0.1 * VF_HZ,
  longestPeriod: 0.6 * VF_HZ,
  /** Windows that must agree, of the last ones. */
  agreeing: 4,
  of: 5,
  /** Further bursts within this time belong to the same episode. */
  sameEpisodeSteps: 30,
} as const

/** A possible ventricular fibrillation or flutter: the wave has been oscillating for the last eight seconds or so. */
export interface VfCandidate {
  readonly atSeconds: number
}

/** Looks for an oscillating ECG (VF or flutter) in one lead, millivolts, one value at a time, NaN = missing. */
export class VfDetector {
  private readonly converter: RateConverter
  private readonly low = new Biquad('low', VF_HZ, VF.highHz)
  private readonly high = new Biquad('high', VF_HZ, VF.lowHz)
  private readonly trace = new History(VF.windowSamples)
  private readonly onCandidate: (candidate: VfCandidate) => void
  private readonly verdicts: boolean[] = []
  private samples = 0
  private sinceGap = 0
  private quietSteps: number = VF.sameEpisodeSteps

  constructor(rateHz: number, onCandidate: (candidate: VfCandidate) => void) {
    this.onCandidate = onCandidate
    this.converter = new RateConverter(rateHz, VF_HZ, (value) => this.sample(value))
  }

  /** Whether it oscillates at the last sample; never while samples are missing. */
  get isOscillating(): boolean {
    return this.sinceGap > 0 && agree(this.verdicts)
  }

  push(value: number): void {
    this.converter.push(value)
  }

  private sample(value: number): void {
    this.samples++
    if (Number.isNaN(value)) {
      this.sinceGap = 0
      return
    }
    if (this.sinceGap === 0) {
      this.low.reset(value)
      this.high.reset(value)
      this.verdicts.length = 0
    }
    this.sinceGap++
    this.trace.push(this.high.push(this.low.push(value)))
    if (this.sinceGap >= VF.windowSamples && this.sinceGap % VF.stepSamples === 0) this.step()
  }

  private step(): void {
    this.verdicts.push(isOscillating(this.trace))
    if (this.verdicts.length > VF.of) this.verdicts.shift()
    const isNow = agree(this.verdicts)
    if (isNow && this.quietSteps >= VF.sameEpisodeSteps) {
      this.onCandidate({ atSeconds: this.samples / VF_HZ })
    }
    this.quietSteps = isNow ? 0 : this.quietSteps + 1
  }
}

function agree(verdicts: readonly boolean[]): boolean {
  return verdicts.filter(Boolean).length >= VF.agreeing
}

function isOscillating(trace: History): boolean {
  const from = trace.count - VF.windowSamples
  let [sum, steps, squares] = [0, 0, 0]
  const tops: number[] = []
  for (let second = from; second < trace.count; second += VF_HZ) {
    let top = 0
    for (let index = second; index < second + VF_HZ; index++) {
      const value = Math.abs(trace.at(index))
      sum += value
      squares += value * value
      if (index > from) steps += Math.abs(trace.at(index) - trace.at(index - 1))
      if (value > top) top = value
    }
    tops.push(top)
  }
  const period = (2 * Math.PI * sum) / steps
  if (2 * Math.max(...tops) < VF.leastMillivolt) return false
  if (!(period > VF.shortestPeriod && period < VF.longestPeriod)) return false
  if (sum / Math.sqrt(squares * VF.windowSamples) < VF.leastFullness) return false
  return (
    busy(trace, from, tops) > VF.leastBusy && leakage(trace, from, Math.round(period / 2)) < VF.mostLeakage
  )
}

/** Share of the samples above a fifth of the top of their second. */
function busy(trace: History, from: number, tops: readonly number[]): number {
  let count = 0
  for (const [second, top] of tops.entries()) {
    const start = from + second * VF_HZ
    for (let index = start; index < start + VF_HZ; index++) {
      if (Math.abs(trace.at(index)) > VF.busyShare * top) count++
    }
  }
  return count / VF.windowSamples
}

/** What is left of the wave after adding it to itself half a period later, 0 to 1. */
function leakage(trace: History, from: number, half: number): number {
  let [left, all] = [0, 0]
  for (let index = from + half; index < trace.count; index++) {
    const here = trace.at(index)
    const before = trace.at(index - half)
    left += Math.abs(here + before)
    all += Math.abs(here) + Math.abs(before)
  }
  return left / all
}
