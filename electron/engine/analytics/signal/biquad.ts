/** Which side of its corner a filter lets through. */
export type Pass = 'low' | 'high'

/**
 * One second-order Butterworth section (bilinear transform, damping 1/sqrt 2), the
 * building block of every filter here. `reset` puts it at rest on a constant input, so
 * that neither the first sample nor the first one after a gap looks like a step.
 */
export class Biquad {
  private readonly b0: number
  private readonly b1: number
  private readonly b2: number
  private readonly a1: number
  private readonly a2: number
  private readonly isLow: boolean
  private s1 = 0
  private s2 = 0

  /** In: samples a second, corner in Hz (kept under 0.45 of the rate). */
  constructor(pass: Pass, rateHz: number, cornerHz: number) {
    const k = Math.tan((Math.PI * Math.min(cornerHz, rateHz * HIGHEST_CORNER)) / rateHz)
    const norm = 1 / (1 + Math.SQRT2 * k + k * k)
    this.isLow = pass === 'low'
    this.b0 = (this.isLow ? k * k : 1) * norm
    this.b1 = (this.isLow ? 2 : -2) * this.b0
    this.b2 = this.b0
    this.a1 = 2 * (k * k - 1) * norm
    this.a2 = (1 - Math.SQRT2 * k + k * k) * norm
  }

  reset(input: number): void {
    const output = this.isLow ? input : 0
    this.s1 = output - this.b0 * input
    this.s2 = this.b2 * input - this.a2 * output
  }

  push(input: number): number {
    const output = this.b0 * input + this.s1
    this.s1 = this.b1 * input - this.a1 * output + this.s2
    this.s2 = this.b2 * input - this.a2 * output
    return output
  }
}

const HIGHEST_CORNER = 0.45
