import { PACE } from './rhythm-table.ts'

/**
 * Takes pacemaker pulses out of a lead before beats are sought: around each mark of the monitor the samples are replaced
 * by a line from the last one before to the first one after, so that a pulse is no beat and the beat that it makes still
 * is one. For analysis only, never for drawing. In: a sample and whether it carries a pace mark. Out: as many samples,
 * a few milliseconds late. What the monitor does not mark stays in.
 */
export class PaceBlanker {
  private readonly onSample: (value: number) => void
  private readonly before: number
  private readonly after: number
  private readonly longest: number
  private readonly held: number[] = []
  private lastOut = Number.NaN
  /** Of the held samples, this many from the front are to be replaced once the one after them is there. */
  private blank = 0
  private owed = 0

  constructor(rateHz: number, onSample: (value: number) => void) {
    this.onSample = onSample
    this.before = Math.ceil(PACE.beforeSeconds * rateHz)
    this.longest = Math.ceil(PACE.longestSeconds * rateHz)
    this.after = Math.ceil(PACE.afterSeconds * rateHz)
  }

  push(value: number, isPaced: boolean): void {
    this.held.push(value)
    if (isPaced) {
      this.blank = this.held.length
      this.owed = this.after
    } else if (this.owed > 0) {
      this.blank = this.held.length
      this.owed--
    } else if (this.blank > 0) this.bridge(value)
    else this.release(this.before)
    if (this.held.length > this.longest) this.giveUp()
  }

  /** Gives out what is held, for instance at the end of a recording. A pulse without a sample after it becomes missing. */
  flush(): void {
    this.giveUp()
    this.owed = 0
  }

  private giveUp(): void {
    this.held.fill(Number.NaN, 0, this.blank)
    this.blank = 0
    this.release(0)
  }

  /** A missing sample on either side leaves the stretch missing: nothing is made up across a gap. */
  private bridge(next: number): void {
    const from = this.lastOut
    const steps = this.blank + 1
    for (let index = 0; index < this.blank; index++) {
      this.held[index] = from + ((next - from) * (index + 1)) / steps
    }
    this.blank = 0
    this.release(this.before)
  }

  private release(keep: number): void {
    while (this.held.length > keep) {
      const value = this.held.shift() ?? Number.NaN
      this.lastOut = value
      this.onSample(value)
    }
  }
}
