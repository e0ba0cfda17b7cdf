import type { Page } from '@playwright/test'

/** Opens a bed's limits and chooses an age class, as a person does. Ends on the bed view. */
export async function chooseAgeClass(page: Page, bed: string, ageClass: string): Promise<void> {
  await page.locator(`.tile[data-bed="${bed}"]`).focus()
  await page.keyboard.press('l')
  const dialog = page.locator('.alarm-dialog')
  await dialog.getByLabel(ageClass, { exact: true }).check()
  await dialog.getByRole('button', { name: `Use limits: ${ageClass}` }).click()
  await dialog.getByText(`Age class: ${ageClass}`).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}
