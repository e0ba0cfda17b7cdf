import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { wardConfig } from '../support/layout-ward.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000

function choose(page: Page, name: string) {
  return page.locator('.choice-option').getByText(name, { exact: true }).click()
}

function backgroundOf(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor)
}

/** The edge of the bed on which nobody answers: a technical alarm. */
function alarmEdge(page: Page): Promise<string> {
  return tile(page, 'b2').evaluate((element) => getComputedStyle(element, '::after').borderTopColor)
}

test('night light and the light theme change all but alarms, are kept, and leave paper white', async ({
  launch,
  folder,
}) => {
  const configFile = wardConfig(folder, 2)
  const app = await launch({ configFile })
  const { page } = app
  await expect(tiles(page)).toHaveCount(2, { timeout: START_MS })
  await beginShift(page, 'AB')
  await expect(tile(page, 'b2')).toHaveClass(/edge-(low|medium|high)/, { timeout: START_MS })
  const edge = await alarmEdge(page)
  expect(await backgroundOf(page, 'body')).toBe('rgb(4, 7, 10)')

  await page.getByText('Night light').click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
  expect(await backgroundOf(page, 'body')).toBe('rgb(0, 0, 0)')
  expect(await alarmEdge(page)).toBe(edge)
  await page.getByText('Handover', { exact: true }).click()
  await expect(page.locator('.sheet').first()).toBeVisible({ timeout: START_MS })
  expect(await backgroundOf(page, '.sheet')).toBe('rgb(3, 5, 6)')
  await page.emulateMedia({ media: 'print' })
  expect(await backgroundOf(page, '.sheet')).toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ media: 'screen' })
  await app.close()

  const again = await launch({ configFile })
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'night', { timeout: START_MS })
  // The window knows its look before there is an engine that could keep another one.
  await expect(tiles(again.page)).toHaveCount(2, { timeout: START_MS })
  await again.page.getByText('Setup', { exact: true }).click()
  await choose(again.page, 'Light')
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'night')
  await choose(again.page, 'Off')
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await backgroundOf(again.page, 'body')).toBe('rgb(241, 244, 246)')
  await again.page.getByText('Ward', { exact: true }).click()
  await expect(tile(again.page, 'b2')).toHaveClass(/edge-(low|medium|high)/, { timeout: START_MS })
  expect(await alarmEdge(again.page)).toBe(edge)
})
