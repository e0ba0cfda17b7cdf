import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Standby } from './standby.ts'

const SECOND_MS = 1_000
const SINCE = 1_700_000_000_000

/** Looks once a second. Out: what was seen at each. */
function play(standby: Standby, measured: readonly boolean[], fromMs = 0) {
  return measured.map((isMeasured, index) => {
    const ended = standby.look(isMeasured, fromMs + index * SECOND_MS)
    return { ended, isOn: standby.view !== null }
  })
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('a bed that was left', () => {
  it('shows the numbers that still come, and stands by once they have ended', () => {
    const standby = new Standby()
    standby.begin(SINCE, 0)
    expect(play(standby, times(60, true)).some(({ isOn, ended }) => isOn || ended)).toBe(false)
    const seen = play(standby, times(12, false), 60 * SECOND_MS)
    expect(seen[0]?.isOn).toBe(false)
    expect(seen.at(-1)?.isOn).toBe(true)
    expect(standby.view).toEqual({ sinceUtcMs: SINCE })
  })

  it('is not on standby while sensors come off one after the other', () => {
    const standby = new Standby()
    standby.begin(SINCE, 0)
    const flicker = Array.from({ length: 40 }, (_, second) => second % 5 === 0)
    expect(play(standby, flicker).some(({ isOn, ended }) => isOn || ended)).toBe(false)
  })

  it('ends with the first number, once', () => {
    const standby = new Standby()
    standby.begin(SINCE, 0)
    play(standby, times(12, false))
    const seen = play(standby, times(3, true), 12 * SECOND_MS)
    expect(seen.map(({ ended }) => ended)).toEqual([true, false, false])
    expect(standby.isQuiet).toBe(false)
  })

  it('is watched again where a monitor measures on for a quarter of an hour: somebody is measured', () => {
    const standby = new Standby()
    standby.begin(SINCE, 0)
    const seen = play(standby, times(16 * 60, true))
    expect(seen.filter(({ ended }) => ended)).toHaveLength(1)
    expect(standby.isQuiet).toBe(false)
  })

  it('never stands by at a moment in which somebody is measured, and never without having been left', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), fc.boolean(), (measured, left) => {
        const standby = new Standby()
        if (left) standby.begin(SINCE, 0)
        for (const [second, { isOn }] of play(standby, measured).entries()) {
          if (isOn) expect(left && !measured[second]).toBe(true)
        }
      }),
    )
  })
})
