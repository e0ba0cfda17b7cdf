import { expect, test } from '../support/fixtures.ts'
import { wardConfig } from '../support/layout-ward.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000

test('one click on an empty ward opens a demo ward with moving numbers', async ({ launch, folder }) => {
  const { page } = await launch({ configFile: wardConfig(folder, 0) })
  await expect(page.getByText('No monitors yet')).toBeVisible({ timeout: START_MS })
  await expect(page.getByRole('button', { name: 'Find monitors' })).toBeVisible()
  await page.getByRole('button', { name: 'Open a demo ward' }).click()
  await expect(tiles(page)).toHaveCount(4, { timeout: START_MS })
  for (const bed of ['b1', 'b2', 'b3', 'b4']) {
    const heartRate = tile(page, bed).locator('.number.kind-ecg .number-value')
    await expect(heartRate).toHaveText(/^\d+$/, { timeout: START_MS })
    await expect(tile(page, bed).locator('.chip')).toContainText(['SIMULATED'])
  }
  await beginShift(page, 'AB')
  await expect(page.locator('.start-panel')).toHaveCount(0)
})
