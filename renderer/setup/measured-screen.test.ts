import { expect, it } from 'vitest'
import { PITCH_LIMITS_MM } from '../../electron/ipc/display.ts'
import { barLimits, barStep, firstBarPx, MEASURES, pitchOf } from './measured-screen.ts'

it('measures a pixel by a card or a ruler', () => {
  expect(pitchOf('card', 309)).toBeCloseTo(0.277, 3)
  expect(pitchOf('ruler', 361)).toBeCloseTo(0.277, 3)
})

it('begins with a bar that is right if the belief was, and lets none leave the dialog or the limits', () => {
  expect(firstBarPx('card', 0.277, 1200)).toBe(309)
  expect(firstBarPx('ruler', 0.05, 800)).toBe(800)
  expect(firstBarPx('card', 99, 800)).toBe(barLimits('card', 800).least)
  for (const kind of Object.keys(MEASURES) as (keyof typeof MEASURES)[]) {
    for (const widest of [10, 600, 100_000]) {
      const { least, most } = barLimits(kind, widest)
      expect(most).toBeGreaterThanOrEqual(least)
      expect(pitchOf(kind, least)).toBeLessThanOrEqual(PITCH_LIMITS_MM.most)
      expect(pitchOf(kind, most)).toBeGreaterThanOrEqual(PITCH_LIMITS_MM.least)
    }
  }
})

it('moves by the arrow keys only', () => {
  expect(['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'].map((key) => barStep(key, false))).toEqual([
    1, 1, -1, -1,
  ])
  expect(barStep('ArrowRight', true)).toBe(10)
  expect(barStep('Enter', false)).toBeNull()
})
