import { LOCK_NEEDS } from './lock.ts'

/** Frames between two repeats of an unchanged value: half a second at sixty frames a second. */
const REPEAT_FRAMES = 30
/** A listing shows short rows too, where a recording begins, ends or has a hole; damage never hits two frames alike. */
const LISTING_NEEDS = 2
const NOT_NOW: readonly number[] = []

/**
 * The repetition of a value as its check. The serial streams have none, but send
 * every number in each frame: it counts once it stood in eight frames in a
 * row, in a listing in two, so that damage to one byte never becomes a number.
 */
export class SteadyValue {
  readonly #saysRepeats: boolean
  readonly #needed: number
  /** When the frames came that are in a row, until there are enough. */
  readonly #sentMs: number[] = []
  #candidate = -1
  #inARow = 0
  #said = -1
  #sinceSaid = 0

  /** `saysRepeats`: each value is to be said as often as it was sent; else an unchanged one twice a second. */
  constructor(saysRepeats: boolean) {
    this.#saysRepeats = saysRepeats
    this.#needed = saysRepeats ? LISTING_NEEDS : LOCK_NEEDS.frames
  }

  /**
   * In: the value and its state as one number, and its arrival. Out: the arrivals for which it is to be
   * said now: none, this one, or those of the whole row that vouches for it.
   */
  take(code: number, atMs: number): readonly number[] {
    if (code !== this.#candidate) {
      this.#candidate = code
      this.forget()
    }
    this.#inARow++
    this.#sinceSaid++
    if (this.#saysRepeats) return this.#withRepeats(atMs)
    if (this.#inARow < this.#needed) return NOT_NOW
    if (code === this.#said && this.#sinceSaid < REPEAT_FRAMES) return NOT_NOW
    this.#said = code
    this.#sinceSaid = 0
    return [atMs]
  }

  /** Frames were lost: the row begins again. */
  forget(): void {
    this.#inARow = 0
    this.#sentMs.length = 0
  }

  #withRepeats(atMs: number): readonly number[] {
    if (this.#inARow > this.#needed) return [atMs]
    this.#sentMs.push(atMs)
    return this.#inARow < this.#needed ? NOT_NOW : this.#sentMs
  }
}
