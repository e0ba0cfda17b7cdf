import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshnessOf } from './freshness.ts'

describe('freshness of a number', () => {
  it('is live within the limit, old past it, gone past twice it', () => {
    const numeric = { value: 72, ageLimitMs: 5_000 }
    expect(freshnessOf(numeric, 5_000)).toBe('live')
    expect(freshnessOf(numeric, 5_001)).toBe('old')
    expect(freshnessOf(numeric, 10_000)).toBe('old')
    expect(freshnessOf(numeric, 10_001)).toBe('gone')
  })

  it('never ages an episodic reading, and never shows what has no number', () => {
    expect(freshnessOf({ value: 120, ageLimitMs: null }, 1e9)).toBe('live')
    expect(freshnessOf({ value: null, ageLimitMs: 5_000 }, 0)).toBe('gone')
  })

  it('H2 a number older than twice its limit is never shown', () => {
    fc.assert(
      fc.property(fc.nat(1e7), fc.integer({ min: 1, max: 1e6 }), (ageMs, ageLimitMs) => {
        const freshness = freshnessOf({ value: 1, ageLimitMs }, ageMs)
        expect(freshness === 'gone').toBe(ageMs > 2 * ageLimitMs)
        expect(freshness === 'live').toBe(ageMs <= ageLimitMs)
      }),
    )
  })
})
