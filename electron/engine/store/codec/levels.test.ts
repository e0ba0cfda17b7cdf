import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLevels, writeLevels } from './level-table.ts'
import { findLevels, LARGEST_SPREAD, Levels } from './levels.ts'
import { RangeDecoder, RangeEncoder } from './range-coder.ts'

const anyLevels = fc
  .record({
    lowest: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 - LARGEST_SPREAD }),
    steps: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 200 }),
  })
  .map(({ lowest, steps }) => {
    const values = [lowest]
    for (const step of steps) values.push((values.at(-1) ?? 0) + step)
    return new Levels(Int32Array.from(values))
  })

describe('levels', () => {
  it('know the place of every level and where a number lies between two', () => {
    fc.assert(
      fc.property(anyLevels, fc.double({ min: 0, max: 1, noNaN: true }), (levels, part) => {
        levels.values.forEach((value, place) => {
          expect(levels.placeOf(value)).toBe(place)
          expect(levels.positionOf(value)).toBe(place)
          const next = levels.values[place + 1]
          if (next === undefined) return
          const position = levels.positionOf(value + part * (next - value))
          expect(position).toBeGreaterThanOrEqual(place)
          expect(position).toBeLessThanOrEqual(place + 1)
        })
        expect(levels.positionOf(-1e12)).toBe(0)
        expect(levels.positionOf(1e12)).toBe(levels.values.length - 1)
      }),
    )
  })

  it('are found in re-scaled samples', () => {
    const converter = Array.from({ length: 3_000 }, (_, index) => Math.round(90 * Math.sin(index / 20)))
    const rescaled = Int32Array.from(converter, (value) => Math.round(24.41 * value))
    const levels = findLevels(rescaled)
    expect(levels?.values.length).toBe(new Set(converter).size)
  })

  it('are not listed where every integer occurs, nor over a spread too large to look through', () => {
    expect(findLevels(Int32Array.from({ length: 5_000 }, (_, index) => index % 500))).toBeNull()
    expect(findLevels(Int32Array.of(0, LARGEST_SPREAD))).toBeNull()
    expect(findLevels(new Int32Array(0))).toBeNull()
  })

  it('come back from the coded bytes', () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        const encoder = new RangeEncoder()
        writeLevels(encoder, levels)
        const bytes = encoder.finish()
        const read = readLevels(new RangeDecoder(bytes, 0, bytes.length), levels.values.length)
        expect(read?.values).toEqual(levels.values)
      }),
    )
  })

  it('that cannot be are refused', () => {
    const noise = Uint8Array.from({ length: 400 }, (_, index) => (index * 197 + 31) & 0xff)
    expect(readLevels(new RangeDecoder(noise, 0, noise.length), 0)).toBeNull()
    expect(readLevels(new RangeDecoder(noise, 0, noise.length), LARGEST_SPREAD + 1)).toBeNull()
    expect(readLevels(new RangeDecoder(noise, 0, noise.length), LARGEST_SPREAD)).toBeNull()
  })
})
