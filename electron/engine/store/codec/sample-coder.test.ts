import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Forecast, likeliestPair, VIEW_PAIRS } from './forecast.ts'
import { decodeSamples, encodeSamples } from './sample-coder.ts'

const LOWEST = -(2 ** 31)
const HIGHEST = 2 ** 31 - 1

/** What signals are like: quiet, wild, combed, constant, at the ends of the range. */
const anySamples = fc
  .oneof(
    fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 400 }),
    fc.array(fc.integer({ min: LOWEST, max: HIGHEST }), { maxLength: 200 }),
    fc.array(
      fc.integer({ min: -60, max: 60 }).map((value) => value * 49),
      { maxLength: 400 },
    ),
    fc.array(fc.constantFrom(LOWEST, HIGHEST, 0, -1), { maxLength: 200 }),
    fc
      .record({ value: fc.integer(), length: fc.nat(300) })
      .map(({ value, length }) => Array(length).fill(value)),
  )
  .map((values) => Int32Array.from(values))

/** A wave made of whole numbers alone, so that it is the same everywhere. */
function fixedWave(length: number, step: number): Int32Array {
  let noise = 7
  let height = 0
  let speed = 0
  return Int32Array.from({ length }, (_, index) => {
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) | 0
    speed += ((index >> 5) & 1) === 0 ? 3 : -3
    height += speed
    return step * ((height >> 3) + (noise >> 29))
  })
}

describe('sample coder', () => {
  it('gives any samples back', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        expect(decodeSamples(encodeSamples(samples), samples.length)).toEqual(samples)
      }),
      { numRuns: 300 },
    )
  })

  it('makes the same bytes on every machine and in every release', () => {
    const digest = (samples: Int32Array) =>
      createHash('sha256').update(encodeSamples(samples).bytes).digest('hex').slice(0, 16)
    expect(digest(fixedWave(4_000, 1))).toMatchInlineSnapshot(`"b1f80091443ef1ee"`)
    expect(digest(fixedWave(4_000, 37))).toMatchInlineSnapshot(`"b1a83edcb1b300bc"`)
  })

  it('takes any bytes for samples without throwing, and refuses a pair nobody defined', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(300), fc.nat(80), (bytes, levels, count) => {
        const samples = decodeSamples({ pair: 0, levels, bytes }, count)
        expect(samples === null || samples.length === count).toBe(true)
      }),
    )
    expect(decodeSamples({ pair: VIEW_PAIRS.length, levels: 0, bytes: new Uint8Array(8) }, 1)).toBeNull()
  })

  it('learns a wave: what it does not foresee gets small', () => {
    for (let pair = 0; pair < VIEW_PAIRS.length; pair++) {
      const forecast = new Forecast(pair)
      let worst = 0
      for (let index = 0; index < 2_000; index++) {
        const sample = Math.round(1_000 * Math.sin(index / 15))
        const miss = Math.abs(sample - forecast.next())
        if (index > 1_500) worst = Math.max(worst, miss)
        forecast.learn(sample)
      }
      expect(worst).toBeLessThan(5)
    }
  })

  it('picks the pair of views by the samples alone', () => {
    expect(likeliestPair(new Int32Array(0))).toBe(0)
    expect(VIEW_PAIRS[likeliestPair(fixedWave(3_000, 1))]).toBeDefined()
  })
})
