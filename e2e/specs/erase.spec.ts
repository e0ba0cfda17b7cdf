import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { bedIds, beginShift, tiles } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** Rows go between seconds, and the file is rebuilt and searched. */
const ERASED = { timeout: 45_000 }
const MOST_LEFT_MS = 2_000
/** A removed bed can be brought back for five seconds. */
const REMOVED = { timeout: 15_000 }

test('a patient who left is erased from Setup while the ward records, unless a legal hold stands', async ({
  launch,
  folder,
}, testInfo) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const [bed = ''] = await bedIds(page)
  const dataDir = `${folder}/data`
  await until('A recorded second', FIRST_DATA, () => recordedStretches(dataDir, bed).length > 0)
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()

  const panel = page.locator('.erase-panel')
  const button = (name: string) => panel.getByRole('button', { name, exact: true })
  const type = async (again: string) => {
    await panel.getByLabel('Identifier', { exact: true }).fill(`SIM-${bed}`)
    await panel.getByLabel('Identifier once more').fill(again)
    await panel.getByLabel('Issued by').fill('VIGIL')
    await panel.getByLabel('Reason').fill('asked for in writing')
  }
  await button('Erase this patient').click()
  await expect(panel.getByRole('status')).toHaveText('Type the identifier, who issued it, and the reason.')
  await type('SIM-other')
  await button('Erase this patient').click()
  await expect(panel.getByRole('status')).toHaveText(/^The two identifiers differ/)

  await button('Set a legal hold').click()
  await expect(panel.locator('.erase-list')).toContainText('asked for in writing')
  await type(`SIM-${bed}`)
  await button('Erase this patient').click()
  await panel.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('question.png') })
  await button('Erase for good').click()
  await expect(panel.getByRole('status')).toHaveText(/a legal hold stands since/)
  await type(`SIM-${bed}`)
  await button('Lift the legal hold').click()
  await expect(panel.locator('.erase-list')).toContainText('No legal hold stands.')
  await button('Erase this patient').click()
  await button('Erase for good').click()
  await expect(panel.getByRole('status')).toHaveText(/is connected to the bed/)

  await page.getByRole('button', { name: 'Remove the bed' }).click()
  await page.getByText('Ward', { exact: true }).first().click()
  await expect(tiles(page)).toHaveCount(4, REMOVED)
  await page.getByText('Setup', { exact: true }).click()
  await type(`SIM-${bed}`)
  await button('Erase this patient').click()
  await button('Erase for good').click()
  await expect(panel.locator('.erase-list')).toContainText('searched for in the whole record', ERASED)
  await panel.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('receipt.png') })
  // At most what came between the end of the stay and the removal of the bed.
  const left = recordedStretches(dataDir, bed).map(({ fromUtcMs, toUtcMs }) => toUtcMs - fromUtcMs)
  expect(left.filter((ms) => ms > MOST_LEFT_MS)).toEqual([])
  const verified = vigil(['verify', '--data', dataDir])
  expect(await verified.ended, verified.output()).toBe(0)
})
