import type { Numeric } from '../../../drivers/model/measurement.ts'
import { AfEpisode } from '../analytics/rhythm/af-episode.ts'
import type { Finder } from '../analytics/rhythm/findings.ts'

/** Distances of beats as a strap tells them; no vocabulary has a term for them. */
const INTERVAL = /^X_\w+_RR_INTERVAL$/
const MS_PER_S = 1_000
/** The sum of the distances and the clock may differ by so much: radio and bridge hold notifications back. */
const MOST_DRIFT_MS = 3_000
/** Nothing for so long, and nothing is told. */
const STALE_MS = 5_000

/** Distances of beats that come as numbers, one by one: fibrillation of the atria is sought in them. */
export class IntervalFeed {
  #episode = new AfEpisode()
  /** Time of the last beat by the sum of distances, and when it was heard of; both of the station. */
  #beatUtcMs: number | null = null
  #heardUtcMs = Number.NEGATIVE_INFINITY

  /** Whether a number is such a distance. */
  static reads({ channel }: Numeric): boolean {
    return channel.unit === 'ms' && INTERVAL.test(channel.id)
  }

  get isEmpty(): boolean {
    return this.#beatUtcMs === null
  }

  /** In: a distance, and when it came. An invalid one, or beats that were lost on the way, begin all anew. */
  take({ value }: Numeric, atUtcMs: number): void {
    const before = this.#beatUtcMs
    this.#heardUtcMs = atUtcMs
    const next = before === null || value === null ? atUtcMs : before + value
    const isBroken = value === null || Math.abs(next - atUtcMs) > MOST_DRIFT_MS
    if (isBroken) this.#episode.interrupted()
    this.#beatUtcMs = isBroken ? atUtcMs : next
    if (!isBroken) this.#episode.beat(this.#beatUtcMs / MS_PER_S, 1)
  }

  /** What it shows now; null while nothing comes. Times UTC seconds. */
  finder(nowUtcMs: number): Finder | null {
    if (Math.abs(nowUtcMs - this.#heardUtcMs) > STALE_MS) {
      this.#episode.interrupted()
      this.#beatUtcMs = null
      return null
    }
    const { sinceSeconds } = this.#episode
    return { found: sinceSeconds === null ? [] : [{ kind: 'atrialFibrillation', sinceSeconds }] }
  }
}
