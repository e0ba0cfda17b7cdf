import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { until } from '../support/wait.ts'
import { beginShift, tiles } from '../support/ward.ts'

const START_MS = 30_000
const WINDOW = { withinMs: 20_000, because: 'a second page loads on two shared cores' }

/** Makes the app believe in a second display, or that it was unplugged; the test screen has one only. */
async function plugSecondDisplay(application: ElectronApplication, plugged: boolean): Promise<void> {
  await application.evaluate(({ screen }, isThere) => {
    const first = screen.getPrimaryDisplay()
    const second = { ...first, id: first.id + 1, bounds: { x: 0, y: 0, width: 1_920, height: 1_080 } }
    screen.getAllDisplays = () => (isThere ? [first, second] : [first])
    const event = { preventDefault: () => undefined, defaultPrevented: false }
    screen.emit(isThere ? 'display-added' : 'display-removed', event, second)
  }, plugged)
}

function wallOf(application: ElectronApplication): Page | null {
  return application.windows().find((page) => page.url().endsWith('?window=wall')) ?? null
}

function untilWall(application: ElectronApplication, open: boolean): Promise<boolean> {
  const what = `The wall window ${open ? 'opens' : 'closes'}`
  return until(what, WINDOW, () => (wallOf(application) !== null) === open)
}

test('the wall opens on a second display without identifiers, survives its unplugging and reopens at start', async ({
  launch,
}) => {
  const app = await launch()
  const { page, application } = app
  await expect(tiles(page)).toHaveCount(5, { timeout: START_MS })
  await beginShift(page, 'AB')
  await page.locator('.layout-button').click()
  await page.getByText('Open on a second screen').click()
  await expect(page.locator('.status-item.fault')).toContainText('waits for a second screen')
  await plugSecondDisplay(application, true)
  await untilWall(application, true)
  await expect(page.getByText('It is open on a second screen.')).toBeVisible()

  const wall = wallOf(application)
  if (wall === null) throw new Error('the wall is gone')
  await expect(tiles(wall)).toHaveCount(5, { timeout: START_MS })
  await expect(wall.getByText('SECONDARY DISPLAY')).toBeVisible()
  await expect(tiles(page).first()).toContainText('SIM-')
  await expect(wall.getByText('SIM-')).toHaveCount(0)
  await expect(wall.getByText('Identifiers hidden')).toBeVisible()
  await expect(wall.locator('.tab')).toHaveCount(0)
  await tiles(wall).first().click()
  await expect(wall.locator('.bed-view')).toHaveCount(0)
  await wall.locator('.layout-button').click()
  await wall.locator('.layout-panel').getByText('Shown', { exact: true }).click()
  // The panel takes room from the ward, and small tiles leave out who is simulated.
  await wall.locator('.layout-panel').getByText('Close', { exact: true }).click()
  await expect(tiles(wall).first()).toContainText('SIM-')

  await plugSecondDisplay(application, false)
  await untilWall(application, false)
  await expect(page.locator('.status-item.fault')).toContainText('waits for a second screen')
  await expect(tiles(page)).toHaveCount(5)
  await plugSecondDisplay(application, true)
  await untilWall(application, true)
  await app.close()

  const again = await launch()
  await expect(tiles(again.page)).toHaveCount(5, { timeout: START_MS })
  await plugSecondDisplay(again.application, true)
  await untilWall(again.application, true)
  const reopened = wallOf(again.application)
  if (reopened === null) throw new Error('the wall is gone')
  await expect(tiles(reopened)).toHaveCount(5, { timeout: START_MS })
  await expect(reopened.getByText('SIM-')).toHaveCount(0)
})
