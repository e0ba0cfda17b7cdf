import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SteadyClock } from './steady-clock.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const UTC = Date.UTC(2026, 0, 5)

describe('H8 the age of data by the clock of the PC', () => {
  it('is not trusted for a day after the clock was set ahead, and trusted while it runs', () => {
    const clock = new SteadyClock(UTC - MINUTE_MS)
    let nowMs = 5
    for (; nowMs < DAY_MS; nowMs += MINUTE_MS) expect(clock.isSteady(nowMs, UTC + nowMs)).toBe(true)
    const jumped = UTC + 365 * DAY_MS
    const setMs = nowMs
    for (; nowMs < setMs + DAY_MS; nowMs += MINUTE_MS)
      expect(clock.isSteady(nowMs, jumped + nowMs)).toBe(false)
    expect(clock.isSteady(setMs + DAY_MS, jumped + setMs + DAY_MS)).toBe(true)
  })

  it('is not trusted for a day after a start more than a week behind the record', () => {
    expect(new SteadyClock(UTC).isSteady(0, UTC + 8 * DAY_MS)).toBe(false)
    expect(new SteadyClock(UTC).isSteady(0, UTC + 6 * DAY_MS)).toBe(true)
    expect(new SteadyClock(0).isSteady(0, UTC)).toBe(true)
    expect(new SteadyClock(UTC).isSteady(0, UTC - 365 * DAY_MS)).toBe(true)
  })

  it('is trusted through small steps either way', () => {
    const step = fc.record({
      afterMs: fc.nat(MINUTE_MS),
      byMs: fc.integer({ min: -DAY_MS, max: 30 * MINUTE_MS }),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const clock = new SteadyClock(UTC)
        let [nowMs, nowUtcMs] = [0, UTC]
        for (const { afterMs, byMs } of steps) {
          nowMs += afterMs
          nowUtcMs += afterMs + byMs
          expect(clock.isSteady(nowMs, nowUtcMs)).toBe(true)
        }
      }),
    )
  })
})
