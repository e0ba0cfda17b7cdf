import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { adtText } from '../../electron/engine/admissions/testing/adt-text.ts'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 30_000 }
/** A message is stored before it is answered and shown. */
const STORED = { timeout: 15_000 }

test('who comes to a bed is proposed by the hospital and connected by two identifiers alone', async ({
  launch,
  folder,
}, testInfo) => {
  const port = await freePort()
  const configFile = join(folder, 'ward.json')
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'tcp:127.0.0.1:9' }]
  const admissions = {
    listen: `listen:127.0.0.1:${port}?from=127.0.0.1`,
    places: { 'ICU^R2^B04': 'b1' },
  }
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds, admissions }))
  const { page } = await launch({ configFile })
  await expect(tile(page, 'b1')).toBeVisible(START)
  await beginShift(page, 'AB')
  // Whether the tone was heard goes before what can wait.
  await page.getByRole('button', { name: 'Heard', exact: true }).click()
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write(`\x0b${adtText('A01')}\x1c\r`)
    await page.getByRole('button', { name: 'Look at them' }).click(STORED)
    const panel = page.locator('.identity-panel')
    await expect(panel).toContainText('Comes to Bed 1')
    await panel.getByRole('button', { name: 'Compare and confirm' }).click()
    await page.screenshot({ path: testInfo.outputPath('proposal.png') })
    expect(await textFaults(page)).toEqual([])
    await page.getByLabel('Identifier, typed or scanned').fill('4712')
    await page.getByLabel('Birth date').fill('1970-12-31')
    await panel.getByRole('button', { name: 'Adult' }).click()
    await panel.getByRole('button', { name: 'No', exact: true }).click()
    await panel.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(panel.getByRole('alert')).toContainText('The identifier typed is not that of the patient')
    await page.getByLabel('Identifier, typed or scanned').fill('4711')
    await panel.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(panel).toContainText('Nothing waits.', STORED)
    await expect(tile(page, 'b1')).toContainText('711')
    await page.screenshot({ path: testInfo.outputPath('confirmed.png') })

    // The number of the visit comes later: it is proposed like a name.
    const later = { controlId: 'C2', at: '20260105090000+0000', visit: 'V778899^^^HOSP^VN' }
    socket.write(`\x0b${adtText('A08', later)}\x1c\r`)
    await expect(panel).toContainText('Visit number: not known → V778899', STORED)
    await panel.getByRole('button', { name: 'Compare and confirm' }).click()
    await page.screenshot({ path: testInfo.outputPath('visit.png') })
    expect(await textFaults(page)).toEqual([])
    await page.getByLabel('Identifier, typed or scanned').fill('4711')
    await page.getByLabel('Birth date').fill('1970-12-31')
    await panel.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(panel).toContainText('Nothing waits.', STORED)
  } finally {
    socket.destroy()
  }
})
