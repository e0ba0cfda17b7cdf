import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { startReceiver } from '../support/hl7-receiver.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 30_000 }
/** A connection to this PC is made or refused at once. */
const TRIED = { timeout: 15_000 }

test('a destination is added in Setup, tried against a real receiver, gets a shift, and is removed with undo', async ({
  launch,
  folder,
}, testInfo) => {
  const receiver = await startReceiver()
  try {
    const configFile = join(folder, 'ward.json')
    const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7' }]
    const patient = { id: '12345', authority: 'HOSP' }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [{ ...beds[0], patient }] }))
    const { page } = await launch({ configFile })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', START)
    await beginShift(page, 'AB')
    await page.getByText('Setup', { exact: true }).click()
    const panel = page.locator('.destinations-panel')
    await panel.scrollIntoViewIfNeeded()
    await expect(panel).toContainText('None is set up')
    await panel.getByRole('button', { name: 'Add HL7' }).click()

    // What is wrong is told field by field, in the words of the config's schema.
    await panel.getByLabel('Port of the receiver').fill('70000')
    await panel.getByLabel('Receiving facility (MSH-6)').fill('HOSP^1.2')
    await panel.getByRole('button', { name: 'Save the destination' }).click()
    await expect(panel).toContainText('Host: must not be empty.')
    await expect(panel).toContainText('Port of the receiver: must be a whole number from 1 to 65535.')
    await expect(panel).toContainText(
      'Receiving facility (MSH-6): must be a name of at most 20 characters, or',
    )
    // The first of them is in sight, whose line the next key goes to.
    await expect(panel.getByLabel('Name of the destination')).toBeFocused()
    await page.screenshot({ path: testInfo.outputPath('problems.png') })

    await panel.getByLabel('Name of the destination').fill('school')
    await panel.getByLabel('Host').fill('127.0.0.1')
    await panel.getByLabel('Receiving application (MSH-5)').fill('ENGINE')
    await panel.getByLabel('Receiving facility (MSH-6)').fill('HOSP^2.999.1^ISO')
    await panel.getByLabel('Sending facility (MSH-4)').fill('ICU')
    await panel.getByLabel('Codes of the IHE profiles').uncheck()
    await panel.getByLabel('For training').check()
    await panel.getByLabel('Port of the receiver').fill(String(await freePort()))
    await panel.getByRole('button', { name: 'Test it' }).click()
    await expect(panel.locator('.destination-bad')).toContainText('nothing listens on port', TRIED)
    await panel.getByLabel('Port of the receiver').fill(String(receiver.port))
    await panel.getByRole('button', { name: 'Test it' }).click()
    await expect(panel.locator('.destination-good')).toContainText('acknowledged a test message', TRIED)
    expect(await textFaults(page)).toEqual([])
    await page.screenshot({ path: testInfo.outputPath('tested.png') })
    await panel.getByRole('button', { name: 'Save the destination' }).click()
    await expect(panel).toContainText('school is saved and holds now.', TRIED)
    await expect(panel.locator('.destination-row')).toContainText('nothing waits')

    // It holds without a restart: a shift arrives.
    await page.getByText('Handover', { exact: true }).click()
    const send = page.locator('.send-box')
    await expect(async () => {
      await send.getByRole('button', { name: 'Send the summary' }).click()
      await expect(send.getByRole('status')).toContainText('Delivered to school', { timeout: 5_000 })
    }).toPass(START)
    const names = () => receiver.messages().map((segments) => segments.map(([name]) => name))
    expect(names()[0]).toEqual(['MSH', 'NCK'])
    expect(names()[1]).toEqual(expect.arrayContaining(['MSH', 'PID', 'OBR', 'OBX']))
    for (const [header] of receiver.messages())
      expect(header?.slice(4, 7)).toEqual(['ICU', 'ENGINE', 'HOSP^2.999.1^ISO'])
    // No code of the IHE profiles, as was asked.
    const rows = receiver.messages()[1]?.filter(([name]) => name === 'OBX') ?? []
    expect(new Set(rows.map((row) => row[8] ?? ''))).toEqual(new Set(['']))

    // A removal can be taken back, and then holds.
    await page.getByText('Setup', { exact: true }).click()
    await panel.scrollIntoViewIfNeeded()
    await panel.getByRole('button', { name: 'Remove school' }).click()
    await panel.getByRole('button', { name: 'Undo' }).click()
    await expect(panel.locator('.destination-row')).toHaveCount(1)
    await page.screenshot({ path: testInfo.outputPath('listed.png') })
    await panel.getByRole('button', { name: 'Remove school' }).click()
    await expect(page.locator('.status-bar')).toContainText('off', TRIED)
    await expect(panel).toContainText('None is set up')
  } finally {
    await receiver.stop()
  }
})

test('what waits for a destination that is removed is told, and kept until somebody decides', async ({
  launch,
  folder,
}, testInfo) => {
  const configFile = join(folder, 'ward.json')
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7' }]
  const nobody = { id: 'his', type: 'mllp', host: '127.0.0.1', port: await freePort(), training: true }
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds, destinations: [nobody] }))
  const { page } = await launch({ configFile })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', START)
  await beginShift(page, 'AB')
  await page.getByText('Handover', { exact: true }).click()
  const send = page.locator('.send-box')
  await expect(async () => {
    await send.getByRole('button', { name: 'Send the summary' }).click()
    await expect(send.getByRole('status')).toContainText(/cannot be reached|waits|waiting/, {
      timeout: 5_000,
    })
  }).toPass(START)
  await page.getByText('Setup', { exact: true }).click()
  const panel = page.locator('.destinations-panel')
  await panel.scrollIntoViewIfNeeded()
  await panel.getByRole('button', { name: 'Remove his' }).click()
  await expect(panel).toContainText(
    'Waiting for his: 1. Keep them until somebody decides, or remove them too?',
  )
  await page.screenshot({ path: testInfo.outputPath('asked.png') })
  await panel.getByRole('button', { name: 'Keep what waits' }).click()
  await expect(panel).toContainText('his is not set up any more. Waiting for it: 1.', TRIED)
  expect(await textFaults(page)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('gone.png') })
  await panel.getByRole('button', { name: 'Remove what waits for his' }).click()
  await panel.getByRole('button', { name: 'Remove it for good' }).click()
  await expect(panel).not.toContainText('Waiting for it', TRIED)
})
