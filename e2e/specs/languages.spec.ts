import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { overlaps, wardConfig } from '../support/layout-ward.ts'
import { untilMoving } from '../support/movement.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile, tiles, waveRegion } from '../support/ward.ts'
import { resize } from '../support/window-acts.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000

function panel(page: Page) {
  return page.locator('.panel', { has: page.getByRole('button', { name: 'العربية' }) })
}

test('a language chosen in Setup turns the window, keeps waves and numbers as they are, and is there at the next start', async ({
  launch,
  folder,
  picture,
}) => {
  const configFile = wardConfig(folder, 2)
  const app = await launch({ configFile })
  const { page } = app
  await expect(tiles(page)).toHaveCount(2, { timeout: START_MS })
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  await panel(page).getByText('العربية').click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  await page.locator('.tab').first().click()
  await expect(tile(page, 'b1').locator('.chip')).toHaveText('محاكاة')
  const [first, second] = [await tile(page, 'b1').boundingBox(), await tile(page, 'b2').boundingBox()]
  expect(first?.x ?? 0).toBeGreaterThan(second?.x ?? 0)
  const value = tile(page, 'b1').locator('.number.kind-ecg .number-value')
  await expect(value).toHaveText(/^\d+$/, { timeout: START_MS })
  expect(await value.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr')
  const trace = tile(page, 'b1').locator('.wave-trace').first()
  expect(await trace.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr')
  expect(await overlaps(page)).toEqual([])
  await untilMoving(picture, await waveRegion(page, 'b1'), {
    withinMs: START_MS,
    because: 'waves go on while the window turns',
  })
  await app.close()

  const again = await launch({ configFile })
  await expect(tiles(again.page)).toHaveCount(2, { timeout: START_MS })
  await expect(again.page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(again.page.locator('.notice')).toHaveText('شاشة ثانوية – ليست جهازًا طبيًا')
  await again.page.locator('.tab').last().click()
  await panel(again.page).getByText('Français').click()
  await expect(again.page.locator('html')).toHaveAttribute('dir', 'ltr')
  await again.page.getByText('Service', { exact: true }).click()
  await expect(tile(again.page, 'b1').locator('.number.kind-temp .number-value')).toHaveText(/^\d+,\d$/, {
    timeout: START_MS,
  })

  // The language with the longest words, in the window of a small office screen.
  await again.page.locator('.tab').last().click()
  await panel(again.page).getByText('Português').click()
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'pt')
  await resize(again, 1280, 800)
  const tabs = again.page.locator('.tab')
  for (const [index, place] of ['.ward', '.bed-view', '.review', 'main', 'main'].entries()) {
    await tabs.nth(index).click()
    await expect(again.page.locator(place).first()).toBeVisible({ timeout: START_MS })
    await expect
      .poll(() => textFaults(again.page), { message: `tab ${index + 1}`, timeout: START_MS })
      .toEqual([])
  }
})
