import { expect, test } from '../support/fixtures.ts'
import { beginShift, tiles } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}

test('driver options are a form: a wave too many is refused at its field, a fast line is kept', async ({
  launch,
}) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  const save = page.getByRole('button', { name: 'Save', exact: true })

  await page.getByRole('button', { name: 'How to connect it' }).click()
  const guide = page.getByRole('dialog', { name: 'Connecting GE / Datex-Ohmeda' })
  await expect(guide.getByText('Null modem, DB9 female to female')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(guide).toHaveCount(0)

  await page.getByLabel('Interval seconds').fill('11')
  await save.click()
  await expect(page.locator('.field-problem')).toHaveText('Give a whole number from 1 to 10.')

  await page.getByLabel('Interval seconds').fill('')
  await page.getByLabel('ecg2', { exact: true }).check()
  await save.click()
  await expect(page.locator('.field-problem')).toHaveText(/^The monitor sends at most 600 samples a second/)

  await page.getByLabel('Fast line').check()
  await save.click()
  await expect(page.locator('.bed-form [role="status"]')).toHaveText('Bed 1 is saved.')
  await expect(page.locator('.field-problem')).toHaveCount(0)
})
