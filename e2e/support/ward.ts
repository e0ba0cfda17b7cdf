import type { Locator, Page } from '@playwright/test'
import type { Region } from './framebuffer.ts'
import { until } from './wait.ts'

/** A row that just got its wave, or was just laid out anew, has no place for the length of a look. */
const LAID_OUT = { withinMs: 10_000, because: 'the page lays its rows out anew on a busy machine' }

/** Tiles of the ward, one for each bed. */
export function tiles(page: Page): Locator {
  return page.locator('.tile[data-bed]')
}

/** The tile of one bed. */
export function tile(page: Page, bed: string): Locator {
  return page.locator(`.tile[data-bed="${bed}"]`)
}

/** Where an element lies on the screen, in whole pixels well inside its edges. */
export async function regionOf(element: Locator): Promise<Region> {
  const box = await until('The element on the screen', LAID_OUT, () => element.boundingBox())
  const window = await element.page().evaluate(() => ({ x: globalThis.screenX, y: globalThis.screenY }))
  const x = Math.ceil(box.x + window.x) + 1
  const y = Math.ceil(box.y + window.y) + 1
  return { x, y, width: Math.floor(box.width) - 3, height: Math.floor(box.height) - 3 }
}

/** Where a bed's waves are drawn on the screen. */
export function waveRegion(page: Page, bed: string): Promise<Region> {
  return regionOf(tile(page, bed).locator('.wave-band').first())
}

/** Ids of the beds shown, in their order. */
export function bedIds(page: Page): Promise<string[]> {
  return tiles(page).evaluateAll((found) => found.map((element) => element.getAttribute('data-bed') ?? ''))
}

/** Signs in for the shift, as a person does once the start panel is there. */
export async function beginShift(page: Page, initials: string): Promise<void> {
  const panel = page.locator('.start-panel')
  await panel.locator('input').fill(initials)
  await panel.locator('button[type=submit]').click()
  await panel.waitFor({ state: 'detached' })
}
