import { expect, it } from 'vitest'
import type { RenderRound } from './render.ts'
import { foldParts, renderPart } from './render-result.ts'
import { renderText } from './render-text.ts'
import { placesOf } from './settings.ts'

const machine = { cores: 2, cpu: 'x', memoryGigabytes: 1, system: 'x', node: '24', commit: 'x' }
const round = (engine: RenderRound['engine'], cpuPercent: number, framesPerSecond = 60): RenderRound => ({
  engine,
  beds: 16,
  cpuPercent,
  framesPerSecond,
  lateFrames: 0,
  load: 1,
})

it('takes the idle page off, and divides by beds and by frames that were seen', () => {
  const rounds = [round('idle', 10), round('vigil', 29.2), round('uplot', 106, 30)]
  const { figures } = renderPart(machine, rounds)
  expect(figures.map(({ engine, cpuMsPerBedFrame }) => [engine, cpuMsPerBedFrame])).toEqual([
    ['idle', null],
    ['vigil', 0.2],
    ['uplot', 2],
  ])
})

it('gives no figure where a canvas stood still: frames that nobody saw were not drawn', () => {
  const { figures } = renderPart(machine, [round('idle', 10), round('vigil', 5, 0)])
  expect(figures.at(-1)).toMatchObject({ engine: 'vigil', framesPerSecond: 0, cpuMsPerBedFrame: null })
})

it.each([4, 16, 32])('lays %i beds side by side on one screen', (beds) => {
  const places = placesOf(beds)
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(beds)
  for (const { x, y, width, height } of places) {
    expect(x + width).toBeLessThanOrEqual(1920)
    expect(y + height).toBeLessThanOrEqual(1000)
  }
})

it('takes the place of the same size only, each with its own circumstances', () => {
  const old = { '4': renderPart(machine, [round('idle', 1)]), '16': renderPart(machine, [round('idle', 2)]) }
  const fresh = { '16': renderPart({ ...machine, commit: 'y' }, [round('idle', 3)]) }
  expect(foldParts(old, fresh)).toEqual({ '4': old['4'], '16': fresh['16'] })
  expect(foldParts(undefined, fresh)).toEqual(fresh)
})

it('says of a line whose size of ward is missing that it was not taken', () => {
  const text = renderText({
    '16': renderPart(machine, [round('idle', 10), round('vigil', 29.2), round('uplot', 106, 30)]),
  })
  expect(text).toContain('uPlot at its best holds (10.0 x)')
  expect(text).toContain('32 beds was not taken')
})
