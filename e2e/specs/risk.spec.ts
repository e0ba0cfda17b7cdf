import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'
import { startNamedMonitor } from '../support/named-monitor.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The monitor connects, is silent for its longest time, or the page is computed, all on a shared machine. */
const SOON = { timeout: 30_000 }
const REASON = 'after surgery, bleeding'

test('a high-risk mark stands with its reason on tile, bed and hand-over, and makes a lost line a high alarm', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(120_000)
  const monitor = await startNamedMonitor()
  const closing = { done: false }
  try {
    const configFile = join(folder, 'ward.json')
    const patient = { id: 'T-4702', authority: 'HOSP' }
    const bed = { id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link, patient }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
    const { page } = await launch({ configFile })
    const picture = (name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
    await beginShift(page, 'AB')
    await expect(tile(page, 'b3')).toHaveAttribute('data-link', 'live', SOON)
    await expect(tile(page, 'b3')).not.toContainText('HIGH RISK')
    await tile(page, 'b3').focus()
    await page.keyboard.press('Enter')
    const alarms = page.locator('.bed-side .panel').filter({ hasText: 'Alarms' }).first()
    await alarms.getByRole('button', { name: 'Mark as high-risk' }).click()
    const mark = alarms.getByRole('button', { name: 'Mark as high-risk' })
    await expect(mark).toBeDisabled()
    await alarms.getByLabel('Reason, without a name').fill(REASON)
    await mark.click()
    await expect(alarms).toContainText(new RegExp(`High-risk patient: .*${REASON}.*AB, since`))
    await picture('risk-bed')

    await page.getByRole('button', { name: 'Handover' }).click()
    const sheet = page.locator('.sheet').first()
    await expect(sheet.locator('.sheet-bed')).toContainText('HIGH RISK', SOON)
    await expect(sheet.locator('.sheet-bed')).toContainText(REASON)
    await picture('risk-handover')

    await page.getByRole('button', { name: 'Ward' }).click()
    await expect(tile(page, 'b3')).toContainText('HIGH RISK')
    await picture('risk-tile')
    closing.done = true
    await monitor.close()
    const card = page.locator('.banner-card.high')
    await expect(card).toContainText('No data', SOON)
    await expect(card).toContainText('Bed 3')
    await expect(tile(page, 'b3')).toContainText('HIGH RISK')
    await page.getByRole('button', { name: 'Alarms', exact: true }).click()
    await expect(page.locator('.alarms-part')).toContainText('The patient is marked as high-risk')
    await picture('risk-lost')
  } finally {
    if (!closing.done) await monitor.close()
  }
})
