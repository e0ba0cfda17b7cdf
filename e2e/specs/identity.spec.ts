import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { expect, test } from '../support/fixtures.ts'
import { startNamedMonitor } from '../support/named-monitor.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** The driver asks a monitor every 45 s who is admitted to it. */
const ASKED_AGAIN = { timeout: 70_000 }

const FIRST = {
  id: 'T-4702',
  family: 'Person',
  given: 'Test',
  birthUtcMs: Date.UTC(1970, 0, 2),
  sex: 2,
} as const
const NEXT = { ...FIRST, id: 'T-4711', birthUtcMs: Date.UTC(1980, 11, 31) } as const

test('H3 a person that the monitor names is connected only by two identifiers, and another one is an alarm @waits', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(180_000)
  const monitor = await startNamedMonitor()
  try {
    monitor.admit(FIRST)
    const configFile = join(folder, 'ward.json')
    const bed = { id: 'b3', label: 'Bed 3', driver: 'philips-intellivue', link: monitor.link }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [bed] }))
    const { page, close } = await launch({ configFile })
    const shown = tile(page, 'b3')
    await expect(shown).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await expect(shown.locator('.asks-who')).toHaveText('Monitor names a patient', FIRST_DATA)
    await expect(page.locator('body')).not.toContainText('T-4702')

    // By keyboard alone: open the bed, then its question.
    await shown.focus()
    await page.keyboard.press('Enter')
    await page.locator('.asks-who-button').focus()
    await page.keyboard.press('Enter')
    const panel = page.locator('.identity-panel')
    await expect(panel).toContainText('Who is in Bed 3?')
    await expect(panel).toContainText('1970-01-02')
    await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
    await page.screenshot({ path: testInfo.outputPath('question.png') })
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await expect(page.locator('.bed-view')).toBeVisible()

    await page.keyboard.press('Escape')
    await shown.locator('.asks-who').click()
    await expect(panel).toBeVisible()
    await expect(shown).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath('ward.png') })

    const answer = async (id: string, birthDate: string) => {
      await page.getByLabel('Identifier, typed or scanned').fill(id)
      await page.getByLabel('Birth date').fill(birthDate)
      const authority = page.getByLabel('Issued by (authority)')
      if ((await authority.inputValue()) === '') await authority.fill('HOSP')
      await page.keyboard.press('Enter')
    }
    await answer('T-4702', '1970-01-03')
    await expect(panel.getByRole('alert')).toHaveText(
      /^The birth date typed is not what the monitor of Bed 3 says/,
    )
    await page.screenshot({ path: testInfo.outputPath('refused.png') })
    await expect(shown.locator('.person')).toHaveText('Monitor names a patient')
    await answer('T-4702', '1970-01-02')
    await expect(panel).toHaveCount(0)
    await expect(shown.locator('.person')).toHaveText('ID ends 702')

    monitor.admit(NEXT)
    const text = 'The monitor names another patient: check who is in Bed 3'
    await expect(shown).toContainText(text, ASKED_AGAIN)
    await expect(page.locator('.banner-card')).toContainText(text)
    await expect(shown.locator('.person')).toHaveText('ID ends 702')
    await page.screenshot({ path: testInfo.outputPath('alarm.png') })
    await shown.click()
    await page.locator('.asks-who-button').click()
    await expect(panel).toContainText('What was recorded so far stays with ID ending 702.')
    await page.screenshot({ path: testInfo.outputPath('another.png') })
    await answer('T-4711', '19801231')
    await expect(panel).toHaveCount(0)
    await expect(page.locator('.bed-view')).not.toContainText(text)
    await expect(page.locator('.bed-main .person')).toHaveText('ID ends 711')

    await close()
    const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
    try {
      expect(reader.bindings('b3').map(({ patient }) => patient?.id)).toEqual(['T-4702', 'T-4711'])
      // Four digits by themselves stand in a hash now and then.
      expect(JSON.stringify(reader.auditRows())).not.toMatch(/Person|1970-01|1980-12/)
    } finally {
      reader.close()
    }
  } finally {
    await monitor.close()
  }
})
