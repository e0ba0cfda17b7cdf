import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { storeMinutes } from '../support/stored-minutes.ts'
import { beginShift, tiles } from '../support/ward.ts'

const STARTED = { timeout: 20_000 }
/** The record of forty minutes is read and drawn; the machine is shared. */
const READ = { timeout: 15_000 }
const MINUTE_MS = 60_000
const STRIP_MS = 16_000

/** Waits until a moment lies on the strip, which shows 16 s at this size of the window. */
async function untilOnStrip(page: Page, utcMs: number): Promise<void> {
  const distance = async () => {
    const fromUtcMs = new Date(await page.locator('.review-at').inputValue()).getTime()
    return Math.abs(fromUtcMs + STRIP_MS / 2 - utcMs)
  }
  await expect.poll(distance, READ).toBeLessThan(STRIP_MS / 2)
}

test('any stored minute is seen while the ward goes on: alarm, gap, calipers, two strips side by side, and on paper', async ({
  launch,
  folder,
}, testInfo) => {
  // What is stored ends a moment before the app begins.
  const stored = storeMinutes(join(folder, 'data'), 'b1', Math.floor(Date.now() / 1_000) * 1_000 - 5_000)
  const configFile = join(folder, 'ward.json')
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=1' }
  writeFileSync(configFile, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  const { page, application } = await launch({ configFile })
  await expect(tiles(page)).toHaveCount(1, STARTED)
  await beginShift(page, 'AB')
  await page.locator('.tab', { hasText: 'Review' }).click()
  await page.locator('.segment', { hasText: '1 h' }).click()

  await page.locator('.review-events button', { hasText: 'SpO2 LOW' }).click(READ)
  await untilOnStrip(page, stored.alarmUtcMs)
  await expect(page.locator('.moment')).toContainText('84 %', READ)
  await expect(page.locator('.minute-row')).toHaveCount(5, READ)
  await expect(page.locator('.alarm-flag')).toContainText('SpO2 LOW')
  await expect(page.locator('.hole-length')).toHaveText('0.4 s')
  await expect(page.locator('.simulated-word').first()).toHaveText('SIMULATED')

  await page.getByRole('button', { name: 'Mark', exact: true }).click()
  await expect(page.locator('.review-events')).toContainText('Marked moment (AB)', READ)

  await page.getByRole('button', { name: 'Calipers' }).click()
  const ecg = await page.locator('.strip-row.kind-ecg').boundingBox()
  if (ecg === null) throw new Error('there is no ECG on the strip')
  await page.mouse.move(ecg.x + 200, ecg.y + ecg.height / 2)
  await page.mouse.down()
  await page.mouse.move(ecg.x + 294, ecg.y + ecg.height / 2, { steps: 4 })
  await page.mouse.up()
  // 94 px are a second at 25 mm/s on a screen of 0.277 mm a pixel; both ends snap within 60 ms.
  await expect(page.locator('.calipers-values')).toHaveText(
    /^(0\.(8[89]|9)|1\.[01])\d* s\d* ?\d+ \/min\d+\.\d\d mV$/,
  )
  await page.screenshot({ path: testInfo.outputPath('review.png') })

  await page.getByRole('button', { name: 'Hold to compare' }).click()
  await page.keyboard.press('Shift+ArrowLeft')
  await untilOnStrip(page, stored.alarmUtcMs - MINUTE_MS)
  await expect(page.locator('.held .alarm-flag')).toContainText('SpO2 LOW')
  await page.screenshot({ path: testInfo.outputPath('compared.png') })
  await page.getByRole('button', { name: 'Let go' }).click()

  await page.locator('.review-events button', { hasText: 'cable' }).click()
  await expect(page.locator('.strip-section')).toContainText(/\d+\.\d s/, READ)
  await page.screenshot({ path: testInfo.outputPath('gap.png') })
  await page.keyboard.press('n')
  await untilOnStrip(page, stored.alarmUtcMs)

  const path = join(folder, 'strip.pdf')
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: 'Print strip' }).click()
  await expect(page.locator('.review-problem')).toContainText('strip.pdf', READ)
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  await testInfo.attach('strip.pdf', { path })
  writeFileSync(testInfo.outputPath('strip.pdf'), readFileSync(path))

  await page.keyboard.press('Escape')
  await expect(tiles(page)).toHaveCount(1)
})

test('a bed without a record says so, and typed times beyond now stay at now', async ({ launch, folder }) => {
  const configFile = join(folder, 'ward.json')
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'serial:/dev/vigil-none' }
  writeFileSync(configFile, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  const { page } = await launch({ configFile })
  await expect(tiles(page)).toHaveCount(1, STARTED)
  await page.locator('.tab', { hasText: 'Review' }).click()
  await expect(page.locator('.review')).toContainText('Nothing is recorded of this bed in this time', READ)
  await page.locator('.review-at').fill('2099-01-01T00:00:00')
  const shown = await page.locator('.review-at').inputValue()
  expect(new Date(shown).getTime()).toBeLessThanOrEqual(Date.now())
})
