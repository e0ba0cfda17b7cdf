import { describe, expect, it } from 'vitest'
import { oddsOf, probabilityOf } from './odds.ts'

const STEP = 1 / 4096

describe('odds', () => {
  it('are the logarithm of p / (1 - p), to within a step of the table', () => {
    for (let probability = 0.001; probability < 1; probability += 0.001) {
      const exact = Math.log(probability / (1 - probability))
      const slope = 1 / (probability * (1 - probability))
      expect(Math.abs(oddsOf(probability) - exact)).toBeLessThan(STEP * slope + 0.01)
    }
  })

  it('lead back to the probability, and never to 0 or 1', () => {
    for (let probability = 0; probability < 1; probability += STEP) {
      expect(Math.abs(probabilityOf(oddsOf(probability)) - probability)).toBeLessThan(0.002)
    }
    for (const odds of [-1e9, -50, 50, 1e9]) {
      expect(probabilityOf(odds)).toBeGreaterThan(0)
      expect(probabilityOf(odds)).toBeLessThan(1)
    }
  })
})
