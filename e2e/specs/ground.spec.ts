import { expect, test } from '../support/fixtures.ts'
import { colourCount } from '../support/framebuffer.ts'

test('the picture of the display can be read', async ({ display, picture }) => {
  expect([picture.width, picture.height]).toEqual([display.widthPixels, display.heightPixels])
  expect(colourCount(picture.read({ x: 0, y: 0, width: 100, height: 100 }))).toBe(1)
})
