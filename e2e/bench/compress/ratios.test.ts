import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ratioSummary } from './ratios.ts'

describe('ratios of our bytes to theirs', () => {
  it('lets every channel count the same, however long it is', () => {
    const summary = ratioSummary([
      { where: 'a', ours: 500_000, theirs: 1_000_000 },
      { where: 'b', ours: 9, theirs: 10 },
    ])
    expect(summary).toEqual({ channels: 2, mean: 0.7, worst: { ratio: 0.9, where: 'b' }, larger: [] })
  })

  it('names every channel that is larger, also where the rounded ratio says 1', () => {
    const summary = ratioSummary([
      { where: 'a', ours: 10_001, theirs: 10_000 },
      { where: 'b', ours: 10_000, theirs: 10_000 },
      { where: 'c', ours: 12, theirs: 10 },
    ])
    expect(summary?.larger).toEqual(['a', 'c'])
    expect(summary?.worst).toEqual({ ratio: 1.2, where: 'c' })
  })

  it('has nothing to say about nothing', () => {
    expect(ratioSummary([])).toBeNull()
  })

  it('has no mean above its worst', () => {
    const bytes = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(fc.array(fc.record({ ours: bytes, theirs: bytes }), { minLength: 1 }), (pairs) => {
        const summary = ratioSummary(pairs.map((pair, index) => ({ where: `${index}`, ...pair })))
        expect(summary?.mean).toBeLessThanOrEqual(summary?.worst.ratio ?? 0)
      }),
    )
  })
})
