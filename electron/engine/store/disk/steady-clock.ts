const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Clocks that follow a time server move by seconds, summer time not at all in UTC. */
const MOST_JUMP_MS = HOUR_MS
/** A station may be off for so long without anybody wondering at its clock. */
const MOST_AWAY_MS = 7 * DAY_MS
/** Long enough for somebody to see the wrong date and to set it right. */
const HELD_FOR_MS = DAY_MS

/**
 * Says whether the PC's clock may be trusted to tell the age of data. One that was set far ahead makes everything
 * look old enough to be removed, and what is removed is gone: nothing ages for a day then.
 */
export class SteadyClock {
  #last: { readonly nowMs: number; readonly nowUtcMs: number } | null = null
  #heldUntilMs = Number.NEGATIVE_INFINITY
  readonly #recordEndUtcMs: number

  /** In: end of the last data of the record when it was opened, UTC ms; 0 for none. */
  constructor(recordEndUtcMs: number) {
    this.#recordEndUtcMs = recordEndUtcMs
  }

  /** To be asked again and again. In: monotonic ms and UTC ms. */
  isSteady(nowMs: number, nowUtcMs: number): boolean {
    const last = this.#last
    this.#last = { nowMs, nowUtcMs }
    const isFar =
      last === null
        ? this.#recordEndUtcMs > 0 && nowUtcMs - this.#recordEndUtcMs > MOST_AWAY_MS
        : nowUtcMs - last.nowUtcMs - (nowMs - last.nowMs) > MOST_JUMP_MS
    if (isFar) this.#heldUntilMs = nowMs + HELD_FOR_MS
    return nowMs >= this.#heldUntilMs
  }
}
