/**
 * Ties the time of an auxiliary record to the reading it belongs to. The two
 * come in different records, so a time counts only if the reading was the same
 * in the displayed record before and the one after it; when the values change,
 * the time is unknown until the next auxiliary record. A wrong time would make
 * one reading two, or two readings one.
 */
export class MeasuredTime {
  /** Name of the group whose values the time belongs to. */
  readonly group: string
  #signature: string | null = null
  #pendingMs: number | null = null
  #stampMs: number | undefined
  #changed = false

  constructor(group: string) {
    this.group = group
  }

  /** Device time of the reading on display, milliseconds; undefined if not known. */
  get stampMs(): number | undefined {
    return this.#stampMs
  }

  /** A displayed record came with this reading. */
  see(signature: string): void {
    if (signature !== this.#signature) {
      this.#changed = true
      this.#signature = signature
      this.#stampMs = undefined
    } else if (this.#pendingMs !== null) this.#stampMs = this.#pendingMs
    this.#pendingMs = null
  }

  /** An auxiliary record came with this time; null if the monitor does not know it. */
  learn(timeMs: number | null): void {
    this.#pendingMs = timeMs
  }

  /** Whether a new reading has come since the last call: a good moment to ask for its time. */
  takeChange(): boolean {
    const changed = this.#changed
    this.#changed = false
    return changed
  }
}
