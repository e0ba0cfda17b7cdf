/** Intervals remembered: enough that one missed or doubled message does not move the median. */
const REMEMBERED = 8
/** DESIGN rule 2: never younger than this, else this many intervals. */
const LEAST_AGE_MS = 5_000
const INTERVALS = 2.5

/** Learns at which interval a device sends a channel. All times monotonic ms. */
export class IntervalEstimate {
  readonly #intervalsMs: number[] = []
  #next = 0
  #lastMs: number | null = null
  readonly #leastAgeMs: number
  #ageLimitMs: number

  /** In: never younger than this; absent: as of any monitor. */
  constructor(leastAgeMs = LEAST_AGE_MS) {
    this.#leastAgeMs = leastAgeMs
    this.#ageLimitMs = leastAgeMs
  }

  /** A value arrived. Values of one and the same moment are one arrival. */
  arrived(atMs: number): void {
    const lastMs = this.#lastMs
    this.#lastMs = atMs
    if (lastMs === null || atMs <= lastMs) return
    this.#intervalsMs[this.#next] = atMs - lastMs
    this.#next = (this.#next + 1) % REMEMBERED
    // Read at every look at a bed, so it is worked out here, where it changes.
    this.#ageLimitMs = Math.max(this.#leastAgeMs, INTERVALS * medianOf(this.#intervalsMs))
  }

  /** The line was away: the time until the next value is not an interval of the device. */
  interrupted(): void {
    this.#lastMs = null
  }

  /** Whether two values have told an interval yet. */
  get isKnown(): boolean {
    return this.#intervalsMs.length > 0
  }

  /** Age past which a value is old: max(5 s, 2.5 x the median interval), in ms. */
  get ageLimitMs(): number {
    return this.#ageLimitMs
  }
}

/** The lower one of the two in the middle. In: at least one value. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
