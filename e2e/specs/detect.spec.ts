import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { masimoAscii } from '../../drivers/masimo-ascii/driver.ts'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { vigil } from '../support/outside.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = {
  timeout: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** Every setting is listened at for 2.5 s before the first driver asks, which then waits for its data. */
const SEARCH = { timeout: 120_000 }
const BED = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable', options: {} }

function wardFile(folder: string): string {
  const file = join(folder, 'ward.json')
  writeFileSync(file, JSON.stringify({ station: 'test', beds: [BED] }))
  return file
}

test('a monitor that sends only when asked is found on a serial line, taken over and shown @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(240_000)
  const cable = await openSerialPair(folder)
  const monitor = vigil(['simulate', '--driver', 'ge-s5', '--port', cable.monitorEnd, '--seconds', '600'])
  try {
    const { page } = await launch({ configFile: wardFile(folder) })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await page.getByText('Setup', { exact: true }).click()
    await page.getByRole('button', { name: 'Add a bed' }).click()
    await page.getByLabel('Line', { exact: true }).fill(`serial:${cable.stationEnd}`)
    // What would be written can be read before anything is.
    await page.getByText('What asking writes to the line').click()
    await expect(page.locator('.detect-writes')).toContainText('Requests for numbers, waves and alarms')

    const panel = page.locator('.detect')
    await panel.getByRole('button', { name: 'Detect', exact: true }).click()
    await expect(panel.locator('.detect-progress')).toContainText(/^Listening at 19200 8E1.*, 1 of \d+\.$/)
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await expect(panel).toContainText('The search was cancelled.')

    await panel.getByRole('button', { name: 'Detect', exact: true }).click()
    await expect(panel.locator('.detect-progress')).toContainText(/^Asking as GE/, SEARCH)
    await page.screenshot({ path: testInfo.outputPath('asking.png') })
    await expect(panel).toContainText('GE / Datex-Ohmeda (ge-s5) understands this line.', SEARCH)
    await expect(panel).toContainText(/HR \d+ \/min/)
    await page.screenshot({ path: testInfo.outputPath('found.png') })
    await panel.getByRole('button', { name: 'Use this driver' }).click()
    await expect(page.getByLabel('Monitor (driver)')).toHaveValue('ge-s5')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b2')).toHaveAttribute('data-link', 'live', FIRST_DATA)
  } finally {
    await monitor.stop()
    await cable.close()
  }
})

test('a stream that two drivers claim is shown with both, and nothing is chosen for the engineer', async ({
  launch,
  folder,
}, testInfo) => {
  const recording = join(folder, 'oximeter.bin')
  writeFileSync(recording, masimoAscii.twin({ scenario: 'stable', seed: 2, startUtcMs: 0 }).produce(20_000))
  // A driver of the station's own for the same lines; its own terms carry its name.
  const own = readFileSync(join(PROJECT_DIR, 'drivers/masimo-ascii/driver.json'), 'utf8')
    .replaceAll('X_MASIMO_ASCII_', 'X_OUR_OXIMETER_')
    .replace('"id": "masimo-ascii"', '"id": "our-oximeter"')
    .replace('"vendor": "Masimo"', '"vendor": "Ours"')
  mkdirSync(join(folder, 'data/drivers'), { recursive: true })
  writeFileSync(join(folder, 'data/drivers/ours.json'), own)
  const { page } = await launch({ configFile: wardFile(folder) })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  await page.getByRole('button', { name: 'Add a bed' }).click()
  const line = page.getByLabel('Line', { exact: true })
  const panel = page.locator('.detect')
  const detect = panel.getByRole('button', { name: 'Detect', exact: true })

  await line.fill(`replay:${recording}?speed=max`)
  await detect.click()
  await expect(panel).toContainText('2 drivers understand this line', SEARCH)
  await expect(panel.getByText('SIMULATED', { exact: true })).toBeVisible()
  const choices = panel.getByRole('radio')
  await expect(choices).toHaveCount(2)
  for (const choice of await choices.all()) await expect(choice).not.toBeChecked()
  await expect(panel.getByRole('button', { name: 'Use this driver' })).toBeDisabled()
  await page.screenshot({ path: testInfo.outputPath('several.png') })
  await panel.getByText('Ours (our-oximeter)').last().click()
  await panel.getByRole('button', { name: 'Use this driver' }).click()
  await expect(page.getByLabel('Monitor (driver)')).toHaveValue('our-oximeter')

  const noise = join(folder, 'noise.bin')
  writeFileSync(
    noise,
    Uint8Array.from({ length: 312 }, (_, index) => (index * 73) & 0xff),
  )
  await line.fill(`replay:${noise}?speed=max`)
  await detect.click()
  await expect(panel).toContainText(
    'Bytes arrive but no driver understands them: check the speed. 312',
    SEARCH,
  )
  await line.fill('sim:stable')
  await detect.click()
  await expect(panel.getByRole('alert')).toContainText('choose the driver yourself')
})
