import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { chooseAgeClass } from '../support/limits.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const FIRST_DATA = { timeout: 45_000 }
/** The simulated module takes a reading of its own within its first half minute. */
const OWN_READING = { timeout: 60_000 }
/** A cuff fills, empties or is read: half a minute at most for the simulated module. */
const CUFF = { timeout: 45_000 }
/** Least height of what a hurried hand must hit, CSS pixels. */
const LARGE_PX = 44

const bar = (page: Page) => page.locator('.cuff-bar')
const open = (page: Page) => bar(page).getByRole('button', { name: 'Start cuff reading' })
const stop = (page: Page) => page.getByRole('button', { name: 'Stop the cuff' })

async function openBed(page: Page, bed: string): Promise<void> {
  await tile(page, bed).focus()
  await page.keyboard.press('Enter')
}

test('H19 an engineer allows it, then a click starts a cuff reading, and another stops it, from every screen @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(300_000)
  const resize = (width: number, height: number) =>
    application.evaluate(
      ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x, y),
      [width, height] as const,
    )
  const configFile = join(folder, 'ward.json')
  const bed = { driver: 'suntech-nibp', link: 'sim:stable?seed=7', options: {} }
  const beds = [
    { id: 'b1', label: 'Bed 1', ...bed },
    { id: 'b2', label: 'Bed 2', ...bed },
  ]
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
  const { page, application } = await launch({ configFile })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
  await beginShift(page, 'AB')
  await openBed(page, 'b1')
  await expect(page.locator('.bed-view')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)

  // The engineer allows it for this bed.
  await page.getByText('Setup', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'May start cuff' }).check()
  await page.getByRole('checkbox', { name: 'Listen only', exact: true }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('.field-problem')).toContainText('Vigil starts no cuff where it only listens')
  await page.screenshot({ path: testInfo.outputPath('refused.png') })
  await page.getByRole('checkbox', { name: 'Listen only', exact: true }).uncheck()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('.bed-form [role="status"]')).toHaveText('Bed 1 is saved.')
  await page.getByText('Ward', { exact: true }).click()
  await openBed(page, 'b2')
  await expect(bar(page)).toHaveCount(0)
  await page.keyboard.press('Escape')

  // A reading that the device began by itself can be stopped.
  await openBed(page, 'b1')
  await expect(open(page)).toBeEnabled(FIRST_DATA)
  await open(page).click()
  await expect(bar(page)).toContainText('choose the age class of this patient first')
  await expect(stop(page)).toBeVisible(OWN_READING)
  await stop(page).click()
  await expect(open(page)).toBeEnabled(CUFF)

  await page.keyboard.press('Escape')
  await chooseAgeClass(page, 'b1', 'Neonate')
  await open(page).click()
  await expect(bar(page)).toContainText('Bed 1')
  await expect(bar(page)).toContainText('SIM-b1')
  await expect(bar(page)).toContainText('Neonate')
  await expect(bar(page)).toContainText('SIMULATED')
  const cancel = bar(page).getByRole('button', { name: 'Cancel' })
  await expect(cancel).toBeFocused()
  await page.screenshot({ path: testInfo.outputPath('question.png') })
  await resize(800, 600)
  await expect.poll(() => textFaults(page), CUFF).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('question-small.png') })
  // Whoever presses Enter on it has started nothing.
  await page.keyboard.press('Enter')
  await expect(open(page)).toBeEnabled()
  await expect(stop(page)).toHaveCount(0)

  await open(page).click()
  await bar(page).getByRole('button', { name: 'Start', exact: true }).click()
  await expect(bar(page)).toContainText('The cuff is in use.', CUFF)
  expect((await stop(page).boundingBox())?.height).toBeGreaterThanOrEqual(LARGE_PX)
  await expect.poll(() => textFaults(page), CUFF).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('inflated-small.png') })
  await resize(1920, 1080)
  await page.screenshot({ path: testInfo.outputPath('inflated.png') })
  await stop(page).click()
  await expect(bar(page)).toContainText('The reading was stopped.', CUFF)
  await expect(open(page)).toBeEnabled(CUFF)

  // Once more, to its end; whoever leaves the bed can still stop it.
  await open(page).click()
  await bar(page).getByRole('button', { name: 'Start', exact: true }).click()
  await expect(stop(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.locator('.strip')).toContainText('Bed 1')
  await expect(page.locator('.strip')).toContainText('SIMULATED')
  await expect(page.locator('.strip').getByRole('button', { name: 'Stop the cuff' })).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('ward.png') })
  await openBed(page, 'b1')
  await expect(bar(page)).toContainText('The reading is done.', CUFF)
  const systolic = page.locator('.all-numerics tr', { hasText: 'MDC_PRESS_BLD_NONINV_SYS' })
  await expect(systolic.locator('.figure')).toHaveText(/\d/, CUFF)
  await page.screenshot({ path: testInfo.outputPath('reading.png') })
})
