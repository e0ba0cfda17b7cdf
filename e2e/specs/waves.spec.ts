import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import type { Framebuffer, Region } from '../support/framebuffer.ts'
import { untilMoving, untilStill } from '../support/movement.ts'
import { slowness } from '../support/slowness.ts'
import { bedIds, regionOf, tile, tiles } from '../support/ward.ts'
import { drawingPid, hide, killDrawing, resize, show, WINDOW } from '../support/window-acts.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** The promise: whatever happens to the window, its traces move again within this. */
const MOVING_WITHIN_MS = 2_000
const LONG_ENOUGH = { withinMs: 20_000, because: 'the time that was promised is checked beside it' }
/** Chromium gives up a drawing process that says nothing for longer than 10 s. */
const ASLEEP_MS = 5_000

/** Where the first wave of a bed is drawn now. */
function firstTrace(page: Page, bed: string): Promise<Region> {
  return regionOf(tile(page, bed).locator('.wave-trace').first())
}

async function firstBed(page: Page, picture: Framebuffer): Promise<string> {
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const [bed = ''] = await bedIds(page)
  await tile(page, bed).locator('.wave-trace').first().waitFor()
  await untilMoving(picture, await firstTrace(page, bed), FIRST_DATA)
  return bed
}

/** Does something to the window and watches the screen. `where` is asked for once it is done. Out: how long after it a trace moved, as a share of the promise. */
async function shareOfPromise(
  picture: Framebuffer,
  act: () => void | Promise<void>,
  where: () => Promise<Region>,
): Promise<number> {
  const before = await slowness()
  const fromMs = performance.now()
  await act()
  const movingMs = (await untilMoving(picture, await where(), LONG_ENOUGH)) - fromMs
  return movingMs / (MOVING_WITHIN_MS * Math.max(before, await slowness()))
}

test('a window that changes its size goes on drawing, also where it was not before', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  for (const [width, height] of [
    [1280, 720],
    [1600, 900],
    [WINDOW.width, WINDOW.height],
  ] as const) {
    const resized = () => resize(app, width, height)
    expect(await shareOfPromise(picture, resized, () => firstTrace(app.page, bed))).toBeLessThan(1)
  }
})

test('a hidden window that is shown again draws at once', async ({ launch, picture }) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  const region = await firstTrace(app.page, bed)
  await hide(app)
  await untilStill(picture, region, { withinMs: 10_000, because: 'the window goes off the screen' })
  expect(
    await shareOfPromise(
      picture,
      () => show(app),
      async () => region,
    ),
  ).toBeLessThan(1)
})

test('a change of the scale of the screen draws every trace anew in its place', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  for (const factor of [1.5, 1]) {
    const zoom = () =>
      app.application.evaluate(({ BrowserWindow }, to) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to)
      }, factor)
    const zoomed = async () => {
      await zoom()
      await app.page.waitForFunction((ratio) => devicePixelRatio === ratio, factor)
    }
    const where = async () => {
      const css = await firstTrace(app.page, bed)
      return {
        x: Math.round(css.x * factor),
        y: Math.round(css.y * factor),
        width: Math.floor(css.width * factor),
        height: Math.floor(css.height * factor),
      }
    }
    expect(await shareOfPromise(picture, zoomed, where)).toBeLessThan(1)
  }
})

test('traces move again when frames come again, as after a screen that slept', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  const region = await firstTrace(app.page, bed)
  const drawing = await drawingPid(app, FIRST_DATA)
  process.kill(drawing, 'SIGSTOP')
  try {
    await untilStill(picture, region, { withinMs: 10_000, because: 'the last frames go out' })
    // Longer than a sweep may be late: what came meanwhile is drawn as a whole.
    await pause(ASLEEP_MS)
    const wake = () => void process.kill(drawing, 'SIGCONT')
    expect(await shareOfPromise(picture, wake, async () => region)).toBeLessThan(1)
  } finally {
    process.kill(drawing, 'SIGCONT')
  }
  expect(await drawingPid(app, FIRST_DATA)).toBe(drawing)
})

test('a killed drawing process is replaced and the traces move again', async ({ launch, picture }) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  const region = await firstTrace(app.page, bed)
  const killed = () => killDrawing(app, LONG_ENOUGH)
  expect(await shareOfPromise(picture, killed, async () => region)).toBeLessThan(1)
})

test('a screen is calibrated with the arrow keys, speed and gain follow keys, and all of it outlives a restart', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const bed = await firstBed(app.page, picture)
  const statusBar = app.page.locator('.status-bar')
  await expect(statusBar).toContainText('not calibrated')
  await app.page.locator('.app-bar').getByRole('button', { name: 'Setup' }).click()
  await app.page.getByRole('button', { name: 'Calibrate this screen' }).click()
  const bar = app.page.getByRole('slider')
  await expect(bar).toBeFocused()
  const before = Number(await bar.getAttribute('aria-valuenow'))
  await app.page.keyboard.press('Shift+ArrowRight')
  await app.page.keyboard.press('ArrowLeft')
  await expect(bar).toHaveAttribute('aria-valuenow', String(before + 9))
  await app.page.keyboard.press('Enter')
  await expect(statusBar).not.toContainText('not calibrated')
  await app.page.keyboard.press('Escape')
  await tile(app.page, bed).click()
  const label = app.page.locator('.wave-band .wave-label').first()
  await label.waitFor()
  await app.page.keyboard.press('.')
  await expect(label).toContainText('50 mm/s')
  await app.page.keyboard.press('+')
  await expect(label).toContainText('×2')
  await untilMoving(picture, await regionOf(app.page.locator('.bed-main .wave-trace').first()), LONG_ENOUGH)
  await app.close()

  const again = await launch()
  await expect(tiles(again.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  await expect(again.page.locator('.status-bar')).not.toContainText('not calibrated')
  await tile(again.page, bed).click()
  await expect(again.page.locator('.wave-band .wave-label').first()).toContainText('50 mm/s')
})
