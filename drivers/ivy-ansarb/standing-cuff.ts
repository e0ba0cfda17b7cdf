/**
 * The monitor repeats its last cuff reading and gives it no time. One that stands there when it is joined, or that is
 * another when it comes back, was taken nobody knows when, perhaps from the patient before.
 */
export class StandingCuff {
  #last: string | null = null
  #isJoining = true
  #isStanding = false

  /** In: the values of a reading. Out: whether it was taken while nobody listened. */
  see(values: readonly (number | null)[]): boolean {
    const reading = values.join(' ')
    if (reading !== this.#last) this.#isStanding = this.#isJoining
    this.#last = reading
    this.#isJoining = false
    return this.#isStanding
  }

  /** The line is gone. */
  end(): void {
    this.#isJoining = true
  }
}
