import { expect, test } from '../support/fixtures.ts'
import { untilMoving } from '../support/movement.ts'
import { bedIds, beginShift, tile, tiles, waveRegion } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}

test('a plain start shows five beds that say SIMULATED, and their traces move on the screen', async ({
  launch,
  picture,
}) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  for (const bed of await bedIds(page)) {
    await expect(tile(page, bed)).toContainText('SIMULATED')
    await untilMoving(picture, await waveRegion(page, bed), FIRST_DATA)
  }
  await expect(page.getByText('SECONDARY DISPLAY')).toBeVisible()
  await expect(page.getByText('TEST RUNTIME').first()).toBeVisible()
})

test('every tile says which of three it is about bedside alarms', async ({ launch }) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  for (const bed of await bedIds(page)) {
    await expect(tile(page, bed).locator('.bedside')).toHaveText(
      /bedside alarms shown|this link carries no bedside alarms|alarm link lost/,
    )
  }
})

test('a shift begins with initials, and the ward is seen before that', async ({ launch, picture }) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const [first = ''] = await bedIds(page)
  await untilMoving(picture, await waveRegion(page, first), FIRST_DATA)
  await expect(page.locator('.start-panel')).toBeVisible()
  await beginShift(page, 'AB')
  await expect(page.getByText('AB, unverified')).toBeVisible()
})

test('H17 the display is kept awake while the ward is open', async ({ launch }) => {
  const { page, application } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  // Electron numbers the blocks from 0 or 1 on and lists none: the app takes exactly one.
  const blocks = await application.evaluate(({ powerSaveBlocker }) =>
    [0, 1, 2, 3].filter((id) => powerSaveBlocker.isStarted(id)),
  )
  expect(blocks).toHaveLength(1)
})

test('arrow keys move between beds from the first moment, Enter opens one and Escape comes back to it', async ({
  launch,
}) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const [first = '', second = ''] = await bedIds(page)
  await beginShift(page, 'AB')
  await page.keyboard.press('ArrowRight')
  await expect(tile(page, first)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tile(page, second)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.bed-view')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowLeft')
  await expect(tile(page, second)).toBeFocused()
})
