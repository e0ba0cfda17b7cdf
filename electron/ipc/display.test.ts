import { expect, it } from 'vitest'
import { changedDisplay, USUAL_DISPLAY } from './display.ts'

const measure = (screen: string, pitchMm: number | null) => ({ screen: { screen, pitchMm } })

it('keeps one measure a screen, forgets it when told, and never grows without end', () => {
  let display = changedDisplay(USUAL_DISPLAY, measure('a', 0.2))
  display = changedDisplay(display, measure('b', 0.3))
  display = changedDisplay(display, measure('a', 0.25))
  expect(display.screens).toEqual([
    { screen: 'b', pitchMm: 0.3 },
    { screen: 'a', pitchMm: 0.25 },
  ])
  expect(changedDisplay(display, measure('a', null)).screens).toEqual([{ screen: 'b', pitchMm: 0.3 }])
  for (let number = 0; number < 40; number++) display = changedDisplay(display, measure(`s${number}`, 0.3))
  expect(display.screens).toHaveLength(16)
  expect(display.screens.at(-1)?.screen).toBe('s39')
})

it('changes the ward and the view of one bed apart', () => {
  const fast = { speedMmPerSecond: 50, ecgGain: 'auto' } as const
  const display = changedDisplay(USUAL_DISPLAY, { bed: fast })
  expect(display).toEqual({ ...USUAL_DISPLAY, bed: fast })
})
