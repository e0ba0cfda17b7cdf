import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { recordingDemo } from '../support/demo-ward.ts'
import { expect, test } from '../support/fixtures.ts'

const WRITTEN = { timeout: 30_000 }

test('waves are exported from the handover as whole files without who they are from, and a stick that is not there or full is told and leaves nothing half', async ({
  launch,
  folder,
}, testInfo) => {
  const { page } = await launch()
  await recordingDemo(page, folder)
  await page.getByText('Handover', { exact: true }).click()

  const box = page.locator('.export-box')
  await expect(box.getByRole('button', { name: 'Export', exact: true })).toBeDisabled(WRITTEN)
  await box.getByLabel('Folder or stick').fill(join(folder, 'absent'))
  await box.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(box.getByRole('status')).toHaveText(
    /is not there: plug the stick in or make the folder first\.$/,
    WRITTEN,
  )

  const stick = join(folder, 'stick')
  mkdirSync(stick)
  await box.getByLabel('Folder or stick').fill(stick)
  await box.getByLabel('Without who it is from').check()
  await box.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(box.getByRole('status')).toHaveText(/^Written to .*: SIMULATED_P\w+\.edf/, WRITTEN)
  const names = readdirSync(stick)
  expect(names.filter((name) => !name.endsWith('.edf'))).toEqual([])
  const header = readFileSync(join(stick, names[0] ?? '')).toString('latin1', 0, 256)
  expect(header).toContain('EDF+')
  expect(header).toContain('SIMULATED')
  expect(header).toMatch(/^0 {7}P[0-9a-f]{10} X X X /)
  await box.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('export.png') })

  // A stick that is full: to the system that file is one, whoever writes to it.
  const full = join(folder, 'full')
  mkdirSync(full)
  symlinkSync('/dev/full', join(full, `${names[0]}.part`))
  await box.getByLabel('Folder or stick').fill(full)
  await box.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(box.getByRole('status')).toHaveText(
    `${full} is full, so the export is not whole: free some space there or take a larger stick, then export again.`,
    WRITTEN,
  )
  expect(readdirSync(full)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('full.png') })
  await box.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(box.getByRole('status')).toHaveText(/^Written to .*full: SIMULATED_P\w+\.edf/, WRITTEN)
  expect(readdirSync(full)).toEqual(names)
})
