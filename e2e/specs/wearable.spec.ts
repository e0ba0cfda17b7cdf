import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'
import { startStrap } from '../support/strap.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const FIRST_DATA = { timeout: 45_000 }
/** A wearable is out of reach after half a minute. */
const GAP = { timeout: 60_000 }
/** Where alarms and the facts of a bed are told: no ellipsis there (UI.md 11, mistake 4). */
const TOLD_WHOLE = '.small-notes, .small-facts, .small-key, .state-line, .banner'
const LANGUAGES = [
  ['fr', 'Capteur porté', 'Dernier contact'],
  ['es', 'Sensor corporal', 'Último contacto'],
  ['pt', 'Vestível', 'Último contato'],
  ['ar', 'جهاز يُلبس', 'آخر اتصال'],
] as const

test('a bed with a wearable says so, with battery and last contact, and its gap is no alarm at once @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(240_000)
  const strap = await startStrap()
  try {
    const worn = { id: 'b1', label: 'Bed 1', driver: 'ble-health', link: strap.link }
    const others = [2, 3, 4, 5, 6].map((number) => ({
      id: `b${number}`,
      label: `Bed ${number}`,
      driver: number === 3 ? 'ble-health' : 'ge-s5',
      link: `sim:stable?seed=${number}`,
    }))
    const configFile = join(folder, 'ward.json')
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [worn, ...others] }))
    const { page } = await launch({ configFile })
    const shown = tile(page, 'b1')
    await expect(shown).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await expect(shown.locator('.worn-chip')).toHaveAttribute('title', 'WEARABLE')
    await expect(shown.locator('.bedside')).toHaveText('no bedside alarms, no limits')
    await expect(shown.locator('.state-line')).toHaveText(/Last contact \d\d:\d\d · battery 87 %/)
    await expect(shown).toContainText('Wearable: no wave from this sensor')
    await expect(shown.locator('.number', { hasText: 'PR' }).locator('.number-value')).toHaveText('72')
    await expect(tile(page, 'b2').locator('.worn-chip')).toHaveCount(0)
    await expect(shown.locator('.worn-trend path').first()).toBeAttached(FIRST_DATA)
    await expect.poll(() => textFaults(page, TOLD_WHOLE)).toEqual([])
    await page.screenshot({ path: testInfo.outputPath('ward.png') })

    for (const [language, name, contact] of LANGUAGES) {
      await page.locator('.tab').last().click()
      await page.locator(`.choice-option[lang="${language}"]`).click()
      await page.locator('.tab').first().click()
      await expect(shown.locator('.worn-chip')).toBeVisible()
      await expect(shown.locator('.wave-none')).toContainText(name)
      await expect(shown.locator('.state-line')).toContainText(contact)
      await expect.poll(() => textFaults(page, TOLD_WHOLE), { message: language }).toEqual([])
      await page.screenshot({ path: testInfo.outputPath(`ward-${language}.png`) })
    }
    await page.locator('.tab').last().click()
    await page.locator('.choice-option[lang="en"]').click()
    await page.locator('.tab').first().click()

    await shown.click()
    const view = page.locator('.bed-main')
    await expect(view.locator('.chip', { hasText: 'WEARABLE' })).toBeVisible()
    await expect(view.locator('.state-line')).toHaveText(/Last contact \d\d:\d\d · battery 87 %/)
    const facts = page.locator('.facts', { hasText: 'Battery' })
    await expect(facts).toContainText(/87 %, told at \d\d:\d\d/)
    await page.screenshot({ path: testInfo.outputPath('bed.png') })
    await page.keyboard.press('Escape')

    strap.reach(false)
    await expect(shown.locator('.wave-cover.hatched')).toContainText('Wearable: no contact', GAP)
    await expect(shown).toHaveAttribute('data-link', 'silent')
    await expect(shown.locator('.state-line')).toContainText(/No contact since \d\d:\d\d/)
    await expect(shown.locator('.number-value', { hasText: /\d/ })).toHaveCount(0)
    await expect(shown.locator('.state-line.alarm-fill')).toHaveCount(0)
    await expect(shown).toHaveClass(/edge-none/)
    await page.screenshot({ path: testInfo.outputPath('gap.png') })

    strap.reach(true)
    await expect(shown.locator('.wave-cover')).toHaveCount(0)
    await expect(shown.locator('.number', { hasText: 'PR' }).locator('.number-value')).toHaveText('72')

    // The bridge itself goes: that is no gap of the radio.
    await strap.close()
    await expect(shown.locator('.state-line.alarm-fill')).toContainText('No data', GAP)
    await page.screenshot({ path: testInfo.outputPath('pulled.png') })
  } finally {
    await strap.close()
  }
})
