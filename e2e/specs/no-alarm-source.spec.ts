import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app starts, and the ventilator is asked for its channels before its first number. */
const FIRST_DATA = { timeout: 45_000 }

test('a ventilator whose maker forbids alarms of its line is named so on tile and open bed, alone and beside a monitor', async ({
  launch,
  folder,
}, testInfo) => {
  test.setTimeout(120_000)
  const configFile = join(folder, 'ward.json')
  const ventilator = { driver: 'servo-sci', link: 'sim:stable?seed=3' }
  const beds = [
    { id: 'b1', label: 'Bed 1', ...ventilator },
    {
      id: 'b2',
      label: 'Bed 2',
      driver: 'ge-s5',
      link: 'sim:stable?seed=4',
      devices: [{ id: 'ventilator', ...ventilator }],
    },
  ]
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
  const { page } = await launch({ configFile })
  const alone = tile(page, 'b1')
  const beside = tile(page, 'b2')
  await expect(alone).toHaveAttribute('data-link', 'live', FIRST_DATA)
  await expect(alone.locator('.bedside')).toContainText('not an alarm source')
  await expect(beside.locator('.bedside')).toContainText('ventilator: not an alarm source', FIRST_DATA)
  await beginShift(page, 'AB')
  await page.screenshot({ path: testInfo.outputPath('ward.png') })

  await alone.click()
  const peak = page.locator('.all-numerics tr', { hasText: 'MDC_VENT_PRESS_AWAY_INSP_MAX' })
  await expect(peak.locator('.figure')).toHaveText(/\d/, FIRST_DATA)
  const facts = page.locator('.facts', { hasText: 'no limit is held against its numbers' })
  await expect(facts).toHaveCount(1)
  await facts.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('bed.png') })
  await page.keyboard.press('Escape')

  await beside.click()
  const ofVentilator = page.locator('.device-facts', { hasText: 'servo-sci' })
  await expect(ofVentilator).toContainText('no limit is held against its numbers')
  await ofVentilator.scrollIntoViewIfNeeded()
  await page.screenshot({ path: testInfo.outputPath('beside.png') })
})
