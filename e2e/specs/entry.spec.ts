import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { expect, test } from '../support/fixtures.ts'
import { startNamedMonitor } from '../support/named-monitor.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** The page is computed in a worker on a shared machine. */
const SUMMARY = { timeout: 30_000 }

/** The trends of an open bed are read anew once a minute. */
const TRENDS = { timeout: 90_000 }

const panelOf = (page: Page) => page.locator('.entry-panel')

async function admit(page: Page): Promise<void> {
  await page.locator('.patient-button').click()
  await page.getByLabel('Identifier, typed or scanned').fill('T-4702')
  await page.getByLabel('Issued by (authority)').fill('HOSP')
  await page.getByLabel('Birth date').fill('1970-01-02')
  const panel = page.locator('.identity-panel')
  await panel.getByRole('button', { name: 'Adult', exact: true }).click()
  await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'No', exact: true }).click()
  await panel.getByRole('button', { name: 'Admit to Bed 3' }).click()
  await expect(panel).toContainText('T-4702')
  await page.keyboard.press('Escape')
}

test('H3 H7 what a monitor cannot see is entered in two taps, bounded, undone, corrected, and marked as entered by hand', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(240_000)
  const monitor = await startNamedMonitor()
  const picture = (page: Page, name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
  try {
    const configFile = join(folder, 'ward.json')
    const beds = [{ id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link }]
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
    const { application, page, close } = await launch({ configFile })
    await expect(tile(page, 'b3')).toHaveAttribute('data-link', 'live', FIRST_DATA)

    // Nobody has signed in: said in one sentence, nothing is kept.
    await tile(page, 'b3').focus()
    await page.keyboard.press('e')
    const panel = panelOf(page)
    await expect(panel).toBeVisible()
    await panel.getByRole('button', { name: 'Pain 4 of 10' }).click()
    await expect(panel.getByRole('alert')).toContainText('Sign in')
    await page.keyboard.press('Escape')
    await beginShift(page, 'AB')

    await tile(page, 'b3').focus()
    await page.keyboard.press('Enter')
    await admit(page)
    await page.locator('.entry-button').click()
    await picture(page, 'entry-empty')
    // Two taps: the panel, the value.
    await panel.getByRole('button', { name: 'Consciousness V, to voice' }).click()
    await expect(panel.getByRole('status')).toContainText('Kept: Consciousness V, to voice.')
    await picture(page, 'entry-kept')
    await panel.getByRole('button', { name: 'Pain 7 of 10' }).click()
    await expect(panel.getByRole('status')).toContainText('Kept: Pain 7 of 10.')
    await panel.getByRole('button', { name: 'Undo' }).press('Enter')
    await expect(panel.locator('.entry-list')).toContainText('Pain 7 of 10 taken back')
    await panel.getByRole('button', { name: 'Oxygen air' }).press('Enter')
    await expect(panel.getByRole('status')).toContainText('Kept: Oxygen air.')
    await panel.getByRole('button', { name: 'Work of breathing severe or apnoea' }).click()
    await expect(panel.getByRole('status')).toContainText('Kept: Work of breathing severe or apnoea.')
    await panel.getByLabel('Capillary refill, s').fill('25')
    await panel.getByLabel('Capillary refill, s').press('Enter')
    await expect(panel.getByRole('alert')).toContainText('Capillary refill 25 s is above 20: check the unit.')
    await panel.getByLabel('Capillary refill, s').fill('2.5')
    await panel.getByLabel('Capillary refill, s').press('Enter')
    await expect(panel.getByRole('status')).toContainText('Kept: Capillary refill 2.5 s.')

    // Glucose has no unit until somebody chooses one, and 5400 cannot be.
    const glucose = panel.getByLabel('Glucose', { exact: true })
    await glucose.fill('5400')
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('alert')).toContainText('choose the unit')
    await panel.getByRole('button', { name: 'mg/dL' }).click()
    await glucose.press('Enter')
    await expect(panel.getByRole('alert')).toContainText('Glucose 5400 mg/dL is above 1500: check the unit.')
    await picture(page, 'entry-refused')
    await glucose.fill('540')
    await glucose.press('Enter')
    await expect(panel.getByRole('status')).toContainText('Kept: Glucose 540 mg/dL.')
    await panel.getByLabel('Seen at').fill('lunch')
    await panel.getByRole('button', { name: 'Fluid in 250 mL' }).click()
    await expect(panel.getByRole('alert')).toContainText('The time cannot be read')
    await panel.getByLabel('Seen at').fill('')
    await panel.getByRole('button', { name: 'Fluid in 250 mL' }).click()
    await expect(panel.getByRole('status')).toContainText('Kept: Fluid in 250 mL.')
    await panel.getByLabel('Temperature, °C').fill('38,4')
    await panel.getByLabel('Temperature, °C').press('Enter')
    await expect(panel.getByRole('status')).toContainText('Kept: Temperature 38.4 °C.')

    await panel.getByRole('button', { name: 'Correct Glucose 540 mg/dL' }).click()
    await panel.getByLabel('Glucose', { exact: true }).fill('54')
    await picture(page, 'entry-correct')
    await panel.getByLabel('Glucose', { exact: true }).press('Enter')
    await expect(panel.locator('.entry-list')).toContainText('Glucose 54 mg/dL')
    await expect(panel.locator('.entry-list')).toContainText('Glucose 540 mg/dL corrected')
    await panel.locator('.entry-list').scrollIntoViewIfNeeded()
    await picture(page, 'entry-list')
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    const byHand = page.locator('.by-hand')
    await expect(byHand).toContainText('V, to voice')
    await expect(byHand).toContainText('54 mg/dL AB')
    await expect(byHand).not.toContainText('of 10')
    await picture(page, 'entry-bed')

    // The trends are read again from the record; a click on a value goes to its time.
    const onLane = page.locator('.entry-lanes').getByRole('button', { name: /Glucose 54 mg.dL/ })
    await expect(onLane).toBeVisible(TRENDS)
    await picture(page, 'entry-lanes')
    await onLane.click()
    await page.locator('.review-events').getByRole('button', { name: 'Entries' }).click()
    await expect(page.locator('.review-events li').filter({ hasText: 'Glucose 54 mg' })).toBeVisible(SUMMARY)
    await expect(page.locator('.overview .entry-mark').first()).toBeAttached()
    await picture(page, 'entry-review')

    await page.getByRole('button', { name: 'Setup' }).click()
    await page.getByRole('group', { name: 'Glucose' }).getByRole('button', { name: 'mmol/L' }).click()
    await page.getByRole('button', { name: 'Handover' }).click()
    await expect(page.locator('.sheet').first()).toContainText('Glucose 54 mg/dL, by hand (AB)', SUMMARY)
    await expect(page.locator('.sheet').first()).toContainText('Capillary refill 2.5 s, by hand (AB)')
    await expect(page.locator('.sheet').first()).toContainText('Fluid in, as entered: 250 mL.')
    await picture(page, 'entry-handover')
    await page.getByRole('button', { name: 'Ward' }).click()
    await tile(page, 'b3').focus()
    await page.keyboard.press('e')
    await expect(panel.getByLabel('Glucose, mmol/L')).toBeVisible()
    await picture(page, 'entry-ward')
    await page.keyboard.press('Escape')
    await tile(page, 'b3').focus()
    await page.keyboard.press('Enter')
    await page.locator('.entry-button').click()
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1_366, 768),
    )
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1_366)
    // Who it is and what can be done stay whole beside the panel.
    const header = page.locator('.bed-main .tile-header')
    expect(await header.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    await expect(header.locator('.person')).toBeVisible()
    await picture(page, 'entry-small')
    await close()

    const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
    try {
      const entries = reader.occupantEntries('b3', 0)
      expect(
        entries.filter(({ state }) => state === 'valid').map(({ kind, value }) => [kind, value]),
      ).toEqual(
        expect.arrayContaining([
          ['consciousness', 'V'],
          ['oxygen', 0],
          ['glucose', 54],
          ['effort', 'severe'],
          ['capillaryRefill', 2.5],
          ['fluidIn', 250],
          ['temperature', 38.4],
        ]),
      )
      expect(entries.every(({ author }) => author === 'AB')).toBe(true)
    } finally {
      reader.close()
    }
  } finally {
    await monitor.close()
  }
})
