import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inventedLimits } from '../../fixture/alarm-states.ts'
import { isInOrder, isSamePair, pairOf, stepLimit } from './limit-draft.ts'

const limits = new Map(inventedLimits().map((limit) => [limit.label, limit]))
function limitOf(label: string) {
  const limit = limits.get(label)
  if (limit === undefined) throw new TypeError(`no limit ${label}`)
  return limit
}

describe('a limit that is set', () => {
  it('moves by its own step, in tenths without errors that add up', () => {
    const heart = limitOf('HR')
    expect(stepLimit(pairOf(heart), 'high', 1, heart)).toEqual({ low: 50, high: 121 })
    const temperature = limitOf('T1')
    let pair = pairOf(temperature)
    for (let times = 0; times < 3; times++) pair = stepLimit(pair, 'low', 1, temperature)
    expect(pair).toEqual({ low: 35.8, high: 38.5 })
  })

  it('never leaves the bounds and never meets the other side, however often it is stepped', () => {
    const step = fc.tuple(
      fc.constantFrom('low' as const, 'high' as const),
      fc.constantFrom(1 as const, -1 as const),
    )
    fc.assert(
      fc.property(fc.constantFrom(...limits.keys()), fc.array(step, { maxLength: 300 }), (label, steps) => {
        const limit = limitOf(label)
        let pair = pairOf(limit)
        for (const [side, by] of steps) pair = stepLimit(pair, side, by, limit)
        expect(isInOrder(pair)).toBe(true)
        for (const value of [pair.low, pair.high]) {
          expect(value).toBeGreaterThanOrEqual(limit.bounds.least)
          expect(value).toBeLessThanOrEqual(limit.bounds.most)
        }
      }),
    )
  })

  it('leaves a side alone that has no limit', () => {
    const apnoea = { ...limitOf('RR'), low: null, high: 20 }
    expect(stepLimit(pairOf(apnoea), 'low', 1, apnoea)).toEqual({ low: null, high: 20 })
    expect(isInOrder({ low: null, high: 20 })).toBe(true)
    expect(isSamePair({ low: null, high: 20 }, { low: null, high: 21 })).toBe(false)
  })
})
