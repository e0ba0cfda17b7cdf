/**
 * The levels a block's samples take. Monitors re-scale what their converter
 * measured, so most integers between the lowest and the highest sample never
 * occur; counting in levels instead of integers leaves nothing of that to code.
 */
export class Levels {
  /** Every level there is, rising. */
  readonly values: Int32Array
  /** Place of the first level at or above lowest + index. */
  readonly #places: Int32Array
  readonly #lowest: number

  /** In: the levels, rising, spread over less than LARGEST_SPREAD. */
  constructor(values: Int32Array) {
    const lowest = values[0] as number
    const highest = values[values.length - 1] as number
    const places = new Int32Array(highest - lowest + 1)
    let place = 0
    for (let index = 0; index < places.length; index++) {
      if ((values[place] as number) < lowest + index) place++
      places[index] = place
    }
    this.values = values
    this.#places = places
    this.#lowest = lowest
  }

  /** Levels per integer, 0 to 1. */
  get density(): number {
    return this.values.length / this.#places.length
  }

  /** Place of a sample that is a level. */
  placeOf(sample: number): number {
    return this.#places[sample - this.#lowest] as number
  }

  /** Where any number lies among the levels, with a fraction; at most the last place. */
  positionOf(forecast: number): number {
    const whole = Math.floor(forecast) - this.#lowest
    if (!(whole >= 0)) return 0
    if (whole >= this.#places.length - 1) return this.values.length - 1
    const above = this.#places[whole + 1] as number
    const lower = this.values[above - 1] as number
    return above - 1 + (forecast - lower) / ((this.values[above] as number) - lower)
  }
}

/** Levels are looked for where the samples lie within so many integers. */
export const LARGEST_SPREAD = 65_536
/** What one level costs in the block, bits: measured on recorded waves; and what a wrong guess should not cost. */
const BITS_PER_LEVEL = 2.5
const LEAST_GAIN = 1.1

/**
 * The levels of these samples, or null where listing them would cost more than
 * it saves: a sample saves about as many bits as its distance to the next level has.
 */
export function findLevels(samples: Int32Array): Levels | null {
  const first = samples[0]
  if (first === undefined) return null
  let lowest = first
  let highest = first
  for (let index = 1; index < samples.length; index++) {
    const sample = samples[index] as number
    if (sample < lowest) lowest = sample
    else if (sample > highest) highest = sample
  }
  const spread = highest - lowest + 1
  if (spread > LARGEST_SPREAD) return null
  const hits = new Uint32Array(spread)
  for (let index = 0; index < samples.length; index++) {
    const at = (samples[index] as number) - lowest
    hits[at] = (hits[at] as number) + 1
  }
  const values: number[] = []
  let saved = 0
  let before = 0
  for (let at = 0; at < spread; at++) {
    const count = hits[at] as number
    if (count === 0) continue
    values.push(lowest + at)
    if (at - before > 1) saved += count * Math.log2(at - before)
    before = at
  }
  return saved > LEAST_GAIN * BITS_PER_LEVEL * values.length ? new Levels(Int32Array.from(values)) : null
}
