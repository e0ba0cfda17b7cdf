import { expect, test } from '../support/fixtures.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores; a screen is drawn anew after each step. */
const DRAWN_MS = 30_000
const SCREENS = [
  ['Ward', '.ward'],
  ['Bed', '.bed-view'],
  ['Review', '.review'],
  ['Alarms', '.alarm-screen, main'],
  ['Handover', 'main'],
  ['Setup', '.setup'],
] as const

test('in a window of 800 x 600 no text of any screen is cut or under another, and the parts of a bed leave its numbers free', async ({
  launch,
}, testInfo) => {
  const { page, application } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: DRAWN_MS })
  await beginShift(page, 'AB')
  await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600),
  )
  // A display without a window manager gives a window a pixel less than it asks for.
  await expect.poll(() => page.evaluate(() => Math.abs(innerWidth - 800))).toBeLessThan(3)
  for (const [name, place] of SCREENS) {
    await page.locator('.tab').getByText(name, { exact: true }).click()
    await expect(page.locator(place).first()).toBeVisible({ timeout: DRAWN_MS })
    await expect.poll(() => textFaults(page), { message: name, timeout: DRAWN_MS }).toEqual([])
    await page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
  }
  await page.locator('.tab').getByText('Bed', { exact: true }).click()
  const drawer = page.locator('.bed-drawer')
  for (const part of ['Scores', 'All numbers']) {
    await page.locator('.bed-tabs').getByText(part, { exact: true }).click()
    await expect(drawer).toHaveAccessibleName(part)
    await expect.poll(() => textFaults(page), { message: part, timeout: DRAWN_MS }).toEqual([])
    const [open, numbers] = await Promise.all([
      drawer.boundingBox(),
      page.locator('.bed-numbers').boundingBox(),
    ])
    expect((open?.x ?? 0) + (open?.width ?? 0)).toBeLessThanOrEqual(numbers?.x ?? 0)
  }
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page.locator('.bed-main')).toBeVisible()
})
