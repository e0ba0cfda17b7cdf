import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'
import { burst, burstMs, endWhenOutranked, endWhenUnwanted } from './burst.ts'
import { LEVELS, MELODIES, TIMINGS } from './burst-table.ts'

const CAUSES = Object.keys(MELODIES) as AlarmCause[]
const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low']

/** Silences between the pulses of a burst, ms. */
function gaps(priority: Priority): number[] {
  const pulses = burst(priority, 'general')
  return pulses.slice(1).map((pulse, index) => {
    const before = pulses[index]
    return pulse.startMs - (before === undefined ? 0 : before.startMs + before.durationMs)
  })
}

describe('the burst plan', () => {
  it('has ten pulses of 75 to 200 ms for high, with the gaps x, x, 2x + td, x, long, and the same again', () => {
    const [first, ...rest] = burst('high', 'general')
    const td = first?.durationMs ?? 0
    expect(rest).toHaveLength(9)
    expect(td).toBeGreaterThanOrEqual(75)
    expect(td).toBeLessThanOrEqual(200)
    const x = gaps('high')[0] ?? 0
    expect(x).toBeGreaterThanOrEqual(50)
    expect(x).toBeLessThanOrEqual(125)
    const half = [x, x, 2 * x + td, x]
    expect(gaps('high')).toEqual([...half, 700, ...half])
  })

  it('has three and two pulses of 125 to 250 ms for medium and low, with equal gaps of as much', () => {
    for (const [priority, count] of [
      ['medium', 3],
      ['low', 2],
    ] as const) {
      const pulses = burst(priority, 'oxygen')
      expect(pulses).toHaveLength(count)
      for (const length of [...pulses.map(({ durationMs }) => durationMs), ...gaps(priority)]) {
        expect(length).toBeGreaterThanOrEqual(125)
        expect(length).toBeLessThanOrEqual(250)
      }
      expect(new Set(gaps(priority)).size).toBe(1)
    }
  })

  it('leaves silence between bursts within the ranges: 2.5 to 15 s, 2.5 to 30 s, over 15 s', () => {
    const between = (priority: Priority) => TIMINGS[priority].everyMs - burstMs(burst(priority, 'general'))
    expect(between('high')).toBe(3_500)
    expect(between('medium')).toBe(11_000)
    expect(between('low')).toBe(24_400)
    for (const priority of PRIORITIES) {
      expect(between(priority)).toBeGreaterThanOrEqual(TIMINGS[priority].leastGapMs)
    }
  })

  it('plays the melody of the cause, twice for high, its first three notes for medium, the same low for all', () => {
    for (const cause of CAUSES) {
      const notes = (priority: Priority) => burst(priority, cause).map(({ frequencyHz }) => frequencyHz)
      expect(notes('high')).toEqual([...MELODIES[cause], ...MELODIES[cause]])
      expect(notes('medium')).toEqual(MELODIES[cause].slice(0, 3))
      expect(notes('low')).toEqual([329.63, 261.63])
      for (const hz of notes('high')) {
        expect(hz).toBeGreaterThanOrEqual(150)
        expect(hz).toBeLessThanOrEqual(1_000)
      }
    }
  })

  it('is never louder for a lower priority, however long that has waited', () => {
    expect(LEVELS.medium.louder).toBeLessThanOrEqual(LEVELS.high.usual)
    expect(LEVELS.low.louder).toBeLessThanOrEqual(LEVELS.medium.usual)
    for (const { usual, louder } of Object.values(LEVELS)) {
      expect(usual).toBeGreaterThan(0)
      expect(louder).toBeGreaterThan(usual)
    }
  })
})

describe('the end of a burst', () => {
  it('lets half of a high burst sound, then the whole, and a medium one always whole', () => {
    const high = burst('high', 'general')
    expect(endWhenUnwanted('high', high, 300)).toBe(1_400)
    expect(endWhenUnwanted('high', high, 1_401)).toBe(3_500)
    expect(endWhenUnwanted('medium', burst('medium', 'general'), 10)).toBe(1_000)
  })

  it('waits for the pulse that sounds when a higher alarm comes, and for nothing between two', () => {
    const medium = burst('medium', 'general')
    expect(endWhenOutranked(medium, 450)).toBe(600)
    expect(endWhenOutranked(medium, 250)).toBe(250)
  })
})
