/**
 * Brings samples of any rate to one rate, so that everything behind it counts in one
 * unit. Above that rate each output is the mean over its interval, below it the straight
 * line between two inputs. A missing sample (NaN) makes every output it touches missing:
 * nothing is filled in.
 */
export class RateConverter {
  private readonly step: number
  private readonly emit: (value: number) => void
  private last = Number.NaN
  private inputs = 0
  private outputs = 0
  private sum = 0

  /** In: rate of the input and the output in Hz, the receiver of the outputs. */
  constructor(fromHz: number, toHz: number, emit: (value: number) => void) {
    this.step = fromHz / toHz
    this.emit = emit
  }

  push(value: number): void {
    if (this.step === 1) this.emit(value)
    else if (this.step > 1) this.average(value)
    else this.interpolate(value)
    this.last = value
    this.inputs++
  }

  /** Output k covers the inputs from k * step to (k + 1) * step; an input on an edge counts by its share. */
  private average(value: number): void {
    const end = (this.outputs + 1) * this.step
    const share = Math.min(1, end - this.inputs)
    this.sum += value * share
    if (this.inputs + 1 < end) return
    this.emit(this.sum / this.step)
    this.outputs++
    this.sum = share < 1 ? value * (1 - share) : 0
  }

  private interpolate(value: number): void {
    for (;;) {
      const at = this.outputs * this.step
      if (at > this.inputs) return
      const before = this.inputs - at
      this.emit(before === 0 ? value : value + (this.last - value) * before)
      this.outputs++
    }
  }
}
