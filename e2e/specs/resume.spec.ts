import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import type { StoredGap } from '../../electron/engine/store/types.ts'
import { answerSaveDialog } from '../support/app.ts'
import { runEarlier } from '../support/earlier-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOutside } from '../support/outside.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { bedIds, beginShift, tile, tiles } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** Seconds are committed one by one; the machine is shared. */
const RECORDED = { withinMs: 20_000, because: 'one commit a second' }
/** Main looks twice a second and waits for 3 s of silence; then an engine starts. */
const FOUND_OUT = { withinMs: 20_000, because: '3 s of silence, and a start on two shared cores' }
const YEAR_MS = 365 * 86_400_000
const AGO_MS = 20 * 60_000
const SWITCH = 'Start Vigil when this user logs in to the PC'

function gapsOf(dataDir: string, bed: string): readonly StoredGap[] {
  const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
  try {
    return reader.gaps(bed, 0, Number.MAX_SAFE_INTEGER)
  } finally {
    reader.close()
  }
}

function clock(page: Page, utcMs: number): Promise<string> {
  return page.evaluate(
    (at) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
    utcMs,
  )
}

test('after a start the screen says how long Vigil was away, bed and shift page show the gaps with cause and evidence, and the clock of the monitor', async ({
  launch,
  folder,
}, testInfo) => {
  const { configFile, toUtcMs } = await runEarlier(folder, AGO_MS)
  const { application, page } = await launch({ configFile })
  await expect(tiles(page)).toHaveCount(1, { timeout: FIRST_DATA.withinMs })
  await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', { timeout: FIRST_DATA.withinMs })
  const photograph = (name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })

  const strip = page.locator('.strip')
  await expect(strip).toContainText(/^Vigil was not running for 1[78] min, /)
  await expect(strip).toContainText(`from ${await clock(page, toUtcMs)} to `)
  await expect(strip).toContainText('it was closed. Version 0.0.9 ran before.')
  await beginShift(page, 'AB')
  // The question about the test tone goes first.
  await page.getByRole('button', { name: 'Later', exact: true }).click()
  await photograph('away')
  await strip.getByRole('button', { name: 'Read' }).click()
  await expect(strip).toHaveCount(0)

  const appClosed = await until('The gap between the runs', RECORDED, () => {
    return gapsOf(join(folder, 'data'), 'b1').find(({ cause }) => cause === 'appClosed') ?? null
  })
  // Numbers come every five seconds, waves may wait for their packet.
  expect(Math.abs(appClosed.fromUtcMs - toUtcMs)).toBeLessThan(6_000)

  await page.locator('.tabs').getByText('Bed', { exact: true }).click()
  const recent = page.locator('.recent')
  await expect(recent.locator('.recent-gaps')).toContainText('Vigil was closed.', {
    timeout: FIRST_DATA.withinMs,
  })
  await expect(recent.locator('.recent-gaps')).toContainText('last good frame: ')
  await expect(recent.locator('.recent-clock')).toContainText("The monitor's clock ")
  await photograph('bed')

  await page.locator('.tabs').getByText('Handover').click()
  // A shift may have begun since the earlier run ended.
  await page.getByRole('button', { name: 'Last 1 h' }).click()
  const sheets = page.locator('.sheet')
  await expect(sheets.first()).toBeVisible({ timeout: FIRST_DATA.withinMs })
  await expect(sheets.first()).toContainText("The monitor's clock ")
  await expect(sheets.last().locator('.event-detail').filter({ hasText: 'Vigil was closed.' })).toHaveCount(1)
  await expect(
    sheets.last().locator('.event-detail').filter({ hasText: 'last good frame: ' }).first(),
  ).toBeVisible()
  await photograph('shift')
  await sheets.last().screenshot({ path: testInfo.outputPath('sheet.png') })

  const pdf = join(folder, 'shift.pdf')
  await answerSaveDialog(application, pdf)
  await page.getByRole('button', { name: 'Print to PDF' }).click()
  await expect(page.getByText(`Saved as ${pdf}`)).toBeVisible()
  const text = startOutside('pdftotext', [pdf, '-'])
  expect(await text.ended).toBe(0)
  const evidence = ['Vigil closed', 'Vigil was closed.', 'Monitor silent', 'last good frame: ']
  for (const printed of [...evidence, "The monitor's clock is "])
    expect(text.output().replace(/\s+/g, ' ')).toContain(printed)
})

test('a PC clock that was set back a year is told on every screen, and the record goes on', async ({
  launch,
  folder,
}, testInfo) => {
  const ahead = await runEarlier(folder, -YEAR_MS)
  const dataDir = join(folder, 'data')
  const before = recordedStretches(dataDir, 'b1')
  const { page } = await launch({ configFile: ahead.configFile })
  const strip = page.locator('.strip')
  await expect(strip).toContainText('The clock of this PC was set back by at least 365 days', {
    timeout: FIRST_DATA.withinMs,
  })
  await beginShift(page, 'AB')
  // The question about the test tone goes first.
  await page.getByRole('button', { name: 'Later', exact: true }).click()
  await page.screenshot({ path: testInfo.outputPath('set-back.png') })
  const now = await until('The record of the present', RECORDED, () => {
    const stretches = recordedStretches(dataDir, 'b1')
    return stretches.length > before.length ? stretches : null
  })
  expect(now.slice(-before.length)).toEqual(before)
  expect(gapsOf(dataDir, 'b1')).toContainEqual(
    expect.objectContaining({
      cause: 'clockJump',
      evidence: expect.stringContaining('before the end of the record'),
    }),
  )
  // The strip can be read away; the alarm of the station stands for an hour.
  await expect(page.locator('.banner')).toContainText('Clock of this PC was set: compare it with a watch')
  await page.screenshot({ path: testInfo.outputPath('clock-alarm.png') })
  await page.getByText('Setup', { exact: true }).click()
  await expect(page.locator('.notice-line', { hasText: 'set back' }).first()).toContainText(
    'set back by at least 365 days',
  )
  await strip.getByRole('button', { name: 'Read' }).click()
  await expect(strip).toHaveCount(0)
})

test('an engine that hangs is started again: the bed shows NO DATA meanwhile, and the record keeps why', async ({
  launch,
  folder,
}, testInfo) => {
  const app = await launch()
  const { page } = app
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const dataDir = join(folder, 'data')
  const beds = await bedIds(page)
  const [bed = ''] = beds
  for (const one of beds) {
    await until(`The record of ${one}`, RECORDED, () => recordedStretches(dataDir, one).length > 0)
  }
  const stopped = await app.enginePid()
  // Another engine is soon there: each frame is looked at.
  const noData = page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('.tile[data-bed] .state-line')].filter((line) =>
        line.textContent?.includes('No data'),
      ).length === count,
    beds.length,
    { polling: 'raf', timeout: FOUND_OUT.withinMs },
  )
  const stoppedUtcMs = Date.now()
  process.kill(stopped, 'SIGSTOP')
  try {
    await noData
    await page.screenshot({ path: testInfo.outputPath('hung.png') })
    await until('Another engine', FOUND_OUT, async () => {
      return (await app.enginePid().catch(() => stopped)) !== stopped
    })
    expect(existsSync(`/proc/${stopped}`)).toBe(false)
  } finally {
    if (existsSync(`/proc/${stopped}`)) process.kill(stopped, 'SIGKILL')
  }
  await expect(tile(page, bed)).toHaveAttribute('data-link', 'live', { timeout: FIRST_DATA.withinMs })
  for (const one of beds) {
    const hung = await until(`The hang in the ledger of ${one}`, RECORDED, () => {
      return gapsOf(dataDir, one).find(({ cause }) => cause === 'hung') ?? null
    })
    expect(hung).toMatchObject({
      channel: null,
      evidence: expect.stringMatching(
        /^The engine gave no sign of life for \d+\.\d s and was started again\.$/,
      ),
    })
    // What was on its way when it stopped is not in the record.
    expect(Math.abs(hung.fromUtcMs - stoppedUtcMs)).toBeLessThan(2_500)
    expect(hung.toUtcMs - hung.fromUtcMs).toBeGreaterThan(2_000)
  }
  await page.locator('.tabs').getByText('Bed', { exact: true }).click()
  await expect(page.locator('.recent-gaps')).toContainText('gave no sign of life', {
    timeout: FIRST_DATA.withinMs,
  })
})

test('the switch in Setup has the system start Vigil on this record when its user logs in', async ({
  launch,
  folder,
}, testInfo) => {
  const configDir = join(folder, 'config')
  const { page } = await launch({ environment: { XDG_CONFIG_HOME: configDir } })
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  await beginShift(page, 'AB')
  await page.getByText('Setup', { exact: true }).click()
  const start = page.getByLabel(SWITCH)
  const file = join(configDir, 'autostart', 'vigil.desktop')
  await expect(start).toBeEnabled()
  await expect(start).not.toBeChecked()
  await start.check()
  await start.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('switch.png') })
  const entry = readFileSync(file, 'utf8')
  expect(entry).toContain(`"--data" "${join(folder, 'data')}"`)
  await page.reload()
  await page.getByText('Setup', { exact: true }).click()
  await expect(start).toBeChecked()
  await start.uncheck()
  await expect.poll(() => existsSync(file)).toBe(false)
})

test('a ward that nobody sees for a while is not loaded again, and its record has no hole', async ({
  launch,
  folder,
}) => {
  const app = await launch()
  await expect(tiles(app.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const dataDir = join(folder, 'data')
  const [bed = ''] = await bedIds(app.page)
  const before = await app.rendererPid()
  // As when another user of the PC has the screen; a window that hangs is found after 10 s.
  await app.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const hiddenUtcMs = Date.now()
  const AWAY = { withinMs: 40_000, because: 'more than the 10 s after which a window counts as hung' }
  await until('Twelve seconds of record', AWAY, () => {
    return (recordedStretches(dataDir, bed).at(-1)?.toUtcMs ?? 0) > hiddenUtcMs + 12_000
  })
  await app.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
  await expect(tile(app.page, bed)).toHaveAttribute('data-link', 'live')
  expect(await app.rendererPid()).toBe(before)
  expect(recordedStretches(dataDir, bed)).toHaveLength(1)
})
