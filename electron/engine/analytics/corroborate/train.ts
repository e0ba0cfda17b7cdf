import { middle } from '../signal/ranks.ts'

const SECONDS_A_MINUTE = 60
/** Distances further from the middle one than this share are odd. */
const ODD = 0.25

/** Beats or pulses of the last seconds in figures. */
export interface Train {
  readonly count: number
  /** Middle distance in seconds, 0 if there is none. */
  readonly distance: number
  /** Longest time without one, edges of the window included, seconds. */
  readonly longestGap: number
  /** Share of odd distances. */
  readonly odd: number
}

/** Describes what came between two times. */
export function trainOf(times: readonly number[], from: number, to: number): Train {
  const inside = times.filter((at) => at > from && at <= to)
  const distances = inside.slice(1).map((at, index) => at - (inside[index] ?? 0))
  const distance = middle(distances)
  const edges = [(inside[0] ?? to) - from, to - (inside.at(-1) ?? from)]
  const odd = distances.filter((one) => Math.abs(one / distance - 1) > ODD).length
  return {
    count: inside.length,
    distance,
    longestGap: Math.max(...edges, ...distances),
    odd: distances.length === 0 ? 0 : odd / distances.length,
  }
}

/** Rates a minute over every run of `length` distances between two times. */
export function runRates(times: readonly number[], from: number, to: number, length: number): number[] {
  const inside = times.filter((at) => at > from && at <= to)
  return inside.slice(length).map((at, index) => (SECONDS_A_MINUTE * length) / (at - (inside[index] ?? 0)))
}
