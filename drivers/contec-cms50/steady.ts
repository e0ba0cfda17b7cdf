import { LOCK_NEEDS } from '../framing/lock.ts'

/** Frames between two repeats of an unchanged value: half a second of the stream. */
const REPEAT_FRAMES = 30

/**
 * The repetition of a value as its check. The serial streams have none, but send
 * every number sixty times a second: it counts once it stood in eight frames in a
 * row, so that damage to one byte never becomes a number.
 */
export class SteadyValue {
  #candidate = -1
  #inARow = 0
  #said = -1
  #sinceSaid = 0

  /** In: the value and its state as one number. Out: whether it is to be said now. */
  take(code: number): boolean {
    if (code !== this.#candidate) {
      this.#candidate = code
      this.#inARow = 0
    }
    this.#inARow++
    this.#sinceSaid++
    if (this.#inARow < LOCK_NEEDS.frames) return false
    if (code === this.#said && this.#sinceSaid < REPEAT_FRAMES) return false
    this.#said = code
    this.#sinceSaid = 0
    return true
  }

  /** Frames were lost: the row begins again. */
  forget(): void {
    this.#inARow = 0
  }
}
