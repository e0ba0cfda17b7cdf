import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { expect, test } from '../support/fixtures.ts'
import { startNamedMonitor } from '../support/named-monitor.ts'
import { openPatient, panelOf } from '../support/patient-panel.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** A monitor that is switched off is noticed within seconds; the machine is shared. */
const STANDS_BY = { timeout: 30_000 }
const LONG_NAME = `${'Ana '.repeat(49)}שלום`
const HOSTILE_NAME = '<img src=x onerror="document.title=1"> مريض'

test('H3 a patient is admitted, moved and discharged by two identifiers, and a bed that was left stands by', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(180_000)
  const monitor = await startNamedMonitor()
  let isClosed = false
  const closeMonitor = async () => {
    if (!isClosed) await monitor.close()
    isClosed = true
  }
  const picture = (page: Page, name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
  try {
    const configFile = join(folder, 'ward.json')
    const beds = [
      { id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link },
      { id: 'b4', label: 'Bed 4', driver: 'ge-s5', link: 'serial:/dev/vigil-none' },
    ]
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
    const { page, close } = await launch({ configFile })
    await expect(tile(page, 'b3')).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')

    await openPatient(page, 'b3')
    const panel = panelOf(page)
    await picture(page, 'admit-empty')
    // The scanner types and sends Enter: it goes on to the next field and admits nobody.
    await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
    await page.keyboard.type('T-4702')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Issued by (authority)')).toBeFocused()
    await page.keyboard.type('HOSP')
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('alert')).toHaveText(/second identifier/)
    await page.getByLabel('Birth date').fill('1970-01-02')
    await page.getByLabel('Name', { exact: true }).fill(LONG_NAME)
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('alert')).toHaveText(/^Choose the age class/)
    await picture(page, 'admit-refused')
    await panel.getByRole('button', { name: 'Child', exact: true }).press('Enter')
    await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'Yes' }).press('Enter')
    await picture(page, 'admit-filled')
    await panel.getByRole('button', { name: 'Admit to Bed 3' }).press('Enter')
    await expect(panel).toContainText('T-4702')
    await expect(panel).toContainText('Child')
    await expect(page.locator('.bed-main .chip')).toHaveText('PACED')
    await picture(page, 'long-name')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(tile(page, 'b3').locator('.person')).toHaveText('ID ends 702')
    // Names are for the bed, not for the ward.
    await expect(page.locator('body')).not.toContainText('Ana')

    await openPatient(page, 'b3')
    await panel.getByRole('button', { name: 'Transfer' }).press('Enter')
    await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
    await page.keyboard.type('T-4702')
    await page.keyboard.press('Enter')
    await page.keyboard.type('1971-01-02')
    await page.getByLabel('To which bed').selectOption('Bed 4')
    await panel.getByRole('button', { name: 'Move to Bed 4' }).press('Enter')
    await expect(panel.getByRole('alert')).toHaveText(/^The birth date typed is not that of the patient/)
    await picture(page, 'transfer-refused')
    await page.getByLabel('Birth date').fill('1970-01-02')
    await panel.getByRole('button', { name: 'Move to Bed 4' }).press('Enter')
    await expect(panel).toContainText('No patient is connected.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(tile(page, 'b4').locator('.person')).toHaveText('ID ends 702')
    // Its monitor still measures: nothing is hidden.
    await expect(tile(page, 'b3')).not.toHaveClass(/stands-by/)
    await closeMonitor()
    await expect(tile(page, 'b3')).toHaveClass(/stands-by/, STANDS_BY)
    await expect(tile(page, 'b3')).toContainText('Nobody in this bed since')
    await expect(tile(page, 'b3').locator('.alarm-fill')).toHaveCount(0)
    await expect(page.locator('.banner-card')).toHaveCount(1)
    await picture(page, 'ward-standby')

    await openPatient(page, 'b3')
    await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
    await page.keyboard.type('0004711')
    await page.getByLabel('Issued by (authority)').fill('HOSP')
    await page.getByLabel('Name', { exact: true }).fill(HOSTILE_NAME)
    await panel.getByRole('button', { name: 'Neonate', exact: true }).click()
    await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'Unknown' }).click()
    await panel.getByRole('button', { name: 'Admit to Bed 3' }).click()
    await expect(panel).toContainText(HOSTILE_NAME)
    expect(await page.title()).not.toBe('1')
    await picture(page, 'hostile-name')
    await panel.getByRole('button', { name: 'Discharge' }).click()
    await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
    await page.keyboard.type('0004711')
    await page.keyboard.press('Enter')
    await page.keyboard.type(HOSTILE_NAME)
    await panel.getByRole('button', { name: 'Discharge from Bed 3' }).click()
    await expect(panel).toContainText('No patient is connected.')

    await close()
    const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
    try {
      expect(reader.bindings('b3').map(({ patient }) => patient.id)).toEqual(['T-4702', '0004711'])
      expect(reader.bindings('b4')).toMatchObject([
        { patient: { id: 'T-4702' }, toUtcMs: null, person: { ageClass: 'paediatric', paced: 'yes' } },
      ])
      const audit = reader.auditRows().filter(({ action }) => action.startsWith('patient.'))
      expect(audit.map(({ action }) => action)).toEqual([
        'patient.admit',
        'patient.transfer',
        'patient.admit',
        'patient.discharge',
      ])
      expect(JSON.stringify(audit)).not.toMatch(/Ana|1970-01|onerror/)
    } finally {
      reader.close()
    }
  } finally {
    await closeMonitor()
  }
})
