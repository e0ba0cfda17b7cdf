import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../support/fixtures.ts'
import { chooseAgeClass } from '../support/limits.ts'
import { startNamedMonitor } from '../support/named-monitor.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The monitor connects and sends its first numbers, and a score is worked out after at most 5 s. */
const FIRST_SCORE = { timeout: 30_000 }
/** The table for children that comes with Vigil as a start. */
const BEDSIDE_PEWS = fileURLToPath(
  new URL('../../electron/engine/config/tables/bedside-pews.json', import.meta.url),
)

test('H12 NEWS2 says what it is made of: at least so much while an input is lacking, whole once it is entered', async ({
  launch,
  folder,
}, testInfo) => {
  const monitor = await startNamedMonitor()
  try {
    const configFile = join(folder, 'ward.json')
    const patient = { id: 'T-4702', authority: 'HOSP' }
    const bed = { id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link, patient }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
    const { page } = await launch({ configFile })
    const picture = (name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
    await beginShift(page, 'AB')
    await expect(tile(page, 'b3')).toHaveAttribute('data-link', 'live', FIRST_SCORE)
    // Nobody is an adult by default.
    await expect(tile(page, 'b3').locator('.tile-news2')).toHaveCount(0)
    await tile(page, 'b3').focus()
    await page.keyboard.press('Enter')
    const panel = page.locator('.bed-side .panel').filter({ hasText: 'Scores' })
    await expect(panel).toContainText('nobody has chosen an age class', FIRST_SCORE)
    await page.getByRole('button', { name: 'Ward' }).click()
    await chooseAgeClass(page, 'b3', 'Adult')

    await expect(panel.locator('.score-head')).toContainText('≥', FIRST_SCORE)
    await expect(panel.locator('.score-head')).toContainText('lacks Oxygen, Consciousness', FIRST_SCORE)
    await picture('scores-partial')
    await page.locator('.entry-button').click()
    const entries = page.locator('.entry-panel')
    await entries.getByRole('button', { name: 'Oxygen air' }).click()
    await expect(entries.getByRole('status')).toContainText('Kept: Oxygen air.')
    await entries.getByRole('button', { name: 'Consciousness V, to voice' }).click()
    await expect(entries.getByRole('status')).toContainText('Kept: Consciousness V')
    await page.keyboard.press('Escape')
    await expect(entries).toBeHidden()
    await expect(panel.locator('.score-head')).not.toContainText('lacks')
    const alert = panel.locator('.score-table').first().getByRole('row', { name: 'Consciousness' })
    await expect(alert).toContainText('by hand')
    await expect(alert.locator('.score-points')).toHaveText('3')
    await panel.getByRole('button', { name: '2: target 88–92 %' }).click()
    await expect(panel.locator('.score-table').first()).toContainText('scale 2')
    await panel.locator('summary').first().click()
    await picture('scores-whole')

    await page.getByRole('button', { name: 'Ward' }).click()
    await expect(tile(page, 'b3').locator('.tile-news2')).toContainText(/NEWS2.*from \d\d:\d\d\d/)
    await picture('scores-ward')
  } finally {
    await monitor.close()
  }
})

test("H12 the site's own table for children is whole once work of breathing and capillary refill are entered", async ({
  launch,
  folder,
}, testInfo) => {
  const monitor = await startNamedMonitor()
  try {
    const configFile = join(folder, 'ward.json')
    const bed = { id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
    const { page } = await launch({ configFile })
    await beginShift(page, 'AB')
    await expect(tile(page, 'b3')).toHaveAttribute('data-link', 'live', FIRST_SCORE)
    await page.getByRole('button', { name: 'Setup' }).click()
    const table = page.locator('section.panel').filter({ has: page.locator('.score-table-file') })
    await table.locator('input[type=file]').setInputFiles(BEDSIDE_PEWS)
    await expect(table).toContainText('Bedside PEWS')
    await page.getByRole('button', { name: 'Ward' }).click()
    await tile(page, 'b3').focus()
    await page.keyboard.press('Enter')
    await page.locator('.patient-button').click()
    await page.getByLabel('Identifier, typed or scanned').fill('T-4703')
    await page.getByLabel('Issued by (authority)').fill('HOSP')
    await page.getByLabel('Birth date').fill('2022-01-02')
    const identity = page.locator('.identity-panel')
    await identity.getByRole('button', { name: 'Child', exact: true }).click()
    const paced = identity.getByRole('group', { name: 'Paced' })
    await paced.getByRole('button', { name: 'No', exact: true }).click()
    await identity.getByRole('button', { name: 'Admit to Bed 3' }).click()
    await expect(identity).toContainText('T-4703')
    await page.keyboard.press('Escape')

    const head = page.locator('.bed-side .panel').filter({ hasText: 'Scores' }).locator('.score-head')
    await expect(head).toContainText('Capillary refill, Work of breathing', FIRST_SCORE)
    await page.locator('.entry-button').click()
    const entries = page.locator('.entry-panel')
    for (const name of ['Oxygen air', 'Work of breathing mild', 'Capillary refill 3.0 s']) {
      await entries.getByRole('button', { name }).click()
      await expect(entries.getByRole('status')).toContainText(`Kept: ${name}.`)
    }
    await page.screenshot({ path: testInfo.outputPath('pews-entries.png') })
    await page.keyboard.press('Escape')
    await expect(head).toContainText('Bedside PEWS')
    await expect(head).not.toContainText('lacks', FIRST_SCORE)
    const rows = page.locator('.score-table').first()
    await expect(rows.getByRole('row', { name: 'Work of breathing' })).toContainText('mild')
    await expect(rows.getByRole('row', { name: 'Work of breathing' }).locator('.score-points')).toHaveText(
      '1',
    )
    await expect(rows.getByRole('row', { name: 'Capillary refill' }).locator('.score-points')).toHaveText('4')
    await page.screenshot({ path: testInfo.outputPath('pews-whole.png') })
  } finally {
    await monitor.close()
  }
})
