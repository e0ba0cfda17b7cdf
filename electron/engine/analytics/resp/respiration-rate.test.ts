import { describe, expect, it } from 'vitest'
import { noise } from '../testing/synthetic.ts'
import { RespirationRate } from './respiration-rate.ts'

const RATE_HZ = 125

function rateOf(seconds: number, wave: (at: number) => number) {
  const respiration = new RespirationRate(RATE_HZ)
  for (let index = 0; index < seconds * RATE_HZ; index++) respiration.push(wave(index / RATE_HZ))
  return respiration.rate()
}

const breathing = (perMinute: number) => (at: number) => Math.sin((2 * Math.PI * at * perMinute) / 60)

describe('respiration rate', () => {
  it.each([8, 12, 20, 30])('states %i a minute, with the heart in the wave', (perMinute) => {
    const rate = rateOf(70, (at) => breathing(perMinute)(at) + 0.1 * Math.sin(2 * Math.PI * 1.3 * at))
    expect(Math.abs(('perMinute' in rate ? rate.perMinute : 0) - perMinute)).toBeLessThan(0.5)
  })

  it('states nothing before a whole window, after a gap, on a flat or on a noisy wave', () => {
    expect(rateOf(20, breathing(12))).toEqual({ reason: 'too little signal' })
    expect(rateOf(70, (at) => (at > 60 && at < 60.1 ? Number.NaN : breathing(12)(at)))).toEqual({
      reason: 'too little signal',
    })
    expect(rateOf(70, () => 1)).toHaveProperty('reason')
    const random = noise(70 * RATE_HZ, 5)
    expect(rateOf(70, (at) => random[Math.round(at * RATE_HZ)] ?? 0)).toHaveProperty('reason')
  })
})
