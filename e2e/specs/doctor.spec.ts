import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { answerSaveDialog } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { untilMoving } from '../support/movement.ts'
import { vigil } from '../support/outside.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { beginShift, regionOf, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 20_000 }
/** The driver asks again every few seconds until the monitor answers. */
const ANSWER = { timeout: 30_000 }
const LISTEN_ONLY = 'Listen only: nothing is written to the line'
const MOVING = { withinMs: 20_000, because: 'the bed opens the line that the test has given up' }

test('a line shows its numbers, waves, bytes and frames before it goes to a bed, and then goes to one', async ({
  launch,
  folder,
  picture,
}, testInfo) => {
  const cable = await openSerialPair(folder)
  const monitor = vigil(['simulate', '--driver', 'ge-s5', '--port', cable.monitorEnd, '--seconds', '600'])
  try {
    const { page, application } = await launch()
    await expect(tiles(page)).toHaveCount(5, START)
    await beginShift(page, 'AB')
    await page.getByText('Setup', { exact: true }).click()
    const doctor = page.locator('.doctor')
    await page.getByRole('button', { name: 'Add a bed' }).click()
    await page.getByLabel('Line', { exact: true }).fill(`serial:${cable.stationEnd}`)
    await doctor.getByRole('button', { name: 'Test the line' }).click()
    await expect(doctor.locator('.check-sentence')).toHaveText(
      'The monitor answers, and what it sends can be read.',
      ANSWER,
    )
    await expect(doctor.locator('.doctor-steps li')).toHaveCount(8)
    await expect(doctor.locator('.doctor-steps li').nth(2)).toContainText('19200 8E1')
    await expect(doctor.locator('.doctor-steps [data-state="failed"]')).toHaveCount(0)
    await expect(doctor.locator('.doctor-values')).toContainText('147842')
    await expect(doctor.locator('.doctor-wave').first()).toContainText('II')
    await expect(doctor.locator('.doctor-bytes code').first()).toContainText(/^([0-9A-F]{2} ?)+/)
    // Without a bed nothing is watched: no tile more.
    await expect(page.locator('.app-bar')).toContainText('5 of 5 beds watched')
    // One sweep of the picture.
    await expect
      .poll(() => doctor.locator('.doctor-wave path').first().getAttribute('d'), ANSWER)
      .toMatch(/^M0 .*479/s)
    await page.screenshot({ path: testInfo.outputPath('doctor.png') })
    await doctor.locator('.doctor-bytes').scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('doctor-bytes.png') })

    const capture = join(folder, 'line.vcap')
    await answerSaveDialog(application, capture)
    await doctor.getByRole('button', { name: 'Save a capture' }).click()
    await expect(doctor.getByRole('status')).toHaveText(`Saved as ${capture}.`)
    const decoded = vigil(['decode', '--driver', 'ge-s5', capture, '--summary', '--json'])
    expect(await decoded.ended, decoded.output()).toBe(0)
    expect(decoded.output()).toContain('MDC_ECG_HEART_RATE')
    expect(decoded.output()).not.toContain('damaged')
    const report = join(folder, 'line.txt')
    await answerSaveDialog(application, report)
    await doctor.getByRole('button', { name: 'Save a report' }).click()
    await expect(doctor.getByRole('status')).toHaveText(`Saved as ${report}.`)
    expect(readFileSync(report, 'utf8')).toContain('The monitor answers, and what it sends can be read.')
    // A folder that is not there: said, and the test goes on.
    await answerSaveDialog(application, join(folder, 'nowhere', 'line.txt'))
    await doctor.getByRole('button', { name: 'Save a report' }).click()
    await expect(doctor.getByRole('status')).toContainText('could not be written (ENOENT)')

    await doctor.getByRole('button', { name: 'Save the bed' }).click()
    await expect(doctor.locator('.doctor-steps li').last()).toHaveAttribute('data-state', 'done', ANSWER)
    await page.getByText('Ward', { exact: true }).click()
    await expect(tile(page, 'b6')).toHaveAttribute('data-link', 'live', ANSWER)
    const trace = tile(page, 'b6').locator('.wave-trace').first()
    await trace.waitFor(ANSWER)
    await untilMoving(picture, await regionOf(trace), MOVING)
  } finally {
    await monitor.stop()
    await cable.close()
  }
})

test('a line that says nothing, one that is not there, and one of noise each get their advice @waits', async ({
  launch,
}, testInfo) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => socket.write(Uint8Array.from({ length: 200 }, (_, at) => (at * 73) & 0xff)))
  })
  /** Bytes that came to the quiet monitor, one number for each time the line was opened. */
  const written: number[] = []
  const quiet = createServer((socket) => {
    const opened = written.push(0) - 1
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      written[opened] = (written[opened] ?? 0) + bytes.length
    })
  })
  const portOf = (one: typeof server) =>
    new Promise<number>((resolve) => {
      one.listen(0, '127.0.0.1', () => {
        const address = one.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  const ports = [await portOf(server), await portOf(quiet)]
  try {
    const { page } = await launch()
    await expect(tiles(page)).toHaveCount(5, START)
    await beginShift(page, 'AB')
    await page.getByText('Setup', { exact: true }).click()
    await page.getByRole('button', { name: 'Add a bed' }).click()
    const doctor = page.locator('.doctor')
    const tryLine = async (line: string) => {
      await page.getByLabel('Line', { exact: true }).fill(line)
      await doctor.getByRole('button', { name: 'Test the line' }).click()
    }
    await tryLine(`tcp:127.0.0.1:${ports[1]}`)
    await expect(doctor.locator('.check-sentence')).toHaveText('Nothing arrives.', ANSWER)
    await expect(doctor.locator('.doctor-advice li').first()).toContainText('Check the cable')
    expect(written[0]).toBeGreaterThan(0)
    await doctor.getByLabel(LISTEN_ONLY).check()
    await expect(doctor.locator('.doctor-advice')).toContainText('nothing was written', ANSWER)
    expect(written).toHaveLength(2)
    expect(written[1]).toBe(0)
    await expect(doctor.locator('.doctor-bytes')).toHaveCount(0)
    await page.getByLabel('Line', { exact: true }).fill(`tcp:127.0.0.1:${ports[0]}`)
    // Another line does not begin to write by itself.
    await expect(doctor.getByLabel(LISTEN_ONLY)).toBeChecked()
    await doctor.getByLabel(LISTEN_ONLY).uncheck()
    await tryLine(`tcp:127.0.0.1:${ports[0]}`)
    await expect(doctor.locator('.check-sentence')).toContainText('none of them can be read', ANSWER)
    await page.screenshot({ path: testInfo.outputPath('noise.png') })
    await tryLine('serial:/dev/vigil-nobody')
    await expect(doctor.locator('.check-sentence')).toContainText('is not there', ANSWER)
    await tryLine('nonsense')
    await expect(doctor.getByRole('alert')).toBeVisible(ANSWER)
  } finally {
    server.close()
    quiet.close()
  }
})
