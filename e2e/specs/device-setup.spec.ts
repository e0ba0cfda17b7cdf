import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { type PrintingMonitor, startPrintingMonitor } from '../support/printing-monitor.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores, and two devices beside them. */
const FIRST_DATA = { timeout: 45_000 }
/** Every setting of the line is listened at for some seconds. */
const SEARCH = { timeout: 120_000 }
/** Two channels: each is asked for again only 10 s after it was. */
const NEXT_VALUE = { timeout: 20_000 }
const SHOWN = { timeout: 15_000 }
const MARK = 'UNPROVEN DRIVER'
const ON_SCREEN = { SpO: 'SPO2', PR: 'HR' } as const

/** Reads the value that the dialog asks for from the oximeter, and types it. */
async function answer(page: Page, oximeter: PrintingMonitor, number: number): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(`Value ${number} of 5.`)).toBeVisible(NEXT_VALUE)
  const question = (await dialog.locator('label').innerText()).trim()
  const name = question.startsWith('SpO') ? ON_SCREEN.SpO : ON_SCREEN.PR
  await dialog.locator('input').fill(String(await oximeter.screen(name)))
  await page.keyboard.press('Enter')
}

test('an oximeter beside the monitor is found, tested, added and compared, and the monitor goes on meanwhile @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(360_000)
  const beside = join(folder, 'beside')
  mkdirSync(beside)
  const [ofMonitor, ofOximeter] = [await openSerialPair(folder), await openSerialPair(beside)]
  const monitor = vigil(['simulate', '--driver', 'ge-s5', '--port', ofMonitor.monitorEnd, '--seconds', '600'])
  const oximeter = startPrintingMonitor('nonin-ascii', ofOximeter.monitorEnd)
  try {
    const configFile = join(folder, 'ward.json')
    const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: `serial:${ofMonitor.stationEnd}` }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
    const { page } = await launch({ configFile })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await page.getByText('Setup', { exact: true }).click()
    await page.getByRole('button', { name: 'Add a device' }).click()
    const device = page.locator('.device-fields fieldset').first()
    const choice = page.locator('.line-choice')
    await expect(choice.getByLabel('ventilator')).toBeChecked()

    // Its options are those of its driver, and a wrong one is said at its own field.
    await device.getByLabel('Device (driver)').selectOption('ge-s5')
    await device.getByLabel('Line', { exact: true }).fill(`serial:${ofOximeter.stationEnd}`)
    const seconds = device.locator('input[inputmode="decimal"]').first()
    await seconds.fill('9999999')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(device.locator('.field-problem')).toBeVisible()
    await device.locator('.field-problem').scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('option.png') })

    await device.getByRole('button', { name: 'Test, find or compare ventilator' }).click()
    await expect(choice).toBeInViewport()
    await device.getByLabel('Name within the bed').fill('oximeter')
    await expect(choice.getByLabel('oximeter')).toBeChecked()
    const panel = page.locator('.detect')
    await panel.getByRole('button', { name: 'Detect', exact: true }).click()
    await expect(panel).toContainText(/\(nonin-ascii\) understands this line\./, SEARCH)
    await panel.getByRole('button', { name: 'Use this driver' }).click()
    await expect(device.getByLabel('Device (driver)')).toHaveValue('nonin-ascii')
    await expect(page.getByLabel('Monitor (driver)')).toHaveValue('ge-s5')

    const doctor = page.locator('.doctor')
    await doctor.getByRole('button', { name: 'Test the line' }).click()
    await expect(doctor.locator('.check-sentence')).toHaveText(
      'The monitor answers, and what it sends can be read.',
      SHOWN,
    )
    await expect(doctor.locator('.doctor-values')).toContainText('SpO', SHOWN)
    await page.screenshot({ path: testInfo.outputPath('tested.png') })
    // The line of the monitor is in use, and says so.
    await choice.getByLabel('monitor').check()
    await doctor.getByRole('button', { name: 'Test the line' }).click()
    await expect(doctor.getByRole('alert')).toContainText('Bed 1 uses this line now')
    await choice.getByLabel('oximeter').check()

    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.locator('.bed-form [role="status"]')).toHaveText('Bed 1 is saved.')
    const evidence = page.locator('.evidence-panel')
    await expect(evidence).toContainText('Evidence for Bed 1 oximeter', SHOWN)
    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live')
    await expect(tile(page, 'b1')).toContainText(MARK, SHOWN)
    await tile(page, 'b1').click()
    const saturation = page.locator('.all-numerics tr', { hasText: 'MDC_PULS_OXIM_SAT_O2' })
    await expect(saturation.first()).toContainText(/from monitor; oximeter says \d+/, FIRST_DATA)
    await page.keyboard.press('Escape')

    await page.getByText('Setup', { exact: true }).click()
    await choice.getByLabel('oximeter').check()
    await evidence.getByRole('button', { name: 'Compare with the monitor' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare with the monitor: Bed 1 oximeter' })
    await dialog.getByRole('button', { name: 'Begin', exact: true }).click()
    for (let number = 1; number <= 5; number++) {
      await answer(page, oximeter, number)
      if (number === 3) await page.screenshot({ path: testInfo.outputPath('compared.png') })
    }
    await dialog.getByRole('button', { name: 'Confirm as AB' }).click()
    await expect(evidence).toContainText(/Compared with the monitor by AB on .* \(5 values\)\./, SHOWN)
    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b1')).not.toContainText(MARK, SHOWN)
    await tile(page, 'b1').click()
    const facts = page.locator('.device-facts')
    await expect(facts.last()).toContainText('Compared with the monitor by AB')
    await expect(facts.first()).not.toContainText('Compared with the monitor')
    await page.screenshot({ path: testInfo.outputPath('bed.png') })
  } finally {
    oximeter.stop()
    await monitor.stop()
    await ofMonitor.close()
    await ofOximeter.close()
  }
})
