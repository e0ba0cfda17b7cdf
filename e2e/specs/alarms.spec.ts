import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { TIMINGS } from '../../renderer/alarms/sound/burst-table.ts'
import { expect, test } from '../support/fixtures.ts'
import { type HeardBurst, heardBursts } from '../support/heard.ts'
import { chooseAgeClass } from '../support/limits.ts'
import type { Recording } from '../support/loudspeaker.ts'
import { type Oximeter, startOximeter } from '../support/oximeter.ts'
import { until } from '../support/wait.ts'
import { beginShift, tile } from '../support/ward.ts'

const FIRST_DATA = { timeout: 30_000 }
/** SpO2 alarms after 10 s and ends after 5 s; a busy machine may need more. */
const DECIDED = { timeout: 30_000 }
const HEARD = {
  withinMs: 40_000,
  because: 'a burst is repeated after 12 s at the latest, and the machine is shared',
}

/** Pulses of the bursts heard from a moment of the recording on. */
function pulses(recording: Recording, fromMs: number): number[] {
  return heardBursts(recording, 'oxygen')
    .filter(({ atMs }) => atMs >= fromMs)
    .map(({ startsMs }) => startsMs.length)
}

function nowMs(recording: Recording): number {
  return (recording.samples().length / recording.rateHz) * 1_000
}

function untilBurst(what: string, recording: Recording, fromMs: number, count: number): Promise<HeardBurst> {
  return until(what, HEARD, () => {
    const found = heardBursts(recording, 'oxygen').find(
      ({ atMs, startsMs }) => atMs >= fromMs && startsMs.length === count,
    )
    return found ?? null
  })
}

async function openWard(
  launch: (options: { configFile: string }) => Promise<{ page: Page }>,
  folder: string,
  oximeters: readonly Oximeter[],
  recording?: Recording,
): Promise<Page> {
  const configFile = join(folder, 'ward.json')
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds: oximeters.map(({ bed }) => bed) }))
  const { page } = await launch({ configFile })
  for (const { bed } of oximeters) {
    await expect(tile(page, bed.id)).toHaveAttribute('data-link', 'live', FIRST_DATA)
  }
  await beginShift(page, 'AB')
  // The tone of the sign-in is three pulses too, and a recording hears it late: it is over before anything is counted.
  if (recording !== undefined) await untilBurst('The test tone of the sign-in', recording, 0, 3)
  await page.getByRole('button', { name: 'Heard', exact: true }).click()
  return page
}

test('H9 a bed has no Vigil limits until a person has chosen an age class, and says so', async ({
  launch,
  folder,
}) => {
  const oximeter = await startOximeter('b1', 'Bed 1')
  try {
    oximeter.show(70)
    const page = await openWard(launch, folder, [oximeter])
    await expect(tile(page, 'b1')).toContainText('70')
    await expect(tile(page, 'b1')).toContainText(/no (Vigil )?limits/)
    await expect(tile(page, 'b1').locator('.alarm-fill')).toHaveCount(0)
    await chooseAgeClass(page, 'b1', 'Adult')
    await page.keyboard.press('Escape')
    await expect(tile(page, 'b1')).not.toContainText(/no (Vigil )?limits/)
    await expect(tile(page, 'b1')).toContainText('90–100')
    await expect(tile(page, 'b1').locator('.state-line.high.active')).toBeVisible(DECIDED)
  } finally {
    await oximeter.close()
  }
})

test('a limit alarm appears and sounds, is acknowledged by a key, ends, and comes back with its sound', async ({
  launch,
  folder,
  loudspeaker,
}, testInfo) => {
  test.setTimeout(240_000)
  const oximeter = await startOximeter('b1', 'Bed 1')
  const recording = await loudspeaker.record()
  try {
    const page = await openWard(launch, folder, [oximeter], recording)
    await chooseAgeClass(page, 'b1', 'Adult')
    await page.keyboard.press('Escape')
    const line = tile(page, 'b1').locator('.state-line')
    const quietFrom = nowMs(recording)
    oximeter.show(88)
    await expect(line).toHaveClass(/alarm-fill medium active/, DECIDED)
    await expect(line).toContainText('< 90')
    await expect(page.locator('.banner-card.medium.active')).toContainText('Bed 1')
    await untilBurst('The medium burst', recording, quietFrom, 3)
    await page.screenshot({ path: testInfo.outputPath('limit-alarm.png') })

    await tile(page, 'b1').focus()
    await page.keyboard.press('Space')
    await expect(line).toHaveClass(/acknowledged/)
    await expect(page.locator('.undo-bar')).toContainText('Bed 1 acknowledged')
    await expect(page.locator('.bed-view')).toHaveCount(0)
    const seenAt = nowMs(recording)
    await until('A pause longer than the pace of the alarm', HEARD, () => {
      return nowMs(recording) - seenAt > TIMINGS.medium.everyMs + 3_000
    })
    // One that had begun before the key may still have ended.
    expect(pulses(recording, seenAt + 1_500)).toEqual([])

    oximeter.show(97)
    await expect(line).not.toHaveClass(/alarm-fill/, DECIDED)
    const backFrom = nowMs(recording)
    oximeter.show(87)
    await expect(line).toHaveClass(/alarm-fill medium active/, DECIDED)
    await untilBurst('The burst of the alarm that came back', recording, backFrom, 3)
  } finally {
    await recording.stop()
    await oximeter.close()
  }
})

test('a pause silences a medium alarm and shows its timer, and a high alarm breaks through it @waits', async ({
  launch,
  folder,
  loudspeaker,
}, testInfo) => {
  test.setTimeout(240_000)
  const oximeter = await startOximeter('b1', 'Bed 1')
  const recording = await loudspeaker.record()
  try {
    const page = await openWard(launch, folder, [oximeter], recording)
    await chooseAgeClass(page, 'b1', 'Adult')
    await page.keyboard.press('Escape')
    await tile(page, 'b1').focus()
    await page.keyboard.press('s')
    await expect(tile(page, 'b1').locator('.status-line.audioPaused')).toContainText(/1:\d\d left/)
    await expect(page.locator('.quieted-beds')).toContainText('Bed 1')
    const pausedAt = nowMs(recording)
    oximeter.show(88)
    const line = tile(page, 'b1').locator('.state-line')
    await expect(line).toHaveClass(/alarm-fill medium active/, DECIDED)
    await expect(tile(page, 'b1').locator('.state-chip.audioPaused')).toBeVisible()
    await until('A stretch in which a medium alarm would have sounded', HEARD, () => {
      return nowMs(recording) - pausedAt > TIMINGS.medium.everyMs + 3_000
    })
    expect(pulses(recording, pausedAt)).toEqual([])

    const highFrom = nowMs(recording)
    oximeter.show(75)
    await expect(line).toHaveClass(/alarm-fill high active/, DECIDED)
    const high = await untilBurst('The high burst', recording, highFrom, 10)
    expect(high.startsMs.map((ms) => Math.round(ms / 50) * 50)).toEqual([...TIMINGS.high.startsMs])
    await expect(tile(page, 'b1').locator('.state-chip.audioPaused')).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath('breaks-through.png') })
  } finally {
    await recording.stop()
    await oximeter.close()
  }
})

test('H16 the wrong bed that was silenced is named and gets its sound back within five seconds', async ({
  launch,
  folder,
}) => {
  const oximeters = [await startOximeter('b1', 'Bed 1'), await startOximeter('b2', 'Bed 2')]
  try {
    const page = await openWard(launch, folder, oximeters)
    await tile(page, 'b2').focus()
    await page.keyboard.press('s')
    await expect(page.locator('.undo-bar')).toContainText('Bed 2: sound paused')
    await expect(tile(page, 'b2').locator('.status-line')).toContainText('Sound paused')
    await expect(tile(page, 'b1').locator('.status-line')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(page.locator('.undo-bar')).toContainText('Taken back')
    await expect(tile(page, 'b2').locator('.status-line')).toHaveCount(0)
    // Without a bed that has the focus a key silences nothing.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('s')
    await expect(page.locator('.status-line')).toHaveCount(0)
  } finally {
    for (const oximeter of oximeters) await oximeter.close()
  }
})
