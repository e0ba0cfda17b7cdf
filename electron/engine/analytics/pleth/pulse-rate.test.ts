import { describe, expect, it } from 'vitest'
import { noise } from '../testing/synthetic.ts'
import { PulseRate } from './pulse-rate.ts'

const RATE_HZ = 125

function rateOf(seconds: number, wave: (at: number) => number) {
  const pulse = new PulseRate(RATE_HZ)
  for (let index = 0; index < seconds * RATE_HZ; index++) pulse.push(wave(index / RATE_HZ))
  return pulse.rate()
}

/** A pulse with a dicrotic wave, `perMinute` times a minute. */
const pleth = (perMinute: number) => (at: number) => {
  const phase = (at * perMinute) / 60
  return Math.sin(2 * Math.PI * phase) + 0.4 * Math.sin(4 * Math.PI * phase + 1)
}

describe('pulse rate', () => {
  it.each([45, 60, 90, 130, 180])('states %i a minute', (perMinute) => {
    const rate = rateOf(40, pleth(perMinute))
    expect('perMinute' in rate ? rate.perMinute : rate).toBeCloseTo(perMinute, 0)
  })

  it('states nothing without signal, after a gap or on a flat wave', () => {
    const holed = (at: number) => (at > 35 && at < 35.1 ? Number.NaN : pleth(60)(at))
    expect(rateOf(5, pleth(60))).toEqual({ reason: 'too little signal' })
    expect(rateOf(40, holed)).toEqual({ reason: 'too little signal' })
    expect(rateOf(40, () => 3)).toHaveProperty('reason')
  })

  it('states a rate in at most one of fifty windows of noise', () => {
    const pulse = new PulseRate(RATE_HZ)
    let answered = 0
    for (const [index, value] of noise(200 * RATE_HZ, 154).entries()) {
      pulse.push(value)
      if (index % RATE_HZ === 0 && 'perMinute' in pulse.rate()) answered++
    }
    expect(answered).toBeLessThanOrEqual(4)
  })
})
