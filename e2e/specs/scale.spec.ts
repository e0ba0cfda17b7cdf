import type { Page } from '@playwright/test'
import { DEFAULT_PIXEL_PITCH_MM, LEAD_IN_PX } from '../../renderer/waves/types.ts'
import { ECG_RATE_HZ, startDrawnMonitor } from '../support/drawn-monitor.ts'
import { START, untilDrawn, untilFull, wardWith } from '../support/drawn-ward.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Framebuffer, Region } from '../support/framebuffer.ts'
import { columnsWith, stretches, traceArea } from '../support/trace-picture.ts'
import { until } from '../support/wait.ts'
import { beginShift, tile } from '../support/ward.ts'

/** Beats of this monitor: one tall sample each half second, half a millivolt high. */
const BEAT_SECONDS = 0.5
const BEAT_MILLIVOLT = 0.5
const MM_PER_MILLIVOLT = 10
const CARD_MM = 85.6
/** The width of the line belongs to what is measured; a beat of one sample is drawn within a column of its place. */
const LINE_PX = 1.6
const WITHIN_PX = 1.6

interface Measured {
  readonly beatPx: number
  readonly tallPx: number
  readonly barPx: number
}

/** Rows of an area in which some column has ink: the first and the last. */
function rowsWith(picture: Framebuffer, area: Region, ink: 'trace' | 'bar') {
  const rows = Array.from({ length: area.height }, (_, row) =>
    columnsWith(picture, { ...area, y: area.y + row, height: 1 }, ink).some((pixels) => pixels > 0) ? 1 : 0,
  )
  return stretches(rows)
}

/** Distance of beats, their height and the height of the 1 mV bar, px on the screen. */
function measure(picture: Framebuffer, area: Region): Measured {
  const [tall = { from: 0, to: 0 }] = rowsWith(picture, area, 'trace')
  const tips = stretches(columnsWith(picture, { ...area, y: area.y + tall.from, height: 4 }, 'trace'))
  const apart = tips.slice(1).map(({ from }, index) => from - (tips[index]?.from ?? 0))
  const margin = { ...area, x: area.x - LEAD_IN_PX, width: LEAD_IN_PX - 4 }
  const bars = rowsWith(picture, margin, 'bar').map(({ from, to }) => to - from)
  return {
    beatPx: apart.sort((one, other) => one - other)[Math.floor(apart.length / 2)] ?? 0,
    tallPx: tall.to - tall.from,
    barPx: Math.max(0, ...bars),
  }
}

/** Waits until the open bed is drawn with a speed and a gain on a screen of that pitch, and compares. */
async function expectTrue(
  page: Page,
  picture: Framebuffer,
  mmPerSecond: number,
  gain: number,
  pitchMm: number,
) {
  const area = await traceArea(page.locator('.bed-main'))
  await untilFull(picture, area)
  const wanted = {
    beatPx: (BEAT_SECONDS * mmPerSecond) / pitchMm,
    tallPx: (BEAT_MILLIVOLT * MM_PER_MILLIVOLT * gain) / pitchMm + LINE_PX,
    barPx: (MM_PER_MILLIVOLT * gain) / pitchMm,
  }
  const near = (found: Measured) =>
    Math.abs(found.beatPx - wanted.beatPx) <= WITHIN_PX &&
    Math.abs(found.tallPx - wanted.tallPx) <= 2 * WITHIN_PX &&
    Math.abs(found.barPx - wanted.barPx) <= WITHIN_PX
  const what = `${mmPerSecond} mm/s and ${gain * MM_PER_MILLIVOLT} mm/mV at ${pitchMm} mm a pixel`
  await until(what, { ...START, because: 'a new scale is drawn from the next frame on' }, () =>
    near(measure(picture, area)),
  ).catch(() => expect(measure(picture, area), what).toEqual(wanted))
}

test('a second and a millivolt are as long on the screen as they say, before and after it is calibrated', async ({
  launch,
  picture,
  folder,
}) => {
  const monitor = await startDrawnMonitor()
  try {
    const every = ECG_RATE_HZ * BEAT_SECONDS
    monitor.draw({ microvolt: (index) => (index % every === 0 ? BEAT_MILLIVOLT * 1_000 : 0) })
    const { page } = await launch({ configFile: wardWith(monitor, folder) })
    await untilDrawn(page, picture)
    await beginShift(page, 'AB')
    await tile(page, 'b1').click()
    await page.locator('.bed-main .wave-trace').first().waitFor()
    await page.keyboard.press('+')
    await expectTrue(page, picture, 25, 2, DEFAULT_PIXEL_PITCH_MM)
    await page.keyboard.press('.')
    await page.keyboard.press('-')
    await expect(page.locator('.bed-main .wave-label').first()).toContainText('50 mm/s')
    await expectTrue(page, picture, 50, 1, DEFAULT_PIXEL_PITCH_MM)

    await page.locator('.app-bar').getByRole('button', { name: 'Setup' }).click()
    await page.getByRole('button', { name: 'Calibrate this screen' }).click()
    const bar = page.getByRole('slider')
    for (let press = 0; press < 6; press++) await page.keyboard.press('Shift+ArrowRight')
    const barPx = Number(await bar.getAttribute('aria-valuenow'))
    await page.keyboard.press('Enter')
    await page.locator('.app-bar').getByRole('button', { name: 'Bed', exact: true }).click()
    await page.locator('.bed-main .wave-trace').first().waitFor()
    await expectTrue(page, picture, 50, 1, CARD_MM / barPx)
  } finally {
    await monitor.close()
  }
})
