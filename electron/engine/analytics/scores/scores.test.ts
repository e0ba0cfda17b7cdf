import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Consciousness, cart, mews, news2, qsofa, type ScoreInputs, shockIndex } from './scores.ts'

const NOTHING: ScoreInputs = {
  respiration: null,
  spo2: null,
  systolic: null,
  diastolic: null,
  pulse: null,
  temperature: null,
  consciousness: null,
  isOnOxygen: null,
  age: null,
}

type Vector = [number, number, 1 | 2, boolean, number, number, Consciousness, number, number, string]

describe('NEWS2', () => {
  const vectors: Vector[] = [
    [16, 97, 1, false, 125, 72, 'A', 36.8, 0, 'low'],
    [21, 94, 1, false, 108, 95, 'A', 38.4, 6, 'medium'],
    [25, 91, 1, true, 88, 135, 'C', 39.2, 19, 'high'],
    [18, 90, 2, false, 130, 80, 'A', 37, 0, 'low'],
    [18, 90, 1, false, 130, 80, 'A', 37, 3, 'low-medium'],
    [18, 95, 2, true, 130, 80, 'A', 37, 4, 'low'],
    [18, 97, 2, true, 130, 80, 'A', 37, 5, 'medium'],
    [18, 97, 2, false, 130, 80, 'A', 37, 0, 'low'],
    [8, 96, 1, false, 111, 51, 'A', 36.1, 3, 'low-medium'],
    [12, 96, 1, false, 220, 90, 'A', 38, 3, 'low-medium'],
    [20, 96, 1, false, 219, 91, 'A', 38.1, 2, 'low'],
    [20, 83, 2, true, 101, 40, 'U', 35, 15, 'high'],
  ]
  it.each(vectors)('%i %i scale %i oxygen %s %i %i %s %f is %i %s', (...vector) => {
    const [respiration, spo2, scale, isOnOxygen, systolic, pulse, consciousness, temperature, total, band] =
      vector
    const inputs = { ...NOTHING, respiration, spo2, isOnOxygen, systolic, pulse, consciousness, temperature }
    expect(news2(inputs, scale)).toMatchObject({ total, band, lacks: [] })
  })

  it('rounds before it scores', () => {
    expect(news2({ ...NOTHING, respiration: 11.5, temperature: 38.04 })?.total).toBe(0)
  })

  it('is partial and says what it lacks; scale 2 without knowing of oxygen is unknown', () => {
    expect(news2({ ...NOTHING, pulse: 135 })?.lacks).toHaveLength(6)
    expect(news2({ ...NOTHING, spo2: 97 }, 2)).toBeNull()
    expect(news2(NOTHING)).toBeNull()
  })

  it('stays between 0 and 20 and never takes a missing input for a worse one', () => {
    const number = fc.option(fc.double({ min: 0, max: 300, noNaN: true }))
    fc.assert(
      fc.property(number, number, number, number, (respiration, spo2, systolic, pulse) => {
        const some = news2({ ...NOTHING, respiration, spo2, systolic, pulse })
        const more = news2({
          ...NOTHING,
          respiration,
          spo2,
          systolic,
          pulse,
          consciousness: 'U',
          isOnOxygen: true,
        })
        expect(some?.total ?? 0).toBeLessThanOrEqual(12)
        expect(more?.total ?? 0).toBe((some?.total ?? 0) + 5)
      }),
    )
  })
})

describe('other scores', () => {
  it('CART: the published corners', () => {
    expect(cart({ ...NOTHING, respiration: 30, pulse: 145, diastolic: 30, age: 75 })?.total).toBe(57)
    expect(cart({ ...NOTHING, respiration: 22, pulse: 100, diastolic: 60, age: 60 })?.total).toBe(12)
  })

  it.each([
    [70, 40, 8, 34.9, 'U', 12],
    [71, 50, 14, 35, 'P', 5],
    [100, 100, 15, 38.4, 'V', 3],
    [101, 101, 21, 38.5, 'A', 5],
    [200, 130, 30, 40, 'A', 10],
  ] as const)(
    'MEWS: %i %i %i %f %s is %i',
    (systolic, pulse, respiration, temperature, consciousness, total) => {
      expect(mews({ ...NOTHING, systolic, pulse, respiration, temperature, consciousness })?.total).toBe(
        total,
      )
    },
  )

  it('qSOFA and shock index', () => {
    expect(qsofa({ ...NOTHING, respiration: 22, systolic: 100, consciousness: 'C' })?.total).toBe(3)
    expect(qsofa({ ...NOTHING, respiration: 21, systolic: 101, consciousness: 'A' })?.total).toBe(0)
    expect(shockIndex({ ...NOTHING, pulse: 90, systolic: 100 })).toBeCloseTo(0.9)
    expect(shockIndex({ ...NOTHING, pulse: 90 })).toBeNull()
  })
})
