import { remember } from '../signal/ranks.ts'

/**
 * How makers average (Philips and Mindray operator manuals): the mean of the last 12
 * distances, without the shortest and the longest; after three in a row over 1200 ms of
 * the last 4.
 */
const AVERAGE = { distances: 12, slowDistances: 4, slowSeconds: 1.2, slowRun: 3 } as const
/** A rate needs this many distances, and is stale this long after its last beat. */
const FEWEST = 2
const STALE_SECONDS = 4
/** A longer distance is a pause or a hole, not a rhythm. */
const LONGEST_SECONDS = 4
const SECONDS_A_MINUTE = 60

/** The rate a monitor would show, from beat times. Feed beats in order; ask at any time. */
export class HeartRate {
  private readonly distances: number[] = []
  private last: number | null = null

  beat(atSeconds: number): void {
    const { last } = this
    this.last = atSeconds
    if (last === null) return
    const distance = atSeconds - last
    if (distance > LONGEST_SECONDS) this.distances.length = 0
    else remember(this.distances, distance, AVERAGE.distances)
  }

  /** Samples are missing: no distance is taken across them. */
  interrupted(): void {
    this.distances.length = 0
    this.last = null
  }

  /** Beats a minute at `nowSeconds`; null while too little is known or no beat came lately. */
  at(nowSeconds: number): number | null {
    const { distances, last } = this
    if (last === null || distances.length < FEWEST || nowSeconds - last > STALE_SECONDS) return null
    const isSlow =
      distances.length >= AVERAGE.slowRun &&
      distances.slice(-AVERAGE.slowRun).every((distance) => distance > AVERAGE.slowSeconds)
    const used = isSlow ? distances.slice(-AVERAGE.slowDistances) : distances
    const isTrimmed = used.length > AVERAGE.slowDistances
    const trim = isTrimmed ? Math.min(...used) + Math.max(...used) : 0
    const sum = used.reduce((total, distance) => total + distance, 0) - trim
    return (SECONDS_A_MINUTE * (used.length - (isTrimmed ? 2 : 0))) / sum
  }
}
