import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'
import { heardBursts } from '../support/heard.ts'
import { chooseAgeClass } from '../support/limits.ts'
import { startOximeter } from '../support/oximeter.ts'
import { until } from '../support/wait.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** Rates alarm after 5 s; a busy machine may need more. */
const DECIDED = { timeout: 30_000 }
/** The record is written once a second, and the strip reaches 10 s beyond the alarm. */
const RECORDED = { timeout: 30_000 }

test('the history of a bed tells who did what, with the waves around each alarm', async ({
  launch,
}, testInfo) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await beginShift(page, 'AB')
  // The simulated heart of an adult is too slow for a neonate.
  await chooseAgeClass(page, 'b1', 'Neonate')
  await page.keyboard.press('Escape')
  await expect(tile(page, 'b1').locator('.state-line.active')).toBeVisible(DECIDED)
  await tile(page, 'b1').focus()
  await page.keyboard.press('Space')
  await expect(tile(page, 'b1').locator('.state-line.acknowledged')).toBeVisible()

  await page.getByRole('button', { name: 'Alarms', exact: true }).click()
  await expect(page.locator('.active-alarms')).toHaveCount(2)
  await expect(page.locator('.active-alarms').last()).toContainText('acknowledged by AB')
  await page.getByRole('button', { name: 'History', exact: true }).click()
  const lines = page.locator('.history-line')
  await expect(async () => {
    await page.getByRole('button', { name: 'Read again' }).click()
    await expect(lines.filter({ hasText: 'Acknowledged: HR' })).toContainText('AB', { timeout: 1_000 })
  }).toPass(RECORDED)
  await expect(lines.filter({ hasText: 'Age class: Neonate' })).toContainText('AB')
  await expect(page.locator('.alarm-strip .strip-row').first()).toBeVisible(RECORDED)
  await expect(page.locator('.alarm-strip')).toContainText('SIMULATED')
  await expect(page.locator('.alarm-strip .alarm-flag')).toContainText('HR')
  await page.screenshot({ path: testInfo.outputPath('history.png') })
})

test('an alarm that nobody answers gets louder, then takes the whole screen, then goes to the charge nurse @waits', async ({
  launch,
  folder,
  loudspeaker,
}, testInfo) => {
  test.setTimeout(300_000)
  const oximeter = await startOximeter('b1', 'Bed 1')
  const recording = await loudspeaker.record()
  try {
    const configFile = join(folder, 'ward.json')
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [oximeter.bed] }))
    const { page } = await launch({ configFile })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', FIRST_DATA)
    await beginShift(page, 'AB')
    await page.getByRole('button', { name: 'Heard', exact: true }).click()
    await chooseAgeClass(page, 'b1', 'Adult')
    await page.keyboard.press('Escape')
    oximeter.show(88)
    await expect(tile(page, 'b1').locator('.state-line.medium.active')).toBeVisible(DECIDED)
    const edge = page.locator('.screen-edge')
    await expect(edge).toHaveCount(0)
    // Louder after 30 s, the screen after 60 s, the list after 120 s (CLINICAL 1.10).
    await expect(edge).toHaveClass(/medium/, { timeout: 90_000 })
    await until('A louder burst', { withinMs: 60_000, because: 'a medium burst comes every 12 s' }, () => {
      const peaks = heardBursts(recording, 'oxygen').map(({ peak }) => peak)
      const [first] = peaks
      return first !== undefined && Math.max(...peaks) > 1.25 * first
    })
    const count = page.locator('.banner-count')
    await expect(count).toContainText('1 for charge nurse', { timeout: 120_000 })
    await page.screenshot({ path: testInfo.outputPath('unanswered.png') })
    await count.click()
    const list = page.locator('.active-alarms').first()
    await expect(list).toContainText('Bed 1')
    await list.getByRole('button', { name: 'Acknowledge' }).click()
    await expect(list).toContainText('No alarm has waited for 2 min.')
    await expect(edge).toHaveCount(0)
  } finally {
    await recording.stop()
    await oximeter.close()
  }
})
