import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { every, noise, syntheticEcg } from '../testing/synthetic.ts'
import { type Beat, QrsDetector } from './qrs-detector.ts'

function detect(values: Iterable<number>, rateHz: number): Beat[] {
  const beats: Beat[] = []
  const detector = new QrsDetector(rateHz, (beat) => beats.push(beat))
  for (const value of values) detector.push(value)
  return beats
}

const near = (at: number, times: readonly number[], within = 0.1) =>
  times.some((time) => Math.abs(time - at) < within)

describe('QRS detector', () => {
  it.each([100, 125, 128, 250, 360, 500, 720])('finds each beat once at %i Hz', (rateHz) => {
    const times = every(0.8, 58)
    const beats = detect(syntheticEcg(rateHz, 60, times), rateHz)
    expect(beats).toHaveLength(times.length)
    for (const { atSeconds } of beats) expect(near(atSeconds, times)).toBe(true)
  })

  it('finds beats from 30 to 200 a minute', () => {
    for (const rate of [30, 60, 120, 200]) {
      const times = every(60 / rate, 58)
      expect(detect(syntheticEcg(250, 62, times), 250).length).toBe(times.length)
    }
  })

  it('never makes a beat of a gap, wherever it lies', () => {
    const times = every(0.8, 38)
    const gap = fc.record({
      from: fc.integer({ min: 0, max: 9_500 }),
      length: fc.integer({ min: 1, max: 900 }),
    })
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 6 }), (gaps) => {
        const values = syntheticEcg(250, 40, times)
        for (const { from, length } of gaps) values.fill(Number.NaN, from, from + length)
        // Where a gap hides a QRS, its T wave may stand for it: the beat is real, and counted once.
        for (const { atSeconds } of detect(values, 250)) {
          expect(near(atSeconds, times) || near(atSeconds - 0.28, times, 0.13)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('finds nothing in a flat line, a missing wave or a saturated one', () => {
    for (const value of [0, 5, Number.NaN])
      expect(detect(new Float64Array(20_000).fill(value), 250)).toEqual([])
  })

  it('does not care about unit or offset', () => {
    const values = syntheticEcg(250, 40, every(0.8, 38))
    const times = detect(values, 250).map(({ atSeconds }) => atSeconds)
    const scaled = detect(
      values.map((value) => value * 5_000 - 300),
      250,
    )
    expect(scaled.map(({ atSeconds }) => atSeconds)).toEqual(times)
  })

  it('stays in order and keeps its refractory time on a megabyte of noise', () => {
    const beats = detect(noise(524_288, 7), 250)
    for (const [index, { atSeconds }] of beats.entries()) {
      expect(atSeconds - (beats[index - 1]?.atSeconds ?? -1)).toBeGreaterThan(0.199)
    }
  })

  it('finds the beats again after they lose most of their height', () => {
    const times = every(0.8, 58)
    const values = syntheticEcg(250, 60, times).map((value, index) => (index > 7_500 ? value * 0.2 : value))
    expect(detect(values, 250).length).toBeGreaterThanOrEqual(times.length - 6)
  })
})
