import { expect, test } from '../support/fixtures.ts'
import { barOverlaps, capitalMm, overlaps, placesShown, wardConfig } from '../support/layout-ward.ts'
import { beginShift, tile, tiles } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START_MS = 30_000
/** 20 minutes of arc: mm of capital height for each m. */
const MM_PER_M = 5.8
/** Lines are tried, and the page is drawn in software. */
const SETTLED_MS = 15_000

for (const [beds, metres] of [
  [4, 3],
  [8, 3],
  [16, 2],
  [32, 1.5],
] as const) {
  test(`heart rate, SpO2 and alarm line of ${beds} beds are read from ${metres} m, and the screen says so`, async ({
    launch,
    folder,
    picture,
  }) => {
    const { page } = await launch({ configFile: wardConfig(folder, beds) })
    await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
    // The panel beside the ward takes room from it.
    await beginShift(page, 'AB')
    await expect(tiles(page)).toHaveCount(beds)
    await expect(tile(page, 'b2').locator('.state-text')).toHaveText(/No data/, { timeout: START_MS })
    const places = ['.tile .number.kind-ecg .number-value', '.tile .number.kind-spo2 .number-value']
    for (const selector of [...places, '.tile .state-text .fit-lines']) {
      // A tile that has just come, and its first number, are drawn within some frames.
      const drawn = () => capitalMm(page, picture, selector)
      await expect
        .poll(drawn, { message: selector, timeout: SETTLED_MS })
        .toBeGreaterThanOrEqual(metres * MM_PER_M)
    }
    await expect(page.locator('.status-item.distance')).toHaveText(
      `Read from ${metres} m on a 24-inch screen`,
    )
    expect(await overlaps(page)).toEqual([])
  })
}

test('a single bed has the whole window', async ({ launch, folder }) => {
  const { page } = await launch({ configFile: wardConfig(folder, 1) })
  await expect(tiles(page)).toHaveCount(1, { timeout: START_MS })
  await beginShift(page, 'AB')
  const ward = await page.locator('.ward').boundingBox()
  const box = await tile(page, 'b1').boundingBox()
  expect((box?.width ?? 0) / (ward?.width ?? 1)).toBeGreaterThan(0.98)
  expect((box?.height ?? 0) / (ward?.height ?? 1)).toBeGreaterThan(0.98)
})

test('beds keep their places; moving one by key or mouse is kept only when somebody says so', async ({
  launch,
  folder,
}) => {
  const configFile = wardConfig(folder, 6)
  const app = await launch({ configFile })
  const { page } = app
  await expect(tiles(page)).toHaveCount(6, { timeout: START_MS })
  await beginShift(page, 'AB')
  await tile(page, 'b1').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.locator('.confirm-text')).toHaveText('Bed 2 and Bed 1 change places')
  expect((await placesShown(page)).slice(0, 3)).toEqual(['b2', 'b1', 'b3'])
  await expect(tile(page, 'b1')).toBeFocused()
  await page.keyboard.press('Escape')
  expect((await placesShown(page)).slice(0, 3)).toEqual(['b1', 'b2', 'b3'])

  await tile(page, 'b3').dragTo(page.locator('[data-place="7"]'))
  await expect(page.locator('.confirm-text')).toHaveText('Bed 3 moves to place 8')
  await page.locator('.confirm-bar').getByText('Keep').click()
  await expect(page.locator('.confirm-bar')).toBeHidden()
  const kept = ['b1', 'b2', null, 'b4', 'b5', 'b6', null, 'b3']
  expect(await placesShown(page)).toEqual(kept)
  await expect(page.locator('.bed-view')).toBeHidden()

  await app.close()
  const again = await launch({ configFile })
  await expect(tiles(again.page)).toHaveCount(6, { timeout: START_MS })
  expect(await placesShown(again.page)).toEqual(kept)
})

test('forty beds with odd names on any window: none overlaps, none runs, none disappears', async ({
  launch,
  folder,
}) => {
  const { page, application } = await launch({ configFile: wardConfig(folder, 40, true) })
  await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
  await beginShift(page, 'AB')
  await expect(tiles(page)).toHaveCount(32)
  await expect(page.locator('.pager-names')).toContainText('8 not shown: Bed 33 to Bed 40')
  await expect(page.locator('.pager .banner-card').first()).toContainText('No data', { timeout: START_MS })
  await tile(page, 'b8').focus()
  await page.keyboard.press('Shift+PageDown')
  await expect(page.locator('.confirm-text')).toHaveText('Bed 40 and Bed 8 change places')
  await expect(tile(page, 'b8')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.getByText('Page before').click()
  await expect(tile(page, 'b8')).toBeVisible()
  for (const [width, height] of [
    [1_920, 1_080],
    [1_366, 768],
    [800, 600],
  ] as const) {
    await application.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    // A display without a window manager gives a window a pixel less than it asks for.
    const missing = () => page.evaluate((wanted) => Math.abs(window.innerWidth - wanted), width)
    await expect.poll(missing, { timeout: SETTLED_MS }).toBeLessThan(3)
    await expect.poll(() => overlaps(page), { timeout: SETTLED_MS }).toEqual([])
    expect(await barOverlaps(page), `${width} x ${height}`).toEqual([])
    const seen = new Set(await placesShown(page))
    const next = page.getByText('Next page')
    while (await next.isEnabled()) {
      await next.click()
      for (const bed of await placesShown(page)) seen.add(bed)
    }
    seen.delete(null)
    expect(seen.size).toBe(40)
    while (await page.getByText('Page before').isEnabled()) await page.getByText('Page before').click()
  }
  expect(await page.locator('.tile img, .tile script, .tile b:not(.wave-label b)').count()).toBe(0)
})

test('large numbers and the number of places are chosen by role and come back at the next start', async ({
  launch,
  folder,
}) => {
  const configFile = wardConfig(folder, 3)
  const app = await launch({ configFile })
  await expect(tiles(app.page)).toHaveCount(3, { timeout: START_MS })
  await beginShift(app.page, 'AB')
  await app.page.locator('.layout-button').click()
  const panel = app.page.locator('.layout-panel')
  await panel.getByText('16', { exact: true }).click()
  await panel.getByText('Large numbers').click()
  await panel.getByText('Close', { exact: true }).click()
  await expect(app.page.locator('.place-empty')).toHaveCount(13)
  await expect(app.page.locator('.tile.banded.only-numbers')).toHaveCount(3)
  expect(await overlaps(app.page)).toEqual([])
  await app.close()
  const again = await launch({ configFile })
  await expect(again.page.locator('.tile.banded.only-numbers')).toHaveCount(3, { timeout: START_MS })
})
