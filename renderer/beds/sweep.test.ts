import { expect, it } from 'vitest'
import { USUAL_SWEEP } from '../../electron/ipc/display.ts'
import { createAskedSweep, stepGain, stepSpeed } from './sweep.ts'

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

it('counts a second step from the first one before the engine has confirmed it, and forgets what is refused', async () => {
  const asked = createAskedSweep()
  const before = USUAL_SWEEP
  const faster = stepSpeed(asked.from(before), 1)
  asked.ask(before, faster, Promise.resolve())
  const taller = stepGain(asked.from(before), 1)
  asked.ask(before, taller, Promise.resolve())
  expect(taller).toEqual({ speedMmPerSecond: 50, ecgGain: 2 })
  // The engine confirms one after the other.
  expect(asked.from(faster)).toEqual(taller)
  expect(asked.from(taller)).toEqual(taller)
  // Somebody else's choice stands.
  const others = { speedMmPerSecond: 12.5, ecgGain: 1 } as const
  expect(asked.from(others)).toEqual(others)

  const refused = Promise.reject(new Error('no engine'))
  asked.ask(others, stepSpeed(others, 1), refused)
  await refused.catch(() => undefined)
  expect(asked.from(others)).toEqual(others)
})
