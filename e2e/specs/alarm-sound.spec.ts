import { burst } from '../../renderer/alarms/sound/burst.ts'
import { expect, test } from '../support/fixtures.ts'
import { type HeardBurst, heardBursts } from '../support/heard.ts'
import { until } from '../support/wait.ts'
import { beginShift, tiles } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** The watch looks twice a second and has 3 s (CLINICAL 1.6); a busy machine may need more. */
const NOTICED = { timeout: 15_000 }
const HEARD = { withinMs: 60_000, because: 'a tone sounds at once, on a busy machine again after 12 s' }
/** How far a pulse may lie from its plan on the way through the sound server. */
const OFF_MS = 15

test('the test tone is heard at sign-in as it is planned, and a person confirms it', async ({
  launch,
  loudspeaker,
}) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await expect(page.locator('.sound.unconfirmed')).toContainText('Sound not confirmed since')
  const recording = await loudspeaker.record()
  try {
    await beginShift(page, 'AB')
    const plan = burst('medium', 'temperature')
    const isWhole = ({ startsMs, lengthsMs }: HeardBurst) =>
      startsMs.length === plan.length &&
      plan.every(
        ({ startMs, durationMs }, index) =>
          Math.abs((startsMs[index] ?? 0) - startMs) < OFF_MS &&
          Math.abs((lengthsMs[index] ?? 0) - durationMs) < 2 * OFF_MS,
      )
    let played = 1
    const tone = await until('A whole test tone', HEARD, async () => {
      const heard = heardBursts(recording, 'temperature')
      const whole = heard.find(isWhole)
      if (whole !== undefined) return whole
      if (heard.length < played) return null
      // A busy machine tore a hole into it: whoever did not hear it well has it played again.
      await page.getByRole('button', { name: 'Not heard: play it again' }).click()
      played = heard.length + 1
      return null
    })
    for (const decibels of tone.harmonicsDb) expect(Math.abs(decibels)).toBeLessThanOrEqual(15)
    await page.getByRole('button', { name: 'Heard', exact: true }).click()
    await expect(page.locator('.sound')).toContainText('Sound on, tested')
    await expect(page.locator('.sound-question')).toHaveCount(0)
  } finally {
    await recording.stop()
  }
})

test('H1 a loudspeaker that is unplugged is a high technical alarm on the screen until it is back', async ({
  launch,
  loudspeaker,
}, testInfo) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await beginShift(page, 'AB')
  const edge = page.locator('.screen-edge.no-sound')
  await expect(edge).toHaveCount(0)
  try {
    await loudspeaker.unplug()
    await expect(edge).toBeVisible(NOTICED)
    await expect(page.locator('.sound-lost')).toContainText('!!!')
    await expect(page.locator('.banner-card.high')).toContainText('NO ALARM SOUND')
    await page.locator('.sound-lost').click()
    const panel = page.locator('.sound-panel')
    await expect(panel).toContainText('This PC lists no loudspeaker')
    await expect(panel.getByRole('button', { name: 'Test the sound' })).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath('no-sound.png') })
    await panel.getByRole('button', { name: 'Close' }).click()
  } finally {
    await loudspeaker.plug()
  }
  await expect(edge).toHaveCount(0, NOTICED)
  await expect(page.locator('.banner-card.high')).toHaveCount(0, NOTICED)

  // It sounds again by itself.
  const recording = await loudspeaker.record()
  try {
    await page.locator('.sound').click()
    await page.getByRole('button', { name: 'Test the sound' }).click()
    await until('The test tone', HEARD, () => heardBursts(recording, 'temperature').length > 0)
  } finally {
    await recording.stop()
  }
})

test('H1 a PC without any audio output says so from the start', async ({ launch }) => {
  const { page } = await launch({ environment: { PULSE_SERVER: 'unix:/nonexistent' } })
  await expect(tiles(page)).toHaveCount(5, FIRST_DATA)
  await expect(page.locator('.screen-edge.no-sound')).toBeVisible(NOTICED)
  await expect(page.locator('.sound-lost')).toContainText('No sound')
  await expect(page.locator('.banner-card.high')).toContainText('this PC has no audio output')
})
