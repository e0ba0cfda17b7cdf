import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { recordingDemo } from '../support/demo-ward.ts'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { recordedStretches } from '../support/record.ts'
import { beginShift, tiles } from '../support/ward.ts'

const FIRST_DATA = { timeout: 20_000 }
const COPIED = { timeout: 30_000 }

test('a backup is made from Setup while the ward records, opens with the key, and is listed', async ({
  launch,
  folder,
}, testInfo) => {
  const { page } = await launch()
  const dataDir = join(folder, 'data')
  const bed = await recordingDemo(page, folder)
  await page.getByText('Setup', { exact: true }).click()

  const panel = page.locator('.backup-panel')
  await expect(panel.getByRole('button', { name: 'Back up now' })).toBeDisabled()
  await panel.getByLabel('Folder or stick').fill(join(folder, 'absent'))
  await panel.getByRole('button', { name: 'Back up now' }).click()
  await expect(panel.getByRole('status')).toHaveText(
    /is not there: plug the stick in and check the path\.$/,
    COPIED,
  )

  const stick = join(folder, 'stick')
  mkdirSync(stick)
  await panel.getByLabel('Folder or stick').fill(stick)
  await panel.getByRole('button', { name: 'Back up now' }).click()
  await expect(panel.getByRole('status')).toHaveText(/^The backup lies in .* and was checked\./, COPIED)
  const [name = ''] = readdirSync(stick)
  await expect(panel.locator('.backup-list li')).toHaveText([new RegExp(`MB, .*${name}$`)])
  await page.locator('.backup-panel').scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('setup.png') })

  const keyFile = join(dataDir, 'station.key')
  const verified = vigil(['verify', '--data', join(stick, name), '--key-file', keyFile])
  expect(await verified.ended, verified.output()).toBe(0)
  expect(recordedStretches(dataDir, bed)).toHaveLength(1)
})

test('how long waves are kept is set under a name, and shown', async ({ launch }) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  const field = page.getByLabel('Remove full-rate waves after days')
  const set = page.getByRole('button', { name: 'Set', exact: true })
  await field.fill('0')
  await set.click()
  await expect(page.getByText('Give whole days from 1 to 3653, or nothing.')).toBeVisible()
  await field.fill('30')
  await set.click()
  await expect(page.getByText('Full-rate waves are removed after 30 days.')).toBeVisible()
  await page.getByText('Ward', { exact: true }).first().click()
  await page.getByText('Setup', { exact: true }).click()
  await expect(field).toHaveValue('30')
})
