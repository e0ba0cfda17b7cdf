import { expect, it } from 'vitest'
import { watchContext } from './context-loss.ts'
import { createTestWard, TRACE, testChunk, WARD_SIZE } from './testing/ward.ts'

it('draws everything anew when the context comes back, hatched rows too', () => {
  const ward = createTestWard({ playout: false, beds: [{ bed: 'b1', live: false, text: 'Cable unplugged' }] })
  const canvas = new EventTarget()
  const loss = watchContext(canvas, () => ward.painter.setSurface(ward.raster.surface, WARD_SIZE))
  ward.painter.frame(1000)
  const words = () => ward.raster.words.filter(({ text }) => text === 'Cable unplugged').length
  expect([words(), loss.isLost]).toEqual([1, false])
  ward.painter.frame(1016)
  expect(words()).toBe(1)

  canvas.dispatchEvent(new Event('contextlost'))
  expect(loss.isLost).toBe(true)
  canvas.dispatchEvent(new Event('contextrestored'))
  expect(loss.isLost).toBe(false)
  ward.painter.frame(1032)
  expect(words()).toBe(2)
})

it('draws what the ring holds of a moving row, not only what comes from then on', () => {
  const ward = createTestWard({ playout: false })
  ward.painter.frame(999)
  ward.send([testChunk(1000, new Array<number>(50).fill(5000))], 1490)
  ward.painter.frame(1500)
  const canvas = new EventTarget()
  watchContext(canvas, () => ward.painter.setSurface(ward.raster.surface, WARD_SIZE))
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
