import { Biquad } from '../signal/biquad.ts'
import { History, MovingMean } from '../signal/moving.ts'
import { ECG_HZ, FRONT } from './qrs-table.ts'

/** A bump of the slope envelope: perhaps a QRS complex. Numbers are samples at ECG_HZ since the start. */
export interface Peak {
  /** Where the QRS would be. */
  readonly at: number
  /** Height of the envelope, in units of the wave. */
  readonly height: number
  /** Largest minus smallest value of the trace around it. */
  readonly span: number
}

/**
 * The ECG as the beat judge sees it: a slope envelope (Hamilton and Tompkins: band-pass,
 * derivative, rectify, mean) whose bumps are the candidates, and the trace with its
 * baseline removed, for shape. One sample at a time at ECG_HZ; a missing sample starts
 * the filters anew, and nothing near it becomes a candidate.
 */
export class EcgFront {
  /** Trace between 1 and 25 Hz, for shape; delayed by FRONT.shapeDelay. */
  readonly shape = new History(FRONT.historySamples)
  private readonly envelope = new History(FRONT.historySamples)
  private readonly bandLow = new Biquad('low', ECG_HZ, FRONT.bandHighHz)
  private readonly bandHigh = new Biquad('high', ECG_HZ, FRONT.bandLowHz)
  private readonly shapeLow = new Biquad('low', ECG_HZ, FRONT.shapeHighHz)
  private readonly shapeHigh = new Biquad('high', ECG_HZ, FRONT.shapeLowHz)
  private readonly mean = new MovingMean(FRONT.meanSamples)
  private readonly onPeak: (peak: Peak) => void
  private band1 = 0
  private band2 = 0
  private sinceGap = 0
  private restartedAt = 0
  private best = 0
  private bestAt = -1

  constructor(onPeak: (peak: Peak) => void) {
    this.onPeak = onPeak
  }

  /** Samples seen so far. */
  get now(): number {
    return this.envelope.count
  }

  push(value: number): void {
    if (Number.isNaN(value)) this.gap()
    else this.sample(value)
  }

  private sample(value: number): void {
    if (this.sinceGap === 0) this.restart(value)
    this.sinceGap++
    const band = this.bandHigh.push(this.bandLow.push(value))
    const slope = this.sinceGap > FRONT.settleSamples ? Math.abs(band - this.band2) : 0
    this.band2 = this.band1
    this.band1 = band
    this.shape.push(this.shapeHigh.push(this.shapeLow.push(value)))
    this.envelope.push(this.mean.push(slope))
    this.pick()
  }

  private restart(value: number): void {
    for (const filter of [this.bandLow, this.shapeLow]) filter.reset(value)
    for (const filter of [this.bandHigh, this.shapeHigh]) filter.reset(value)
    this.mean.reset()
    this.restartedAt = this.envelope.count
    this.band1 = 0
    this.band2 = 0
  }

  /** Sample number of the last missing sample, -1 if there was none. */
  gapAt = -1

  private gap(): void {
    this.gapAt = this.envelope.count
    if (this.bestAt >= 0 && this.envelope.count - this.bestAt > FRONT.passedSamples) this.emit()
    this.sinceGap = 0
    this.bestAt = -1
    this.best = 0
    this.shape.push(Number.NaN)
    this.envelope.push(Number.NaN)
  }

  /** A candidate is the highest value with none as high for FRONT.apartSamples on either side. */
  private pick(): void {
    const index = this.envelope.count - 1
    const value = this.envelope.at(index)
    if (this.bestAt >= 0 && index - this.bestAt > FRONT.apartSamples) this.emit()
    if (value > this.best) {
      this.best = value
      this.bestAt = index
    } else if (this.bestAt < 0) {
      this.rise(index, value)
    }
  }

  /** After a candidate, its own falling flank is no new one: what counts next stands apart, or rises. */
  private rise(index: number, value: number): void {
    if (!(value > this.envelope.at(index - 1))) return
    this.best = value
    this.bestAt = index
  }

  /** What peaks just after a start is the filters' own answer to it, or a complex cut by the gap. */
  private emit(): void {
    const at = this.bestAt - FRONT.envelopeDelay
    const isTransient = this.bestAt - this.restartedAt < FRONT.transientSamples
    if (!isTransient) this.onPeak({ at, height: this.best, span: this.spanAt(at) })
    this.best = 0
    this.bestAt = -1
  }

  private spanAt(at: number): number {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let lag = -FRONT.spanSamples; lag <= FRONT.spanSamples; lag++) {
      const value = this.shape.at(at + FRONT.shapeDelay + lag)
      if (value < low) low = value
      if (value > high) high = value
    }
    return high - low
  }
}
