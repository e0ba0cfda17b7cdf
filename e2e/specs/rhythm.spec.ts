import { expect, test } from '../support/fixtures.ts'
import { beginShift, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const FIRST_DATA = { timeout: 20_000 }

test('H11 a rhythm finding is switched on by who has read its figures, and off again', async ({ launch }) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  const panel = page.getByRole('region', { name: 'Rhythm findings of Vigil’s analysis' })
  await panel.getByRole('button', { name: 'Figures: Possible asystole' }).click()
  await expect(panel.getByText(/^mitdb: 2 false in 13\.0 h/)).toBeVisible()
  const switchOn = panel.getByRole('button', { name: 'Switch on', exact: true })
  await expect(switchOn).toBeDisabled()
  await panel.getByLabel(/have read these figures/).check()
  await switchOn.click()
  await expect(panel.getByText(/^on, low, by AB/)).toBeVisible()
  await panel.getByRole('button', { name: 'Switch off: Possible asystole' }).click()
  await expect(panel.getByText(/^on, low/)).toHaveCount(0)
  await expect(panel.getByRole('button', { name: 'Figures: Possible asystole' })).toBeVisible()
})
