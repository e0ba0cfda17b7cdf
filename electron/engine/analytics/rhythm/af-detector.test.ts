import { describe, expect, it } from 'vitest'
import { noise } from '../testing/synthetic.ts'
import { AfDetector, type AfWindow } from './af-detector.ts'

function windows(distances: readonly number[], typicality: (index: number) => number = () => 1): AfWindow[] {
  const found: AfWindow[] = []
  const detector = new AfDetector((window) => found.push(window))
  let at = 0
  for (const [index, distance] of distances.entries()) {
    at += distance
    detector.beat(at, typicality(index))
  }
  return found
}

const chance = [...noise(200, 11)]

describe('AF by irregularity', () => {
  it('calls chance distances fibrillation, and a sinus rhythm with a breath in it not', () => {
    for (const { isAf } of windows(chance.map((value) => 0.65 + 0.25 * value))) expect(isAf).toBe(true)
    const sinus = chance.map((value, index) => 0.85 + 0.05 * Math.sin(index / 2) + 0.01 * value)
    for (const { isAf } of windows(sinus)) expect(isAf).toBe(false)
  })

  it('does not call an even rhythm fibrillation, however fast', () => {
    for (const rate of [60, 120, 160, 200, 240]) {
      const found = windows(chance.map((value) => 60 / rate + 0.003 * value))
      expect(found.map(({ isAf }) => isAf)).toEqual(found.map(() => false))
    }
  })

  it('does not call bigeminy fibrillation', () => {
    for (const { isAf } of windows(
      chance.map((value, index) => (index % 2 === 0 ? 0.5 : 1.1) + 0.01 * value),
    )) {
      expect(isAf).toBe(false)
    }
  })

  it('leaves windows with a hole, or without usual beats, unanswered', () => {
    const holed = windows(chance.map((_, index) => (index % 50 === 0 ? 5 : 0.8)))
    for (const { isAf } of [
      ...holed,
      ...windows(
        chance.map(() => 0.8),
        () => 0.1,
      ),
    ])
      expect(isAf).toBeNull()
  })
})
