import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app starts, two twins start beside it, and the line of each is opened after a back-off. */
const FIRST_DATA = { timeout: 45_000 }
/** A line that is pulled is noticed at once; its numbers are asked for on the screen four times a second. */
const NOTICED = { timeout: 15_000 }
/** The monitor of this bed sends every five seconds; the back-off between attempts is bounded. */
const BACK = { timeout: 60_000 }

test('a monitor and a ventilator on one bed: both are shown, one is pulled, the other goes on', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(240_000)
  const [monitorPort, ventilatorPort] = [await freePort(), await freePort()]
  const start = (driver: string, port: number) =>
    vigil(['simulate', '--driver', driver, '--listen', `127.0.0.1:${port}`, '--seconds', '600'])
  let monitor = start('ge-s5', monitorPort)
  let ventilator = start('hamilton', ventilatorPort)
  try {
    const configFile = join(folder, 'ward.json')
    const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: `tcp:127.0.0.1:${monitorPort}` }
    const beside = { id: 'ventilator', driver: 'hamilton', link: `tcp:127.0.0.1:${ventilatorPort}` }
    const beds = [{ ...bed, devices: [beside] }]
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
    const { page } = await launch({ configFile })
    const shown = tile(page, 'b1')
    await expect(shown).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await shown.click()
    const numbers = page.locator('.all-numerics')
    const saturation = numbers.locator('tr', { hasText: 'MDC_PULS_OXIM_SAT_O2' })
    const peep = numbers.locator('tr', { hasText: 'X_HAMILTON_PEEP_SET' })
    await expect(saturation).toHaveCount(1)
    await expect(saturation).toContainText(/from monitor; ventilator says \d+/, BACK)
    await expect(peep).toContainText('from ventilator', FIRST_DATA)
    await expect(peep.locator('.figure')).toHaveText(/\d/)
    const facts = page.locator('.device-facts')
    await expect(facts).toHaveCount(2)
    await expect(facts.last()).toContainText('hamilton')
    await numbers.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('both.png') })

    await ventilator.stop()
    const alarms = page.getByText(/ventilator: NO DATA/).first()
    await expect(alarms).toBeVisible(NOTICED)
    await expect(peep.locator('.figure')).toHaveText('--', NOTICED)
    await expect(peep).toContainText('no longer sent')
    await expect(saturation).toContainText('from monitor; ventilator says nothing')
    await expect(saturation.locator('.figure')).toHaveText(/\d/)
    await page.screenshot({ path: testInfo.outputPath('pulled.png') })
    await page.keyboard.press('Escape')
    await expect(shown).toHaveAttribute('data-link', 'live')
    await page.screenshot({ path: testInfo.outputPath('ward.png') })

    ventilator = start('hamilton', ventilatorPort)
    await expect(page.getByText(/ventilator: NO DATA/)).toHaveCount(0, BACK)

    // Now the monitor: the ventilator stands in for what both send, and says so at the number.
    await shown.click()
    await expect(saturation).toContainText(/from monitor; ventilator says \d+/, BACK)
    await monitor.stop()
    await expect(page.getByText(/monitor: NO DATA/).first()).toBeVisible(NOTICED)
    await expect(saturation).toContainText('from ventilator; monitor says nothing', NOTICED)
    await expect(page.locator('.bed-numbers .number-origin').first()).toHaveText('ventilator')
    const rate = page.locator('.bed-numbers .number').first()
    await expect(rate.locator('.number-value')).toHaveText('--')
    await expect(page.locator('.bed-live .wave-row .wave-cover').first()).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath('stand-in.png') })
    await page.keyboard.press('Escape')
    await expect(shown).toHaveAttribute('data-link', 'live')
    await page.screenshot({ path: testInfo.outputPath('stand-in-ward.png') })
    monitor = start('ge-s5', monitorPort)
    await expect(page.getByText(/monitor: NO DATA/)).toHaveCount(0, BACK)

    await page.getByText('Setup', { exact: true }).click()
    const devices = page.locator('.device-fields').first()
    await expect(devices.getByLabel('Name within the bed')).toHaveValue('ventilator')
    await devices.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('setup.png') })
    await devices.getByLabel('Name within the bed').fill('monitor')
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await save.click()
    await expect(page.locator('.bed-form [role="status"]')).toHaveText(/^Give each other device a name/)
    await devices.getByLabel('Name within the bed').fill('ventilator')
    await page.getByRole('button', { name: 'Remove ventilator' }).click()
    await save.click()
    await expect(page.locator('.bed-form [role="status"]')).toHaveText('Bed 1 is saved.')
    await page.getByRole('button', { name: 'Add a device' }).click()
    await devices.getByLabel('Device (driver)').selectOption('hamilton')
    await devices.getByLabel('Line', { exact: true }).fill(beside.link)
    await save.click()
    await expect(page.locator('.bed-form [role="status"]')).toHaveText('Bed 1 is saved.')
  } finally {
    await monitor.stop()
    await ventilator.stop()
  }
})
