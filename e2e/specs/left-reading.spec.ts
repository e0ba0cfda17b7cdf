import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { openPatient, panelOf } from '../support/patient-panel.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app starts, a twin starts beside it, and its line is opened after a back-off. */
const FIRST_DATA = { timeout: 45_000 }
const SHOWN = { timeout: 15_000 }
/** The cuff of the simulated patient takes its first reading after half a minute. */
const FIRST_CUFF = { timeout: 60_000 }

async function admit(page: Page, identifier: string): Promise<void> {
  await openPatient(page, 'b1')
  const panel = panelOf(page)
  await panel.getByLabel('Identifier, typed or scanned').fill(identifier)
  await panel.getByLabel('Issued by (authority)').fill('HOSP')
  await panel.getByLabel('Birth date').fill('1970-01-02')
  await panel.getByRole('button', { name: 'Adult', exact: true }).click()
  await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'No', exact: true }).click()
  await panel.getByRole('button', { name: 'Admit to Bed 1' }).click()
  await expect(panel).toContainText(identifier)
}

test('H3 the cuff reading of who has left the bed is not shown to the next, although the monitor goes on to send it', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(180_000)
  const port = await freePort()
  const monitor = vigil([
    ...['simulate', '--driver', 'ge-s5', '--listen', `127.0.0.1:${port}`, '--seconds', '600'],
  ])
  try {
    const configFile = join(folder, 'ward.json')
    const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: `tcp:127.0.0.1:${port}` }]
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
    const { page } = await launch({ configFile })
    const shown = tile(page, 'b1')
    await expect(shown).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    const panel = panelOf(page)
    await admit(page, 'T-4702')
    const cuff = page.locator('.all-numerics tr', { hasText: 'MDC_PRESS_BLD_NONINV_SYS' })
    await page.keyboard.press('Escape')
    await expect(cuff.locator('.figure')).toHaveText(/\d/, FIRST_CUFF)
    await cuff.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('first.png') })
    await page.keyboard.press('Escape')

    await openPatient(page, 'b1')
    await panel.getByRole('button', { name: 'Discharge' }).click()
    await page.getByLabel('Identifier, typed or scanned').fill('T-4702')
    await page.getByLabel('Birth date').fill('1970-01-02')
    await panel.getByRole('button', { name: 'Discharge from Bed 1' }).click()
    await expect(panel).toContainText('No patient is connected.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await admit(page, 'T-9000')
    await page.keyboard.press('Escape')
    const rate = page.locator('.all-numerics tr', { hasText: 'MDC_ECG_HEART_RATE' }).first()
    await expect(rate.locator('.figure')).toHaveText(/\d/, SHOWN)
    await expect(cuff).toHaveCount(0)
    await rate.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('next.png') })
    await page.keyboard.press('Escape')
    await page.screenshot({ path: testInfo.outputPath('ward.png') })
  } finally {
    await monitor.stop()
  }
})
