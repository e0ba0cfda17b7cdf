import { expect, it } from 'vitest'
import { USUAL_SWEEP } from '../../electron/ipc/display.ts'
import { stepGain, stepSpeed } from './sweep.ts'

it('goes through the speeds one by one and stays at either end', () => {
  const speeds: number[] = []
  let settings = USUAL_SWEEP
  for (const by of [1, 1, -1, -1, -1, -1] as const) {
    settings = stepSpeed(settings, by)
    speeds.push(settings.speedMmPerSecond)
  }
  expect(speeds).toEqual([50, 50, 25, 12.5, 6.25, 6.25])
})

it('leaves the automatic gain for the step beside the usual one', () => {
  expect(stepGain(USUAL_SWEEP, 1).ecgGain).toBe(2)
  expect(stepGain(USUAL_SWEEP, -1).ecgGain).toBe(0.5)
  expect(stepGain({ ...USUAL_SWEEP, ecgGain: 4 }, 1).ecgGain).toBe(4)
  expect(stepGain({ ...USUAL_SWEEP, ecgGain: 0.25 }, -1).ecgGain).toBe(0.25)
})
