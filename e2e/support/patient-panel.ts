import { expect, type Locator, type Page } from '@playwright/test'
import { tile } from './ward.ts'

/** The open panel about the patient of a bed. */
export function panelOf(page: Page): Locator {
  return page.locator('.identity-panel')
}

/** Opens it from the ward, by keys alone. */
export async function openPatient(page: Page, bed: string): Promise<void> {
  await tile(page, bed).focus()
  await page.keyboard.press('Enter')
  await page.locator('.patient-button').focus()
  await page.keyboard.press('Enter')
  await expect(panelOf(page)).toBeVisible()
}
