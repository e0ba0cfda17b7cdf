import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { startGateway } from '../support/hl7-gateway.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = {
  timeout: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** A gateway that was turned away knocks again at once; the list is told at most once a second. */
const KNOCKED = { timeout: 15_000 }

test('a sender that nobody knows is turned away, seen in Setup and bound to a bed, whose numbers it then feeds', async ({
  launch,
  folder,
}, testInfo) => {
  const port = await freePort()
  const link = `listen:127.0.0.1:${port}`
  const configFile = join(folder, 'ward.json')
  const bed = { id: 'b1', label: 'Bed 1', driver: 'hl7-inbound', link, options: {} }
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
  const { page } = await launch({ configFile })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'waiting', FIRST_DATA)
  await beginShift(page, 'AB')
  await page.screenshot({ path: testInfo.outputPath('waiting.png') })
  const gateway = startGateway(port)
  try {
    await page.getByText('Setup', { exact: true }).click()
    const panel = page.getByRole('region', { name: 'Senders' })
    await expect(panel).toContainText('Nobody may send yet.')
    const row = panel.locator('.sender-row').filter({ hasText: '127.0.0.1' })
    await expect(row).toContainText('Its address is not allowed. Nothing of it was read.', KNOCKED)
    expect(gateway.accepted()).toBe(0)
    await page.screenshot({ path: testInfo.outputPath('refused.png') })

    // By keyboard: the button, then the first bed.
    await row.getByRole('button', { name: 'Bind to bed…' }).focus()
    await page.keyboard.press('Enter')
    await expect(row.getByRole('button', { name: 'Bed 1' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('status')).toContainText('127.0.0.1 now sends for Bed 1.')
    await expect(panel).toContainText('May send: 127.0.0.1.')
    await expect(panel).toContainText('1 connected: 127.0.0.1', KNOCKED)
    await page.screenshot({ path: testInfo.outputPath('bound.png') })

    await page.getByText('Ward', { exact: true }).click()
    const shown = tile(page, 'b1')
    await expect(shown).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await expect(shown).toContainText(/HR\D*\/min\D*\d\d/, KNOCKED)
    // Nothing but the document proves this driver.
    await expect(shown).toContainText('UNPROVEN DRIVER')
    expect(gateway.accepted()).toBeGreaterThan(0)
    await page.screenshot({ path: testInfo.outputPath('live.png') })
  } finally {
    gateway.close()
  }
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', /waiting|silent|unplugged/, KNOCKED)
})
