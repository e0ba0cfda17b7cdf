import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answerSaveDialog } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOutside } from '../support/outside.ts'
import { storeAlarms } from '../support/stored-alarms.ts'
import { beginShift, tiles } from '../support/ward.ts'

const STARTED = { timeout: 20_000 }
const MINUTE_MS = 60_000
/** All but the first minute of what is stored. */
const PERIOD_MS = 54 * MINUTE_MS
/** An hour is replayed twice on the reading worker; the machine is shared. */
const REPLAYED = { timeout: 30_000 }

/** By the wall clock of the window, as its input for times wants it. */
function written(utcMs: number): string {
  return new Date(utcMs - new Date(utcMs).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16)
}

async function less(page: Page, what: string, times: number): Promise<void> {
  const button = page.getByRole('button', { name: `${what}: lower`, exact: true })
  for (let step = 0; step < times; step++) await button.click()
}

test('other limits on a stored hour: how many alarms instead of how many, and what would be missed', async ({
  launch,
  folder,
}, testInfo) => {
  const toUtcMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  storeAlarms(join(folder, 'data'), 'b1', toUtcMs)
  const configFile = join(folder, 'ward.json')
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=1' }
  writeFileSync(configFile, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  const { page, application } = await launch({ configFile })
  await expect(tiles(page)).toHaveCount(1, STARTED)
  await beginShift(page, 'AB')
  await page.getByRole('button', { name: 'Alarms', exact: true }).click()
  await page.getByRole('button', { name: 'Burden and what if', exact: true }).click()

  await page.getByLabel('How far back').selectOption('Other times')
  await expect(page.locator('.what-if-period')).toContainText('Give both times.')
  // Up to the start of the app: its first patient begins without an age class.
  await page.getByLabel('From', { exact: true }).fill(written(toUtcMs - PERIOD_MS))
  await page.getByLabel('To', { exact: true }).fill(written(toUtcMs))

  const burden = page.locator('.burden')
  await expect(burden.locator('.bar-row')).toContainText('Bed 1', REPLAYED)
  await expect(burden.locator('.burden-repeated')).toContainText('HR high')
  await burden.getByRole('button', { name: 'By parameter' }).click()
  await expect(burden.locator('.bar-row').filter({ hasText: 'HR high' })).toBeVisible()

  const verdict = page.locator('.verdict')
  await expect(verdict).toContainText('SIMULATED')
  const tried = verdict.locator('.verdict-counts b').first()
  const was = verdict.locator('.verdict-counts .was')
  await expect(was).toHaveText(/^\d+$/, REPLAYED)
  const before = Number(await was.textContent())
  expect(before).toBeGreaterThan(30)
  await expect(tried).toHaveText(String(before))
  await expect(page.locator('.missed-alarms')).toContainText('Alarms that would not come: 0')

  // 120 to 130 is above each fast stretch: only the dips are left.
  const more = page.getByRole('button', { name: 'HR high: higher', exact: true })
  await more.focus()
  for (let step = 0; step < 10; step++) await page.keyboard.press('Enter')
  await expect(page.locator('.missed-alarms')).toContainText('HR high, 125 at worst', REPLAYED)
  expect(Number(await tried.textContent())).toBeLessThan(before / 2)
  await expect(verdict.locator('.verdict-marks')).toContainText('none')
  await expect(verdict.locator('.verdict-marks')).toContainText('1 of 1 still alarm')
  const sentence = `${await tried.textContent()} alarms instead of ${before}, and these marked events would have been missed: none.`
  await expect(verdict).toContainText(sentence)
  await page.screenshot({ path: testInfo.outputPath('what-if-1920.png') })

  // The same sentence on paper, with the limits both ways; nothing else of the window prints.
  const pdf = join(folder, 'what-if.pdf')
  await answerSaveDialog(application, pdf)
  await page.getByRole('button', { name: 'Print to PDF' }).click()
  await expect(page.locator('.trial-class')).toContainText(`Saved as ${pdf}`, REPLAYED)
  const text = startOutside('pdftotext', ['-layout', pdf, '-'])
  expect(await text.ended).toBe(0)
  const printed = text.output().replace(/\s+/g, ' ')
  for (const part of [
    sentence,
    'SIMULATED',
    'NOT A MEDICAL DEVICE',
    'still alarms',
    'HR high',
    'does not predict',
  ]) {
    expect(printed).toContain(part)
  }
  expect(printed).not.toMatch(/Alarm burden|RR low/)
  copyFileSync(pdf, testInfo.outputPath('what-if.pdf'))

  // A limit that takes the bound along which nobody can switch off says so, and what it costs.
  await less(page, 'SpO2 low', 12)
  await expect(verdict).toContainText(
    'These limits move bounds that are always on: SpO₂ 80, then 70.',
    REPLAYED,
  )
  await expect(verdict.locator('.what-if-warning').first()).toBeVisible()
  await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1_366, 768),
  )
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1_366)
  await page.screenshot({ path: testInfo.outputPath('what-if-1366.png') })

  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(tried).toHaveText(String(before), REPLAYED)
  await page.getByLabel('Age class').selectOption('Neonate')
  await expect(page.locator('.tried-limits')).toContainText('always on', REPLAYED)
})
