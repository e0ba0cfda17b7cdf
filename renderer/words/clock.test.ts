import { describe, expect, it } from 'vitest'
import type { ShiftClock } from '../../electron/ipc/shift.ts'
import { clockJumpSentence, clockSentence } from './clock.ts'
import { calendarDate, clockTime } from './times.ts'

const AT = Date.UTC(2026, 6, 1, 8)
const ZONE_MS = -new Date(AT).getTimezoneOffset() * 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

function clock(parts: Partial<ShiftClock>): ShiftClock {
  return { offsetMs: 0, driftMsPerDay: null, jumps: [], ...parts }
}

describe('the sentence about the clock of the monitor', () => {
  it('tells the difference that is seen, whether the monitor sends local time or UTC', () => {
    for (const zoneMs of [0, ZONE_MS]) {
      expect(clockSentence(clock({ offsetMs: zoneMs + 3_200 }), AT)).toBe(
        "The monitor's clock is 3.2 s ahead.",
      )
      expect(clockSentence(clock({ offsetMs: zoneMs - 192_000 }), AT)).toBe(
        "The monitor's clock is 3 min 12 s behind.",
      )
    }
    expect(clockSentence(clock({ offsetMs: ZONE_MS - HOUR_MS / 3 }), AT)).toContain('20 min 0 s behind')
  })

  it('tells drift and the last jump, that of exactly an hour by its name', () => {
    const when = `${calendarDate(AT)}, ${clockTime(AT)}`
    const jump = { atUtcMs: AT, byMs: HOUR_MS - 400, kind: 'hour' } as const
    expect(clockSentence(clock({ driftMsPerDay: -1_400, jumps: [jump] }), AT)).toBe(
      `The monitor's clock is 0 s ahead, losing 1.4 s a day; it was set by exactly +1 h on ${when}, as for summer time.`,
    )
    expect(clockSentence(clock({ driftMsPerDay: 10 }), AT)).toContain(', without drift')
    const station = { atUtcMs: AT, byMs: 60_000, kind: 'station' } as const
    expect(clockSentence(clock({ jumps: [station] }), AT)).toContain("this PC's clock was set by −1 min 0 s")
    expect(clockSentence(null, AT)).toBe('The monitor sends no clock.')
  })
})

it('says how far the clock of the PC was set, which way, and what to do', () => {
  const back = clockJumpSentence({ atUtcMs: AT, byMs: -365 * DAY_MS, isLeast: false })
  expect(back).toContain(
    `The clock of this PC was set back by 365 days and stands at ${calendarDate(AT)}, ${clockTime(AT)}.`,
  )
  expect(back).toContain('nothing earlier is touched. Check date and time')
  expect(clockJumpSentence({ atUtcMs: AT, byMs: -HOUR_MS, isLeast: true })).toContain(
    'back by at least 1 h 0 min 0 s',
  )
  expect(clockJumpSentence({ atUtcMs: AT, byMs: HOUR_MS, isLeast: false })).toContain(
    'set forward by 1 h 0 min 0 s',
  )
})
