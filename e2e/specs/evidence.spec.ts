import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { type PrintingMonitor, startPrintingMonitor } from '../support/printing-monitor.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { tile } from '../support/ward.ts'

/** The app and its store start on two shared cores; then three lines, one a second, give the lock. */
const FIRST_DATA = { timeout: 30_000 }
/** Two channels: each is asked for again only 10 s after it was. */
const NEXT_VALUE = { timeout: 20_000 }
/** A change crosses from the engine to the tile within a second; a busy machine may need more. */
const SHOWN = { timeout: 10_000 }
const MARK = 'UNPROVEN DRIVER'
/** What the monitor calls the values that Vigil asks for. */
const ON_SCREEN = { SpO: 'SPO2', PR: 'HR' } as const

/** Reads the value that the dialog asks for from the monitor, and types it with an error. */
async function answer(page: Page, monitor: PrintingMonitor, number: number, error = 0): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(`Value ${number} of 5.`)).toBeVisible(NEXT_VALUE)
  const question = (await dialog.locator('label').innerText()).trim()
  const name = question.startsWith('SpO') ? ON_SCREEN.SpO : ON_SCREEN.PR
  await dialog.locator('input').fill(String((await monitor.screen(name)) + error))
  await page.keyboard.press('Enter')
}

test('a driver that no recording proves says so until five values were compared, and again when set back @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.slow()
  const dataDir = join(folder, 'data')
  mkdirSync(join(dataDir, 'drivers'), { recursive: true })
  writeFileSync(join(dataDir, 'drivers', 'half.json'), '{ "textDriver": 1,')
  writeFileSync(join(dataDir, 'drivers', 'taken.yaml'), 'textDriver: 1\ncolour: red\n')
  const cable = await openSerialPair(folder)
  const monitor = startPrintingMonitor('nonin-ascii', cable.monitorEnd)
  try {
    const configFile = join(folder, 'ward.json')
    const real = { id: 'b1', label: 'Bed 1', driver: 'nonin-ascii', link: `serial:${cable.stationEnd}` }
    const made = { id: 'b2', label: 'Bed 2', driver: 'nonin-ascii', link: 'sim:stable' }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [real, made] }))
    const { page } = await launch({ configFile, dataDir })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await expect(tile(page, 'b1')).toContainText(MARK)
    await expect(tile(page, 'b2')).toContainText('SIMULATED')

    await page.getByText('Setup', { exact: true }).click()
    await expect(page.getByText(/^The text driver half\.json is not used: it is no JSON/)).toBeVisible()
    await expect(
      page.getByText(/^The text driver taken\.yaml is not used: "colour" is not a known key/),
    ).toBeVisible()
    const evidence = page.locator('.evidence-panel')
    await expect(evidence).toContainText('nobody has compared it with the monitor')

    await evidence.getByRole('button', { name: 'Compare with the monitor' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare with the monitor: Bed 1' })
    await dialog.getByLabel('Your initials').fill('ab')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.getByRole('button', { name: 'Begin', exact: true }).click()
    await answer(page, monitor, 1, 9)
    await expect(dialog).toContainText(/differs: the monitor's screen shows \d+ %, Vigil had \d+ %\./)
    await page.screenshot({ path: testInfo.outputPath('differs.png') })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(dialog).toHaveCount(0)
    await expect(evidence).toContainText('nobody has compared it with the monitor')

    await evidence.getByRole('button', { name: 'Compare with the monitor' }).click()
    await dialog.getByRole('button', { name: 'Begin', exact: true }).click()
    for (let number = 1; number <= 5; number++) {
      await answer(page, monitor, number)
      if (number === 3) await page.screenshot({ path: testInfo.outputPath('asked.png') })
    }
    await expect(dialog.locator('tbody tr')).toHaveCount(5, SHOWN)
    await expect(dialog.getByLabel('Bed 1 on its line')).toBeChecked()
    await page.screenshot({ path: testInfo.outputPath('agrees.png') })
    await dialog.getByRole('button', { name: 'Confirm as AB' }).click()
    const compared = /Compared with the monitor by AB on \d{4}-\d\d-\d\d \(5 values\)\./
    await expect(evidence).toContainText(compared)
    await page.screenshot({ path: testInfo.outputPath('compared.png') })

    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b1')).not.toContainText(MARK, SHOWN)
    await tile(page, 'b1').click()
    await expect(page.locator('.bed-side')).toContainText(compared)
    await page.screenshot({ path: testInfo.outputPath('bed.png') })

    await page.getByText('Setup', { exact: true }).click()
    await evidence.getByRole('button', { name: 'Set back to unproven' }).click()
    await expect(evidence).toContainText('nobody has compared it with the monitor', SHOWN)
    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b1')).toContainText(MARK, SHOWN)
  } finally {
    monitor.stop()
    await cable.close()
  }
})
