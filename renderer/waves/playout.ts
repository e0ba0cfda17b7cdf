/**
 * Places samples on the sweep so that device bursts move evenly: every bed is
 * shown a little late, by as much as its latest packet of the last seconds
 * needed. Nothing is invented, repeated or left out: when data come too late
 * the write point waits and the missing stretch is filled in when it arrives.
 *
 * The sweep runs on this thread's monotonic clock; a sample of station time t is
 * drawn at `t + lagAt(t)`. The lag holds both the delay and the difference of
 * the two clocks, so a drifting PC clock is followed like any other change.
 */
export interface Playout {
  /** Notes the arrival of samples from `startUtcMs` to `endUtcMs` at `atMs` of the monotonic clock. */
  arrive(startUtcMs: number, endUtcMs: number, atMs: number): void
  /** What to add to a station time (UTC ms) to get its place on the monotonic clock. */
  lagAt(utcMs: number): number
  /** `lagAt` of the newest sample. */
  latestLagMs(): number
  readonly locked: boolean
}

const WINDOW_BUCKETS = 10
const BUCKET_MS = 2000
/** Two frames: the sample must be there before the frame that shows it is made. */
const MARGIN_MS = 20
/** Change of the lag per ms of data: time on the screen is then wrong by less than the line is wide. */
const RISE_PER_MS = 0.02
const FALL_PER_MS = 0.02
const FALL_AT_LEAST_MS = 40
/** Lateness beyond this is a stall or a dropped line, not jitter to prepare for. */
const JITTER_LIMIT_MS = 3000
/** A stall that has become the rule, or a lag this much too long, is taken over at once. */
const RELOCK_AFTER_MS = 5000
const EXCESS_LIMIT_MS = 1500
/** Data this much earlier than ever in the window: the station's clock was set forward. */
const CLOCK_SET_MS = 10_000

/** Playout of one bed. In: false for `even` draws samples as soon as they arrive (latency measurements). */
export function createPlayout(even = true): Playout {
  const buckets = new Float64Array(WINDOW_BUCKETS).fill(Number.NEGATIVE_INFINITY)
  let bucket = Number.NaN
  let locked = false
  let lockedAtMs = 0
  let newestUtcMs = Number.NEGATIVE_INFINITY
  let rampFromUtcMs = 0
  let rampFromMs = 0
  let rampToMs = 0
  let stalledSinceMs: number | null = null

  function lagAt(utcMs: number): number {
    const sinceMs = Math.max(0, utcMs - rampFromUtcMs)
    if (rampToMs > rampFromMs) return Math.min(rampToMs, rampFromMs + sinceMs * RISE_PER_MS)
    return Math.max(rampToMs, rampFromMs - sinceMs * FALL_PER_MS)
  }

  function lock(lagMs: number, atMs: number): void {
    rampFromMs = lagMs
    rampToMs = lagMs
    locked = true
    lockedAtMs = atMs
    stalledSinceMs = null
  }

  function steer(targetMs: number): void {
    if (targetMs <= rampToMs && targetMs > rampToMs - FALL_AT_LEAST_MS) return
    rampFromMs = lagAt(newestUtcMs)
    rampFromUtcMs = newestUtcMs
    rampToMs = targetMs
  }

  /** Largest need of the window, or the smallest when not even: see `arrive`. */
  function note(needMs: number, atMs: number): number {
    const now = Math.floor(atMs / BUCKET_MS)
    if (!(now - bucket < WINDOW_BUCKETS)) buckets.fill(Number.NEGATIVE_INFINITY)
    else
      for (let late = bucket + 1; late <= now; late++)
        buckets[late % WINDOW_BUCKETS] = Number.NEGATIVE_INFINITY
    bucket = now
    const slot = now % WINDOW_BUCKETS
    buckets[slot] = Math.max(buckets[slot] ?? needMs, needMs)
    return Math.max(...buckets)
  }

  function arriveEven(startUtcMs: number, atMs: number): void {
    const needMs = atMs - startUtcMs + MARGIN_MS
    if (!locked || needMs < rampToMs - CLOCK_SET_MS) {
      buckets.fill(Number.NEGATIVE_INFINITY)
      lock(note(needMs, atMs), atMs)
      return
    }
    if (needMs > lagAt(newestUtcMs) + JITTER_LIMIT_MS) {
      stalledSinceMs ??= atMs
      if (atMs - stalledSinceMs < RELOCK_AFTER_MS) return
      buckets.fill(Number.NEGATIVE_INFINITY)
      note(needMs, atMs)
      lock(needMs, atMs)
      return
    }
    stalledSinceMs = null
    const targetMs = note(needMs, atMs)
    const windowIsFull = atMs - lockedAtMs > WINDOW_BUCKETS * BUCKET_MS
    if (windowIsFull && lagAt(newestUtcMs) - targetMs > EXCESS_LIMIT_MS) lock(targetMs, atMs)
    else steer(targetMs)
  }

  return {
    arrive(startUtcMs, endUtcMs, atMs) {
      if (even) arriveEven(startUtcMs, atMs)
      // Kept negative, so that one window of largest values serves both: the freshest end decides.
      else lock(-note(endUtcMs - atMs, atMs), atMs)
      newestUtcMs =
        endUtcMs > newestUtcMs || newestUtcMs - endUtcMs > JITTER_LIMIT_MS ? endUtcMs : newestUtcMs
    },
    lagAt,
    latestLagMs: () => lagAt(newestUtcMs),
    get locked() {
      return locked
    },
  }
}
