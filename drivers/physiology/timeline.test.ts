import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Timeline } from './timeline.ts'

const knots = fc
  .array(
    fc.record({
      width: fc.double({ min: 0.02, max: 50, noNaN: true }),
      value: fc.constantFrom(0, 0, 12, 70, 190),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((list) => {
    let atSeconds = 0
    const made = list.map(({ width, value }) => {
      const knot = { atSeconds, value }
      atSeconds += width
      return knot
    })
    return { made, period: atSeconds }
  })
  .filter(({ made }) => made.some((knot) => knot.value > 0))

describe('Timeline', () => {
  it('follows the line between knots and repeats', () => {
    const line = new Timeline(
      [
        { atSeconds: 0, value: 10 },
        { atSeconds: 5, value: 20 },
      ],
      10,
    )
    expect([0, 2.5, 5, 7.5, 10, 12.5, -7.5].map((t) => line.valueAt(t))).toEqual([10, 15, 20, 15, 10, 15, 15])
  })

  it('integrates exactly what it shows', () => {
    const seconds = fc.double({ min: -300, max: 3000, noNaN: true })
    fc.assert(
      fc.property(knots, seconds, ({ made, period }, at) => {
        const line = new Timeline(made, period)
        const step = 1e-4
        const slope = (line.integralTo(at + step) - line.integralTo(at - step)) / (2 * step)
        // At a corner the two sides differ; everywhere else they agree closely.
        const around = [at - step, at, at + step].map((t) => line.valueAt(t))
        expect(slope).toBeGreaterThan(Math.min(...around) - 0.5)
        expect(slope).toBeLessThan(Math.max(...around) + 0.5)
      }),
    )
  })

  it('finds the time back from the integral', () => {
    fc.assert(
      fc.property(knots, fc.double({ min: -300, max: 3000, noNaN: true }), ({ made, period }, at) => {
        const line = new Timeline(made, period)
        const area = line.integralTo(at)
        // Inside a stretch of zeros every time fits, so the area is compared and not the time.
        expect(line.integralTo(line.timeOfIntegral(area))).toBeCloseTo(area, 4)
      }),
    )
  })

  it('refuses knots out of order', () => {
    expect(() => new Timeline([], 10)).toThrow(/"knots"/)
    expect(() => new Timeline([{ atSeconds: 1, value: 1 }], 10)).toThrow(/"knots"/)
    expect(
      () =>
        new Timeline(
          [
            { atSeconds: 0, value: 1 },
            { atSeconds: 0, value: 2 },
          ],
          10,
        ),
    ).toThrow(/"knots"/)
  })
})
