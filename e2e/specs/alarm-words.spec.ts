import { expect, test } from '../support/fixtures.ts'
import { wardConfig } from '../support/layout-ward.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000
const BEDS = 32
/** Where alarms and the facts of a bed are told: no ellipsis there (UI.md 11, mistake 4). */
const TOLD_WHOLE = '.small-notes, .small-facts, .small-key, .state-line, .banner'

test('31 beds in alarm tell all their words in every look and in the smallest window', async ({
  launch,
  folder,
}, testInfo) => {
  const { page, application } = await launch({ configFile: wardConfig(folder, BEDS) })
  await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
  await beginShift(page, 'AB')
  await expect(tiles(page)).toHaveCount(BEDS, { timeout: START_MS })
  await expect(page.locator('.tile .state-line.alarm-fill')).toHaveCount(BEDS - 1, { timeout: START_MS })
  await expect(tile(page, 'b1').locator('.small-notes')).toContainText('alarms shown')
  const faultless = (look: string) =>
    expect.poll(() => textFaults(page, TOLD_WHOLE), { message: look, timeout: START_MS }).toEqual([])
  for (const theme of ['dark', 'night', 'light']) {
    await page.evaluate((worn) => {
      document.documentElement.dataset.theme = worn
    }, theme)
    await faultless(theme)
  }
  await page.screenshot({ path: testInfo.outputPath('light.png') })
  await page.locator('.tab').last().click()
  await page.locator('.choice-option[lang="ar"]').click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('.tab').first().click()
  await expect(tiles(page)).toHaveCount(BEDS)
  await faultless('rtl')
  await application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600)
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(800)
  await faultless('800 x 600')
  await expect(page.locator('.banner-card .banner-bed').first()).toBeInViewport({ ratio: 1 })
  await page.screenshot({ path: testInfo.outputPath('smallest.png') })
})
