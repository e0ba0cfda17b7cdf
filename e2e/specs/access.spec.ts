import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { wardConfig } from '../support/layout-ward.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Smallest side of what a finger must hit, in CSS px (UI.md 10). */
const TOUCH_PX = 44

/** What axe finds serious or critical, in words. Legacy mode: Electron opens no second page to merge frames in. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Parts of the Alarms screen by their button and a sign that they are there, and panels by the key that opens them on a bed. */
const ALARM_PARTS = [
  ['Active', '.active-alarms'],
  ['History', '.alarm-history'],
  ['Burden and what if', '.burden'],
] as const
const PANELS = [
  ['l', '.alarm-dialog'],
  ['e', '.entry-panel'],
] as const

/** Does `look` in every part of the Alarms screen, and in limits, entries and patient of the first bed. */
async function inEveryPanel(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await open(page, 'Alarms', '.alarms-screen')
  for (const [name, sign] of ALARM_PARTS) {
    await page.getByRole('button', { name, exact: true }).dispatchEvent('click')
    await expect(page.locator(sign).first()).toBeVisible({ timeout: START_MS })
    await look(name)
  }
  for (const [key, sign] of PANELS) {
    // Some of them open the bed.
    await open(page, 'Ward', '.tile')
    await tile(page, 'b1').focus()
    await page.keyboard.press(key)
    await expect(page.locator(sign)).toBeVisible()
    await look(sign)
    await page.keyboard.press('Escape')
    await expect(page.locator(sign)).toHaveCount(0)
  }
  await open(page, 'Bed', '.bed-view .recent h2')
  await page.locator('.patient-button').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.identity-panel')).toBeVisible()
  await look('patient')
  await page.keyboard.press('Escape')
  await expect(page.locator('.identity-panel')).toHaveCount(0)
}

async function open(page: Page, tab: string, sign: string): Promise<void> {
  // Under a mouse that is a finger a click is nobody's.
  await page.locator('.tab', { hasText: tab }).dispatchEvent('click')
  await expect(page.locator(sign).first()).toBeVisible({ timeout: START_MS })
}

test('axe finds nothing serious on any screen, in the dark, at night, in a bright room and from right to left', async ({
  launch,
  folder,
}) => {
  const { page } = await launch({ configFile: wardConfig(folder, 3) })
  await expect(tiles(page)).toHaveCount(3, { timeout: START_MS })
  expect(await findings(page)).toEqual([])
  await beginShift(page, 'AB')
  await expect(tile(page, 'b2')).toHaveClass(/edge-(low|medium|high)/, { timeout: START_MS })
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('?')
  await expect(page.locator('.keys-sheet')).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('.layout-button').click()
  expect(await findings(page)).toEqual([])
  await page.locator('.layout-panel').getByText('Close', { exact: true }).click()

  for (const theme of ['dark', 'night', 'light']) {
    await page.evaluate((worn) => {
      document.documentElement.dataset.theme = worn
    }, theme)
    for (const [tab, sign] of [
      ['Ward', '.tile'],
      ['Bed', '.bed-view .bed-tabs'],
      ['Review', '.review'],
      ['Handover', '.sheet'],
      ['Setup', '.setup'],
    ] as const) {
      await open(page, tab, sign)
      expect(await findings(page), `${tab}, ${theme}`).toEqual([])
    }
  }
  // The themes differ in colours only, and the light one is left on.
  for (const theme of ['dark', 'light']) {
    await page.evaluate((worn) => {
      document.documentElement.dataset.theme = worn
    }, theme)
    await inEveryPanel(page, async (name) => expect(await findings(page), `${name}, ${theme}`).toEqual([]))
  }
  await open(page, 'Setup', '.setup')
  await page.locator('.choice-option[lang="ar"]').click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  expect(await findings(page)).toEqual([])
})

test('a tile says all that it shows, and every key of the sheet does what it says', async ({
  launch,
  folder,
}) => {
  const { page } = await launch({ configFile: wardConfig(folder, 3) })
  await expect(tiles(page)).toHaveCount(3, { timeout: START_MS })
  await beginShift(page, 'AB')
  const first = page.getByRole('button', { name: /^Bed 1 .*SIMULATED.* HR \/min \d+ / })
  await expect(first).toBeVisible({ timeout: START_MS })
  await page.keyboard.press('ArrowRight')
  await expect(tile(page, 'b1')).toBeFocused()
  const ring = await tile(page, 'b1').evaluate((element) => getComputedStyle(element).outline)
  expect(ring).toContain('3px')
  await expect(tile(page, 'b1')).toContainText('SIM-')
  await page.keyboard.press('p')
  await expect(tile(page, 'b1')).not.toContainText('SIM-')
  await page.keyboard.press('p')
  await expect(tile(page, 'b1')).toContainText('SIM-')
  await tile(page, 'b2').focus()
  await page.keyboard.press('t')
  await expect(page.locator('.bed-main')).toHaveAttribute('aria-label', 'Bed 2')
  await page.keyboard.press('r')
  await expect(page.locator('.review')).toBeVisible({ timeout: START_MS })
  await page.keyboard.press('Escape')
  await expect(tiles(page)).toHaveCount(3)
  await page.keyboard.press('F1')
  await expect(page.locator('.keys-sheet')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.locator('.keys-sheet')).toHaveCount(0)
})

test('200 % zoom keeps banner, clock and status bar, and no text is cut or under another', async ({
  launch,
  folder,
}) => {
  const { page, application } = await launch({ configFile: wardConfig(folder, 16) })
  await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
  await beginShift(page, 'AB')
  await application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)
  })
  for (const [tab, sign] of [
    ['Bed', '.bed-view .bed-tabs'],
    ['Setup', '.setup'],
    ['Ward', '.tile'],
  ] as const) {
    await open(page, tab, sign)
    for (const part of ['.banner', '.clock', '.notice'])
      await expect(page.locator(part)).toBeInViewport({ ratio: 1 })
    await expect.poll(() => textFaults(page), { message: tab }).toEqual([])
  }
})

test('under a finger every control is 44 px or more', async ({ launch, folder }) => {
  const { page, application } = await launch({ configFile: wardConfig(folder, 3) })
  await expect(tiles(page)).toHaveCount(3, { timeout: START_MS })
  await beginShift(page, 'AB')
  await application.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.debugger.attach('1.3')
    await contents?.debugger.sendCommand('Emulation.setTouchEmulationEnabled', {
      enabled: true,
      maxTouchPoints: 5,
    })
  })
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true)
  const tooSmall = () =>
    page.locator('button:visible, select:visible, input:visible').evaluateAll(
      (found, least) =>
        found
          .map((element) => element.closest('label') ?? element)
          .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent, element }))
          .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
          .map(({ box, text, element }) => `${element.className} "${text}" ${box.width} x ${box.height}`),
      TOUCH_PX,
    )
  for (const [tab, sign] of [
    ['Bed', '.bed-view .bed-tabs'],
    ['Setup', '.setup'],
    ['Ward', '.tile'],
  ] as const) {
    await open(page, tab, sign)
    expect(await tooSmall(), tab).toEqual([])
  }
  await inEveryPanel(page, async (name) => expect(await tooSmall(), name).toEqual([]))
})
