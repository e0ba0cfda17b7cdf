/** Power of two: how many event times one clock remembers. */
const REMEMBERED = 128
/** No displacement moves an event further than this many events. */
const FURTHEST = 4

/**
 * Numbered events (beats, breaths) whose times can be asked in any order.
 * The time of event n is a pure function of n; a small table of the latest
 * answers bounds memory, however long the simulation runs.
 */
export class EventClock {
  readonly #countTo: (seconds: number) => number
  readonly #timeOf: (index: number) => number
  readonly #rememberedIndex = new Float64Array(REMEMBERED).fill(Number.NaN)
  readonly #rememberedSeconds = new Float64Array(REMEMBERED)

  /**
   * In: `countTo`, roughly how many events have happened by a time (off by less
   * than four); `timeOf`, the exact time of event n, strictly rising with n.
   */
  constructor(countTo: (seconds: number) => number, timeOf: (index: number) => number) {
    this.#countTo = countTo
    this.#timeOf = timeOf
  }

  /** Seconds at which event `index` happens. */
  timeOf(index: number): number {
    const slot = index & (REMEMBERED - 1)
    if (this.#rememberedIndex[slot] === index) return this.#rememberedSeconds[slot] ?? 0
    const seconds = this.#timeOf(index)
    this.#rememberedIndex[slot] = index
    this.#rememberedSeconds[slot] = seconds
    return seconds
  }

  /** Number of the last event at or before a time. */
  indexAt(seconds: number): number {
    let index = Math.floor(this.#countTo(seconds)) + FURTHEST
    while (this.timeOf(index) > seconds) index--
    return index
  }
}

/** Follows one signal along a clock, so that neighbouring samples cost no search. */
export class Cursor {
  readonly #clock: EventClock
  /** Event in force at the last time asked, its time and the next one's. */
  index = 0
  startSeconds = Number.POSITIVE_INFINITY
  endSeconds = Number.POSITIVE_INFINITY

  constructor(clock: EventClock) {
    this.#clock = clock
  }

  /** Moves to the event in force at `seconds`; true when it is another one than before. */
  seek(seconds: number): boolean {
    if (seconds >= this.startSeconds && seconds < this.endSeconds) return false
    const index =
      seconds >= this.endSeconds && seconds < this.#clock.timeOf(this.index + 2)
        ? this.index + 1
        : this.#clock.indexAt(seconds)
    this.index = index
    this.startSeconds = this.#clock.timeOf(index)
    this.endSeconds = this.#clock.timeOf(index + 1)
    return true
  }
}
