import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 30_000 }
/** A summary is made of the record, and a closed port refuses at once. */
const TRIED = { timeout: 15_000 }

test('what cannot be delivered waits, says so on every screen, and is paused or removed in Setup', async ({
  launch,
  folder,
}, testInfo) => {
  const configFile = join(folder, 'ward.json')
  const nobody = { type: 'mllp', host: '127.0.0.1', port: await freePort(), ack: 'ihe', training: true }
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7' }]
  writeFileSync(
    configFile,
    JSON.stringify({ station: 'test', beds, destinations: [{ id: 'school', ...nobody }] }),
  )
  const { page } = await launch({ configFile })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', START)
  await beginShift(page, 'AB')
  await page.getByText('Handover', { exact: true }).click()
  // Numbers come every five seconds: without one there is nothing to send.
  const send = page.locator('.send-box')
  await expect(async () => {
    await send.getByRole('button', { name: 'Send the summary' }).click()
    await expect(send.getByRole('status')).toContainText(/cannot be reached|waits/, { timeout: 5_000 })
  }).toPass(START)
  const exportField = page.locator('.status-bar')
  await expect(exportField).toContainText(/1 waiting, oldest \d\d:\d\d, (next try in|sending)/, TRIED)
  await page.screenshot({ path: testInfo.outputPath('waiting.png') })

  await page.getByText('Setup', { exact: true }).click()
  const panel = page.locator('.outbox-panel')
  await panel.scrollIntoViewIfNeeded()
  await expect(panel).toContainText('Summary of Bed 1')
  await expect(panel).toContainText('cannot be reached', TRIED)
  expect(await textFaults(page)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('panel.png') })
  await panel.getByRole('button', { name: 'Pause school' }).click()
  await expect(exportField).toContainText('paused', TRIED)
  await panel.getByRole('button', { name: 'Remove', exact: true }).click()
  await panel.getByRole('button', { name: 'Remove it for good' }).click()
  await expect(panel.locator('.outbox-row')).toHaveCount(0, TRIED)
  await expect(exportField).not.toContainText('waiting')
})
