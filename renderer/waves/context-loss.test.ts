import { expect, it } from 'vitest'
import { CONTEXT_BACK_MS, watchContext } from './context-loss.ts'
import { createTestWard, TRACE, testChunk, WARD_SIZE } from './testing/ward.ts'

it('draws everything anew when the context comes back, hatched rows too', () => {
  const ward = createTestWard({ playout: false, beds: [{ bed: 'b1', live: false, text: 'Cable unplugged' }] })
  const canvas = new EventTarget()
  watchContext(
    canvas,
    () => 0,
    () => ward.painter.setSurface(ward.raster.surface, WARD_SIZE),
  )
  ward.painter.frame(1000)
  const words = () => ward.raster.words.filter(({ text }) => text === 'Cable unplugged').length
  expect(words()).toBe(1)
  ward.painter.frame(1016)
  expect(words()).toBe(1)

  canvas.dispatchEvent(new Event('contextlost'))
  canvas.dispatchEvent(new Event('contextrestored'))
  ward.painter.frame(1032)
  expect(words()).toBe(2)
})

it('draws what the ring holds of a moving row, not only what comes from then on', () => {
  const ward = createTestWard({ playout: false })
  ward.painter.frame(999)
  ward.send([testChunk(1000, new Array<number>(50).fill(5000))], 1490)
  ward.painter.frame(1500)
  const canvas = new EventTarget()
  watchContext(
    canvas,
    () => 0,
    () => ward.painter.setSurface(ward.raster.surface, WARD_SIZE),
  )
  ward.raster.surface.context.fillRect(0, 0, WARD_SIZE.widthPx, WARD_SIZE.heightPx)
  const drawn = () => {
    let columns = 0
    for (let x = 0; x < WARD_SIZE.widthPx; x++)
      if (ward.raster.column(x, 0, WARD_SIZE.heightPx, TRACE)) columns++
    return columns
  }
  canvas.dispatchEvent(new Event('contextlost'))
  canvas.dispatchEvent(new Event('contextrestored'))
  ward.painter.frame(1516)
  expect(drawn()).toBeGreaterThan(40)
})

it('is given up only when it is not back soon, each time anew', () => {
  const canvas = new EventTarget()
  let nowMs = 1000
  const loss = watchContext(
    canvas,
    () => nowMs,
    () => undefined,
  )
  const givenUpAfter = (ms: number) => loss.isGivenUp(nowMs + ms)
  expect(givenUpAfter(CONTEXT_BACK_MS)).toBe(false)
  canvas.dispatchEvent(new Event('contextlost'))
  expect([givenUpAfter(CONTEXT_BACK_MS - 1), givenUpAfter(CONTEXT_BACK_MS)]).toEqual([false, true])
  canvas.dispatchEvent(new Event('contextrestored'))
  expect(givenUpAfter(CONTEXT_BACK_MS)).toBe(false)
  nowMs = 5000
  canvas.dispatchEvent(new Event('contextlost'))
  expect([givenUpAfter(CONTEXT_BACK_MS - 1), givenUpAfter(CONTEXT_BACK_MS)]).toEqual([false, true])
})
