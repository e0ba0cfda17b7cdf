import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockTime } from '../words/times.ts'
import { seenTime } from './seen-time.ts'

const NOON = new Date(2026, 10, 26, 12, 0, 30).getTime()
const DAY_MS = 86_400_000

describe('the time at which something was seen', () => {
  it.each([
    ['11:40', NOON - 20 * 60_000 - 30_000],
    ['1140', NOON - 20 * 60_000 - 30_000],
    ['9.05', NOON - 175 * 60_000 - 30_000],
    ['23:59', NOON - 12 * 3_600_000 - 90_000],
    ['25:00', null],
    ['11:60', null],
    ['', null],
    ['noon', null],
  ])('typed as %s is the last such moment', (typed, expected) => {
    expect(seenTime(typed, NOON)).toBe(expected)
  })

  it('is never in the future, never older than a day, and shows what was typed', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.nat(2 * DAY_MS), (hours, minutes, laterMs) => {
        const nowUtcMs = NOON + laterMs
        const typed = `${hours}:${String(minutes).padStart(2, '0')}`
        const at = seenTime(typed, nowUtcMs) ?? Number.NaN
        expect(at).toBeLessThanOrEqual(nowUtcMs + 60_000)
        expect(at).toBeGreaterThan(nowUtcMs - 2 * DAY_MS)
        expect(clockTime(at)).toBe(typed.padStart(5, '0'))
      }),
    )
  })
})
