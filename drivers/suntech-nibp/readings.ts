import { LastFrame } from '../framing/last-frame.ts'
import { INFLATED_MMHG } from './codes.ts'

/** A single pressure may be a damaged frame. */
const TIMES_INFLATED = 2

/**
 * Tells a reading that was taken on this line from the one that stood in the module before: it keeps the last one,
 * without a time, perhaps of the patient before. New is a result that differs from the one seen here before, or that
 * follows a "done" after a cuff that was seen inflated.
 */
export class Readings {
  readonly #timesNeeded: number
  readonly #candidate = new LastFrame()
  readonly #standing = new LastFrame()
  #times = 0
  #isKnown = false
  #inflated = 0
  #isDone = false

  /** `timesNeeded`: how often in a row a result must come to count. */
  constructor(timesNeeded: number) {
    this.#timesNeeded = timesNeeded
  }

  /** What is in the cuff. */
  pressure(mmHg: number): void {
    if (this.#inflated >= TIMES_INFLATED) return
    this.#inflated = mmHg >= INFLATED_MMHG ? this.#inflated + 1 : 0
  }

  /** The module said that it is done. */
  done(): void {
    if (this.#inflated >= TIMES_INFLATED) this.#isDone = true
  }

  /** A result came: whether it is a new reading, an old one, or has to come once more. */
  result(frame: Uint8Array): 'new' | 'old' | 'again' {
    this.#times = this.#candidate.equals(frame) ? this.#times + 1 : 1
    this.#candidate.keep(frame)
    if (this.#times < this.#timesNeeded) return 'again'
    const isNew = this.#isDone || (this.#isKnown && !this.#standing.equals(frame))
    this.#standing.keep(frame)
    this.#isKnown = true
    if (isNew) {
      this.#isDone = false
      this.#inflated = 0
    }
    return isNew ? 'new' : 'old'
  }

  /** The line is gone: what stands in the module when it comes back was taken while nobody looked. */
  end(): void {
    this.#times = 0
    this.#isKnown = false
    this.#inflated = 0
    this.#isDone = false
  }
}
