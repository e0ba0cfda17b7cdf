import { expect, test } from '../support/fixtures.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

const START_MS = 30_000
/** A minute of numbers is in the record soon; the app starts on two shared cores. */
const RECORDED_MS = 40_000

test('trends of every period come from the record, and a note stands there under its author after a restart', async ({
  launch,
}) => {
  const app = await launch()
  const { page } = app
  await expect(tiles(page)).toHaveCount(5, { timeout: START_MS })
  await tile(page, 'b1').click()
  await page.getByText('Mark this moment').click()
  await expect(page.getByRole('alert')).toContainText('Sign in for the shift first')
  await page.keyboard.press('Escape')
  await beginShift(page, 'AB')
  await tile(page, 'b1').click()
  await page.locator('.note-form input').fill('<img src=x onerror=alert(1)> sat up')
  await page.locator('.note-form button').click()
  await expect(page.locator('.note-list li')).toContainText('<img src=x onerror=alert(1)> sat up')
  await expect(page.locator('.note-list li')).toContainText('AB')
  for (const period of ['1 h', '4 h', '12 h', '24 h', '7 days']) {
    await page.locator('.trend-head').getByText(period, { exact: true }).click()
    await expect(page.locator('.recent .lane').first()).toBeVisible({ timeout: RECORDED_MS })
    await expect(page.locator('.recent .recharts-brush')).toBeVisible()
  }
  await expect(page.locator('.recent')).toContainText('SIMULATED')
  await app.close()
  const again = await launch()
  await expect(tiles(again.page)).toHaveCount(5, { timeout: START_MS })
  await tile(again.page, 'b1').click()
  await expect(again.page.locator('.note-list li')).toContainText('sat up', { timeout: RECORDED_MS })
})
