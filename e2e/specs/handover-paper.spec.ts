import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { answerSaveDialog } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOutside } from '../support/outside.ts'
import { fromLeftToRight, type PdfPages, pdfPages } from '../support/pdf-words.ts'
import { storeShift } from '../support/stored-shift.ts'
import { textFaults } from '../support/text-layout.ts'
import { beginShift, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000
/** Eight hours are read and drawn, or printed and written, on a busy machine. */
const READ_MS = 20_000
const MINUTE_MS = 60_000
/** What stands behind the pages, drawn at this many dots an inch. */
const DOTS = '100'
/** Room round what is printed, points: every printer leaves so much white. */
const WHITE_PT = 12

const NAME = 'ليلى حداد'
const ARABIC = {
  label: 'سرير 7',
  reason: `${NAME}، 67 سنة: التهاب رئوي، اليوم الثالث`,
  forNext: `${NAME}: خفّض الأكسجين إذا بقي SpO2 فوق 94`,
  note: `${NAME} مشت إلى الحمّام`,
  bedside: 'أقطاب ECG مفصولة',
}
const PAPERS = { a4: [595, 842], letter: [612, 792] } as const

/** What must read from left to right in every language: a value beside its limit, and numbers with their units. */
const UNTURNED: readonly (readonly string[])[] = [
  ['78', '<', '90'],
  ['31', '>', '30'],
  ['25', 'mm/s'],
  ['10', 'mm/mV'],
  ['100', '%'],
  ['99.1', '%'],
  ['2.0', 'L/min'],
]

function typed(utcMs: number): string {
  const at = new Date(utcMs)
  return new Date(utcMs - at.getTimezoneOffset() * MINUTE_MS)
    .toISOString()
    .slice(0, 'YYYY-MM-DDTHH:MM'.length)
}

/** Opens the hand-over of a period in a language. */
async function openPeriod(page: Page, language: string, fromUtcMs: number, toUtcMs: number): Promise<void> {
  await page.locator('.tab').last().click()
  await page.getByRole('button', { name: language, exact: true }).click()
  await page.locator('.tab').nth(4).click()
  await page.locator('.presets button').last().click()
  const times = page.locator('input[type=datetime-local]')
  await times.first().fill(typed(fromUtcMs))
  await times.last().fill(typed(toUtcMs))
  await expect(page.locator('.sheet').first()).toContainText('95–113', { timeout: READ_MS })
}

/** Texts that are cut or lie over others on any sheet, looked at a window's height at a time. */
async function faultsOfSheets(page: Page): Promise<string[]> {
  const found = new Set<string>()
  for (const sheet of await page.locator('.sheet > *').all()) {
    await sheet.scrollIntoViewIfNeeded()
    for (const fault of await textFaults(page)) found.add(fault)
  }
  return [...found]
}

/** Prints the shown pages and leaves pictures of them with the results. */
async function printed(application: ElectronApplication, page: Page, file: string): Promise<PdfPages> {
  await answerSaveDialog(application, file)
  await page.locator('.handover-tools .button', { hasText: 'PDF' }).first().click()
  await expect(page.getByText(file)).toBeVisible({ timeout: READ_MS })
  const pictures = startOutside('pdftoppm', ['-r', DOTS, '-png', file, file.replace(/\.pdf$/, '')])
  expect(await pictures.ended).toBe(0)
  return pdfPages(file)
}

/** Edges of one word of the first page; the first of several. */
function edgesOf({ words }: PdfPages, text: string) {
  const found = words.find((word) => word.page === 1 && word.text === text)
  if (found === undefined) throw new Error(`"${text}" is not on the first page`)
  return found
}

test('the hand-over on paper is turned with its language, and no number, unit or limit with it', async ({
  launch,
  folder,
}, testInfo) => {
  test.slow()
  const toUtcMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - MINUTE_MS
  const fromUtcMs = storeShift(join(folder, 'data'), 'b1', toUtcMs, ARABIC)
  const configFile = join(folder, 'ward.json')
  const bed = { id: 'b1', label: ARABIC.label, driver: 'ge-s5', link: 'tcp:127.0.0.1:9' }
  const other = { ...bed, id: 'b2', label: 'Bed 8', link: 'tcp:127.0.0.1:8' }
  writeFileSync(configFile, JSON.stringify({ station: 'ward-3', beds: [bed, other] }))
  const { page, application } = await launch({ configFile })
  await expect(tiles(page)).toHaveCount(2, { timeout: START_MS })
  await beginShift(page, 'AB')
  for (const [tag, language] of [
    ['ar', 'العربية'],
    ['en', 'English'],
  ] as const) {
    await openPeriod(page, language, fromUtcMs, toUtcMs)
    for (const [paper, [width, height]] of Object.entries(PAPERS)) {
      await page.locator('select', { has: page.locator('option[value=letter]') }).selectOption(paper)
      await expect.poll(() => faultsOfSheets(page), { timeout: READ_MS }).toEqual([])
      const sheets = await page.locator('.sheet').count()
      const pdf = await printed(application, page, testInfo.outputPath(`${tag}-${paper}.pdf`))

      // One page a sheet, of the size asked for, and nothing beyond where a printer can print.
      expect(pdf.pages.map((one) => [Math.round(one.width), Math.round(one.height)])).toEqual(
        Array.from({ length: sheets }, () => [width, height]),
      )
      const beyond = pdf.words.filter(
        ({ left, right, bottom }) =>
          left < WHITE_PT || right > width - WHITE_PT || bottom > height - WHITE_PT,
      )
      expect(beyond).toEqual([])

      // Who and how much, in whichever direction: also by a search in the file.
      expect(pdf.text).toContain(NAME)
      for (const figure of ['482', '95–113', '78–97', '124–152', '36.9–37.5', '50–120', '35.5–38.5'])
        expect(
          pdf.words.filter(({ text }) => text === figure),
          figure,
        ).not.toEqual([])
      for (const words of UNTURNED)
        expect(fromLeftToRight(pdf, words), `${tag} ${paper} ${words.join(' ')}`).toBeGreaterThan(0)
      expect(fromLeftToRight(pdf, ['%', '100'])).toBe(0)

      // The page is turned: where it begins, and the order of its columns.
      const isTurned = tag === 'ar'
      expect(edgesOf(pdf, 'ward-3').left < width / 2).toBe(isTurned)
      expect(edgesOf(pdf, '95–113').left > edgesOf(pdf, '50–120').left).toBe(isTurned)
      // Digits of a column end under each other.
      const ends = ['95–113', '78–97', '18–26', '124–152'].map((text) => edgesOf(pdf, text).right)
      expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(1)
    }
  }

  // On the ward's own sheet a bed stands where its column begins, whatever the script of its label.
  await page.locator('.handover-tools select').first().selectOption('*')
  const label = page.locator('.ward-table tbody th').first()
  await expect(label).toHaveText(ARABIC.label, { timeout: READ_MS })
  expect(await label.evaluate((cell) => getComputedStyle(cell).textAlign)).toBe('left')
  await expect.poll(() => textFaults(page), { timeout: READ_MS }).toEqual([])
})
