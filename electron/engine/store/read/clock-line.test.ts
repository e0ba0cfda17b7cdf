import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryReader, numericRow, numericSpec } from '../../export/testing/memory-reader.ts'
import type { StoredClock } from '../types.ts'
import { clockLine, clockOffsetAt } from './clock-line.ts'

const FROM = Date.UTC(2026, 9, 24, 22)
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** A reading each minute of a clock `offsetMs(minute)` ahead, cut to whole seconds as devices do. */
function readings(
  minutes: number,
  offsetMs: (minute: number) => number,
  link = 'serial:COM3',
): StoredClock[] {
  return Array.from({ length: minutes }, (_, minute) => {
    const atUtcMs = FROM + minute * MINUTE_MS + 137 * (minute % 5)
    return { bed: 'b1', link, atUtcMs, deviceMs: Math.floor((atUtcMs + offsetMs(minute)) / 1000) * 1000 }
  })
}

describe('the line of a device clock', () => {
  it('finds the drift of a clock that counts whole seconds, by least squares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -4_000, max: 4_000 }),
        fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
        (perDayMs, startMs) => {
          const clocks = readings(24 * 60, (minute) => startMs + (perDayMs * minute * MINUTE_MS) / DAY_MS)
          const { segments, jumps } = clockLine(clocks, [])
          expect(jumps).toEqual([])
          expect(segments).toHaveLength(1)
          // Readings spread over 548 ms leave steps of 452 ms; one in the middle of the day bends a line by half as much again.
          expect(Math.abs((segments[0]?.driftMsPerDay ?? Number.NaN) - perDayMs)).toBeLessThan(700)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('names a jump of exactly one hour, another setting, and one of the PC', () => {
    const hour = readings(120, (minute) => (minute < 60 ? -7_000 : -7_000 + HOUR_MS))
    expect(clockLine(hour, []).jumps).toMatchObject([{ kind: 'hour', atUtcMs: hour[60]?.atUtcMs }])
    // Readings of whole seconds know it to the second.
    expect(Math.abs((clockLine(hour, []).jumps[0]?.byMs ?? 0) - HOUR_MS)).toBeLessThanOrEqual(1_000)
    const back = readings(120, (minute) => (minute < 60 ? 0 : -HOUR_MS))
    expect(clockLine(back, []).jumps).toMatchObject([{ kind: 'hour' }])
    const set = readings(120, (minute) => (minute < 60 ? 0 : 192_000))
    expect(clockLine(set, []).jumps).toMatchObject([{ kind: 'set' }])
    const stationJump = { fromUtcMs: FROM + 59.5 * MINUTE_MS, toUtcMs: FROM + 59.6 * MINUTE_MS }
    expect(clockLine(hour, [stationJump]).jumps).toMatchObject([{ kind: 'station' }])
  })

  it('takes no frame that came late for a setting, and begins anew with another line', () => {
    const late = readings(120, (minute) => (minute === 60 ? -9_000 : 0))
    expect(clockLine(late, []).jumps).toEqual([])
    expect(Math.abs(clockOffsetAt(clockLine(late, []), FROM + HOUR_MS) ?? 0)).toBeLessThan(1_000)
    const swapped = [...readings(60, () => 0), ...readings(120, () => 600_000, 'serial:COM4').slice(60)]
    const line = clockLine(swapped, [])
    expect(line.jumps).toEqual([])
    expect(line.segments.map(({ link }) => link)).toEqual(['serial:COM3', 'serial:COM4'])
    // Each line keeps its own offset, also for what was recorded on the earlier one.
    for (const [minute, offsetMs] of [
      [30, 0],
      [90, 600_000],
    ] as const) {
      const found = clockOffsetAt(line, FROM + minute * MINUTE_MS) ?? Number.NaN
      expect(Math.abs(found - offsetMs)).toBeLessThan(1_000)
    }
  })

  it('tells two passes through one hour apart where the clock of the PC was set back', () => {
    const first = readings(120, () => 5_000)
    const second = readings(120, () => 5_000 + HOUR_MS)
      .slice(60)
      .map((clock) => ({ ...clock, atUtcMs: clock.atUtcMs + 1_500, deviceMs: clock.deviceMs + 1_500 }))
    const back = { fromUtcMs: FROM + HOUR_MS, toUtcMs: FROM + HOUR_MS }
    const both = [...first, ...second].sort((a, b) => a.atUtcMs - b.atUtcMs)
    const line = clockLine(both, [back])
    expect(line.jumps).toMatchObject([{ kind: 'station' }])
    expect(line.segments).toHaveLength(2)
    const at = FROM + 90 * MINUTE_MS
    expect(Math.abs((clockOffsetAt(line, at, 4_200) ?? 0) - 5_000)).toBeLessThan(1_000)
    expect(Math.abs((clockOffsetAt(line, at, HOUR_MS) ?? 0) - HOUR_MS - 5_000)).toBeLessThan(1_000)
  })

  it('says nothing of drift from few readings, and nothing at all from none', () => {
    expect(
      clockLine(
        readings(30, () => 5_000),
        [],
      ).segments[0]?.driftMsPerDay,
    ).toBeNull()
    expect(clockOffsetAt(clockLine([], []), FROM)).toBeNull()
  })
})

describe('numbers by corrected time', () => {
  it('are put where the device measured them, however late they came, and keep the stored times', () => {
    const clocks = Array.from({ length: 60 }, (_, minute) => ({
      bed: 'b1',
      link: 'sim:',
      atUtcMs: FROM + minute * MINUTE_MS,
      deviceMs: FROM + minute * MINUTE_MS - 192_000,
    }))
    const AT = FROM + 30 * MINUTE_MS
    const row = (measured: number, arrived: number, deviceMs: number | null) =>
      numericRow(AT + arrived, 70, {
        measuredUtcMs: AT + arrived,
        deviceMs: deviceMs === null ? null : AT + measured - 192_000,
      })
    const reader = memoryReader({
      channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: true, channel: numericSpec() }],
      clocks,
      numerics: [row(0, 0, 0), row(1_000, 9_000, 0), row(2_000, 2_000, 0), row(0, 3_000, null)],
    })
    const rows = reader.correctedNumerics(1, AT, AT + 5_000)
    expect(rows.map((one) => [one.correctedUtcMs - AT, one.atUtcMs - AT])).toEqual([
      [0, 0],
      [1_000, 9_000],
      [2_000, 2_000],
      [3_000, 3_000],
    ])
  })
})
