import { startDisplay } from '../../resources/setup/display.ts'
import { launchApp } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { openFramebuffer } from '../support/framebuffer.ts'
import { overlaps, placesShown, wardConfig } from '../support/layout-ward.ts'
import { untilMoving } from '../support/movement.ts'
import { beginShift, regionOf, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores, which draw four times as many pixels here. */
const START_MS = 40_000
const MOVING = { withinMs: START_MS, because: 'a screen of eight million pixels is drawn in software' }
const WIDE = { width: 3_840, height: 2_160 }

for (const beds of [8, 32]) {
  test(`${beds} beds fill a screen of 3840 x 2160: none overlaps, none is missing, and traces move`, async ({
    folder,
  }, testInfo) => {
    const display = await startDisplay(WIDE.width, WIDE.height)
    const picture = openFramebuffer(display.framebufferFile)
    try {
      const configFile = wardConfig(folder, beds, true)
      const app = await launchApp(display, { dataDir: `${folder}/data`, configFile })
      try {
        const { page, application } = app
        await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
        await application.evaluate(
          ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, ...size }),
          WIDE,
        )
        await page.waitForFunction((wide) => innerWidth > wide - 40, WIDE.width)
        await beginShift(page, 'AB')
        await expect(tiles(page)).toHaveCount(beds)
        await expect(tile(page, 'b2').locator('.state-text')).toHaveText(/No data/, { timeout: START_MS })
        await expect.poll(() => overlaps(page), { timeout: START_MS }).toEqual([])
        expect((await placesShown(page)).filter((bed) => bed !== null)).toHaveLength(beds)
        const trace = tile(page, 'b1').locator('.wave-trace').first()
        await untilMoving(picture, await regionOf(trace), MOVING)
        // Larger tiles, not more empty room: what is read from 2 m there is read from 4 m here.
        const [first, ward] = [
          await tile(page, 'b1').boundingBox(),
          await page.locator('.ward').boundingBox(),
        ]
        expect((first?.height ?? 0) * (beds === 8 ? 2 : 4)).toBeGreaterThan((ward?.height ?? 0) * 0.9)
        await page.screenshot({ path: testInfo.outputPath(`beds-${beds}.png`) })
      } finally {
        await app.close()
      }
    } finally {
      picture.close()
      await display.close()
    }
  })
}
