import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openStoreWriter } from '../../electron/engine/store/open/open.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  secondOf,
} from '../../electron/engine/store/testing/samples.ts'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The record of the hour is read and the rules are asked; the machine is shared. */
const READ = { timeout: 20_000 }
const STEP_MS = 30_000
const READINGS = 100

/** Heart rate of the simulated monitor of this seed. */
const SEED = '1'
const STANDS_AT = 70

/** A heart rate that rose for 50 minutes up to now, in an empty data folder: to where the monitor goes on. */
function storeRise(dataDir: string): void {
  const toUtcMs = Math.floor(Date.now() / 1_000) * 1_000 - 1_000
  const fromUtcMs = toUtcMs - READINGS * STEP_MS
  const heartRate = numericChannel('MDC_ECG_HEART_RATE')
  const channel = { ...heartRate, id: 'MDC_ECG_HEART_RATE', label: 'HR' }
  const channels = [{ ...announced(1, channel), driver: 'ge-s5' }]
  const numerics = Array.from({ length: READINGS }, (_, index) =>
    numericAt(1, fromUtcMs + index * STEP_MS, STANDS_AT - (READINGS - index) / 6),
  )
  const { writer } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: fromUtcMs })
  writer.record(secondOf({ fromUtcMs, toUtcMs, channels, numerics }))
  writer.close()
}

async function admit(page: Page): Promise<void> {
  await page.locator('.patient-button').click()
  await page.getByLabel('Identifier, typed or scanned').fill('T-4702')
  await page.getByLabel('Issued by (authority)').fill('HOSP')
  await page.getByLabel('Birth date').fill('1970-01-02')
  const identity = page.locator('.identity-panel')
  await identity.getByRole('button', { name: 'Adult', exact: true }).click()
  const paced = identity.getByRole('group', { name: 'Paced' })
  await paced.getByRole('button', { name: 'No', exact: true }).click()
  await identity.getByRole('button', { name: 'Admit to Bed 1' }).click()
  await expect(identity).toContainText('T-4702')
  await page.keyboard.press('Escape')
}

test('H13 a hint says what it is made of, is counted on the tile without an alarm, and is dismissed with a reason until somebody wants it back', async ({
  launch,
  folder,
}, testInfo) => {
  storeRise(join(folder, 'data'))
  const configFile = join(folder, 'ward.json')
  const cable = await openSerialPair(folder)
  const words = ['--driver', 'ge-s5', '--port', cable.monitorEnd, '--seed', SEED, '--seconds', '300']
  const monitor = vigil(['simulate', ...words])
  try {
    const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: `serial:${cable.stationEnd}` }
    writeFileSync(configFile, JSON.stringify({ station: 'ward-3', beds: [bed] }))
    const { page } = await launch({ configFile })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', READ)
    await beginShift(page, 'AB')
    const count = tile(page, 'b1').locator('.tile-insights')
    await expect(count).toContainText('1', READ)
    await expect(count).toHaveAttribute('title', /Heart rate rising 20 \/min an hour.*no alarm/)
    await page.screenshot({ path: testInfo.outputPath('insight-tile.png') })
    await tile(page, 'b1').focus()
    await page.keyboard.press('Enter')
    const panel = page.locator('.bed-side .panel').filter({ hasText: 'Hints from trends' })
    await expect(panel).toContainText('Heart rate rising 20 /min an hour', READ)
    await expect(panel).toContainText('Rule: trend (Theil and Sen), version 1.')
    await expect(panel).toContainText('Not known: why (drugs, procedures, posture)')
    await panel.locator('.insight summary').click()
    await expect(panel).toContainText('From HR of the monitor')
    await panel.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('insight-panel.png') })

    await panel.getByRole('button', { name: 'Dismiss' }).click()
    await panel.getByLabel('Why?').fill('after physiotherapy')
    await panel.getByRole('button', { name: 'Dismiss' }).click()
    await expect(panel).toContainText('after physiotherapy (AB,', READ)
    await expect(panel).toContainText('Nothing found in the numbers of these hours.')
    await page.screenshot({ path: testInfo.outputPath('insight-dismissed.png') })
    await panel.getByRole('button', { name: 'Show again' }).click()
    await expect(panel).toContainText('Rule: trend (Theil and Sen), version 1.')
    await expect(panel).not.toContainText('after physiotherapy')

    await panel.getByRole('button', { name: 'Acted on it' }).click()
    await panel.getByLabel('What was done?').fill('called the doctor')
    await panel.getByRole('button', { name: 'Acted on it' }).click()
    await expect(panel).toContainText('Acted on: called the doctor (AB,', READ)
    // A site judges the rule by what became of its hints.
    await page.getByRole('button', { name: 'Alarms', exact: true }).click()
    await page.getByRole('button', { name: 'Burden and what if', exact: true }).click()
    const counts = page.locator('.hint-counts')
    const trend = counts.getByRole('row', { name: 'trend (Theil and Sen), version 1' })
    await expect(trend.getByRole('cell')).toHaveText(['1', '1', '0', '0'], READ)
    await expect(counts).toContainText('Acted on: called the doctor')
    await expect(counts).not.toContainText('physiotherapy')
    await counts.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('insight-counts.png') })

    // What is usual is set for somebody.
    await page.getByRole('button', { name: 'Bed', exact: true }).click()
    await panel.locator('summary', { hasText: 'Usual for this patient' }).click()
    await expect(panel).toContainText('connect one to this bed first')
    await admit(page)
    const usual = panel.locator('.usual').filter({ hasText: 'SpO₂' })
    await panel.locator('summary', { hasText: 'Usual for this patient' }).click(READ)
    await usual.getByRole('button', { name: 'Set what is usual: SpO₂' }).click()
    await usual.getByLabel('SpO₂ from').fill('92')
    await usual.getByLabel('SpO₂ to').fill('88')
    await usual.getByLabel('SpO₂ to').press('Enter')
    await expect(usual.getByRole('alert')).toContainText('92 to 88 cannot be the usual SpO2')
    await usual.getByLabel('SpO₂ from').fill('88')
    await usual.getByLabel('SpO₂ to').fill('92')
    await usual.getByLabel('SpO₂ to').press('Enter')
    await expect(usual).toContainText(/88–92 %, set by AB, .* \d\d:\d\d/)
    await expect(usual).toContainText('From the first hours: still learning.')
    await panel.locator('.usual-panel').scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('insight-usual.png') })
    await usual.getByRole('button', { name: 'Take back what is usual: SpO₂' }).click()
    await expect(usual).toContainText('not set')
  } finally {
    await monitor.stop()
    await cable.close()
  }
})
