/** A value that changes along straight lines between knots and repeats after `periodSeconds`. */
export interface Knot {
  readonly atSeconds: number
  readonly value: number
}

const FLAT_SLOPE = 1e-12

/**
 * A repeating piecewise linear quantity with its exact integral and the inverse
 * of that integral. This is what makes the simulated patient answer for any
 * moment at once: the count of beats up to a time is an integral of the rate.
 */
export class Timeline {
  readonly #at: Float64Array
  readonly #value: Float64Array
  readonly #areaBefore: Float64Array
  readonly #periodSeconds: number
  readonly #areaPerPeriod: number

  /** In: knots in rising time, the first at 0, all before `periodSeconds`. The last runs on to the first. */
  constructor(knots: readonly Knot[], periodSeconds: number) {
    const first = knots[0]
    if (first === undefined || first.atSeconds !== 0) throw new TypeError('"knots" must begin at 0 seconds')
    const all = [...knots, { atSeconds: periodSeconds, value: first.value }]
    this.#at = Float64Array.from(all, (knot) => knot.atSeconds)
    this.#value = Float64Array.from(all, (knot) => knot.value)
    this.#areaBefore = new Float64Array(all.length)
    this.#periodSeconds = periodSeconds
    let area = 0
    for (let i = 1; i < all.length; i++) {
      const width = get(this.#at, i) - get(this.#at, i - 1)
      if (!(width > 0)) throw new TypeError('"knots" must rise in time')
      area += (width * (get(this.#value, i) + get(this.#value, i - 1))) / 2
      this.#areaBefore[i] = area
    }
    this.#areaPerPeriod = area
  }

  /** The value at a time in seconds. */
  valueAt(seconds: number): number {
    const inside = seconds - Math.floor(seconds / this.#periodSeconds) * this.#periodSeconds
    const i = this.#segmentOf(this.#at, inside)
    return get(this.#value, i) + this.#slope(i) * (inside - get(this.#at, i))
  }

  /** The integral from 0 to a time (negative before 0). */
  integralTo(seconds: number): number {
    const cycles = Math.floor(seconds / this.#periodSeconds)
    const inside = seconds - cycles * this.#periodSeconds
    const i = this.#segmentOf(this.#at, inside)
    const width = inside - get(this.#at, i)
    const rise = (this.#slope(i) * width * width) / 2
    return cycles * this.#areaPerPeriod + get(this.#areaBefore, i) + get(this.#value, i) * width + rise
  }

  /** The first time at which the integral reaches `area`. Only for quantities that are never negative. */
  timeOfIntegral(area: number): number {
    const cycles = Math.floor(area / this.#areaPerPeriod)
    const inside = area - cycles * this.#areaPerPeriod
    const i = this.#segmentOf(this.#areaBefore, inside)
    const rest = inside - get(this.#areaBefore, i)
    const from = get(this.#value, i)
    const slope = this.#slope(i)
    const start = cycles * this.#periodSeconds + get(this.#at, i)
    if (Math.abs(slope) < FLAT_SLOPE) return from > 0 ? start + rest / from : start
    const root = Math.sqrt(Math.max(0, from * from + 2 * slope * rest))
    return from + root === 0 ? start : start + (2 * rest) / (from + root)
  }

  #slope(i: number): number {
    return (get(this.#value, i + 1) - get(this.#value, i)) / (get(this.#at, i + 1) - get(this.#at, i))
  }

  /** Last segment whose left edge is below `position`, so that a flat stretch is left at its beginning. */
  #segmentOf(edges: Float64Array, position: number): number {
    let i = 0
    while (i < edges.length - 2 && get(edges, i + 1) < position) i++
    return i
  }
}

function get(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
