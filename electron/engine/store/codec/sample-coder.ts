import { Forecast, likeliestPair, VIEW_PAIRS } from './forecast.ts'
import { readLevels, writeLevels } from './level-table.ts'
import { findLevels, type Levels } from './levels.ts'
import { type BitCoder, RangeDecoder, RangeEncoder } from './range-coder.ts'
import { ResidualCoder } from './residual.ts'

const LEAST_SAMPLE = -(2 ** 31)
const MOST_SAMPLE = 2 ** 31 - 1

/** Samples as coded bytes; `levels` says how many levels stand before them, 0 for none. */
export interface CodedSamples {
  /** Place in VIEW_PAIRS. */
  readonly pair: number
  readonly levels: number
  readonly bytes: Uint8Array
}

/** A forecast that any sample can answer: a wild one (or none at all) counts as 0. */
function within(forecast: number): number {
  return forecast > LEAST_SAMPLE && forecast < MOST_SAMPLE ? forecast : 0
}

/** Codes samples one after the other, in either direction; see ResidualCoder. */
class SampleCoder {
  readonly #forecast: Forecast
  readonly #residuals: ResidualCoder
  readonly #levels: Levels | null
  readonly #density: number
  #last = 0

  constructor(coder: BitCoder, pair: number, levels: Levels | null) {
    this.#forecast = new Forecast(pair)
    this.#residuals = new ResidualCoder(coder)
    this.#levels = levels
    this.#density = levels?.density ?? 1
  }

  code(sample: number): number {
    const forecast = within(this.#forecast.next())
    const slope = Math.abs(forecast - this.#last) * this.#density
    const levels = this.#levels
    const coded =
      levels === null ? this.#count(sample, forecast, slope) : this.#place(levels, sample, forecast, slope)
    this.#forecast.learn(coded)
    this.#last = coded
    return coded
  }

  #count(sample: number, forecast: number, slope: number): number {
    const expected = Math.round(forecast)
    // Wraps at 32 bits, and back again.
    return (expected + this.#residuals.code((sample - expected) | 0, forecast - expected, slope)) | 0
  }

  #place(levels: Levels, sample: number, forecast: number, slope: number): number {
    const position = levels.positionOf(forecast)
    const expected = Math.round(position)
    const residual = this.#residuals.code(levels.placeOf(sample) - expected, position - expected, slope)
    return levels.values[expected + residual] ?? 0
  }
}

/** Codes whole numbers of 32 bits. */
export function encodeSamples(samples: Int32Array): CodedSamples {
  const levels = findLevels(samples)
  const coder = new RangeEncoder()
  if (levels !== null) writeLevels(coder, levels)
  const pair = likeliestPair(samples)
  const one = new SampleCoder(coder, pair, levels)
  for (let index = 0; index < samples.length; index++) one.code(samples[index] as number)
  return { pair, levels: levels?.values.length ?? 0, bytes: coder.finish() }
}

/** Gives `count` samples back; null if the pair or the levels before the samples make no sense. */
export function decodeSamples(
  { pair, levels: levelCount, bytes }: CodedSamples,
  count: number,
): Int32Array | null {
  if (VIEW_PAIRS[pair] === undefined) return null
  const coder = new RangeDecoder(bytes, 0, bytes.length)
  const levels = levelCount === 0 ? null : readLevels(coder, levelCount)
  if (levelCount > 0 && levels === null) return null
  const one = new SampleCoder(coder, pair, levels)
  const samples = new Int32Array(count)
  const filler = levels?.values[0] ?? 0
  for (let index = 0; index < count; index++) samples[index] = one.code(filler)
  return samples
}
