import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { recordedStretches } from '../support/record.ts'
import { textFaults } from '../support/text-layout.ts'
import { until } from '../support/wait.ts'
import { bedIds, beginShift, tile, tiles } from '../support/ward.ts'

/** VIGIL_SCREENSHOTS=keep puts the pictures where the README shows them; otherwise they stay with the results. */
const KEEP = process.env.VIGIL_SCREENSHOTS === 'keep'
/** One full sweep of a trace, so that the picture shows the ward as it is after the start. */
const SWEEP_MS = 9_000

test('the ward is photographed for the README', async ({ launch, folder }, testInfo) => {
  const { page } = await launch()
  await expect(tiles(page)).toHaveCount(5, { timeout: 20_000 })
  await beginShift(page, 'AB')
  const beds = await bedIds(page)
  const limit = { withinMs: 40_000, because: 'one sweep, recorded second by second' }
  await until('One sweep of every bed', limit, () =>
    beds.every((bed) => {
      const last = recordedStretches(join(folder, 'data'), bed).at(-1)
      return last !== undefined && last.toUtcMs - last.fromUtcMs > SWEEP_MS
    }),
  )
  await expect(page.getByText('SIMULATED').first()).toBeVisible()
  const target = KEEP ? join(PROJECT_DIR, 'resources/docs/screenshots') : testInfo.outputDir
  mkdirSync(target, { recursive: true })
  await page.screenshot({ path: join(target, 'ward.png') })
})

/** The app, its engine and the store start on two shared cores; 32 simulated monitors take their time. */
const START_MS = 60_000
/** Sixteen pictures of a whole screen are 5 MB as PNG. */
const JPEG_QUALITY = 78
const SCENARIOS = ['stable', 'desaturation', 'sepsis', 'paced', 'leads-off', 'apnoea', 'probe-off', 'vt']
const LOOKS = ['dark', 'light', 'night', 'rtl'] as const

/** A ward in which every second bed lies still and the others have what a ward can have. */
function simulatedWard(folder: string, beds: number): string {
  const config = {
    station: 'ward-7',
    beds: Array.from({ length: beds }, (_, index) => ({
      id: `b${index + 1}`,
      label: `Bed ${index + 1}`,
      driver: 'ge-s5',
      link: `sim:${index % 2 === 0 ? 'stable' : SCENARIOS[((index - 1) / 2) % SCENARIOS.length]}?seed=${index + 1}`,
    })),
  }
  const file = join(folder, 'simulated.json')
  writeFileSync(file, JSON.stringify(config))
  return file
}

async function wear(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  if (look === 'dark') return
  await page.locator('.tab').last().click()
  const choice = (name: string) => page.locator('.choice-option').getByText(name, { exact: true }).click()
  if (look === 'light') await choice('Light')
  if (look === 'night') await choice('On')
  if (look === 'rtl') {
    await choice('Off')
    await choice('Dark')
    await choice('العربية')
  }
  const html = page.locator('html')
  if (look === 'rtl') await expect(html).toHaveAttribute('dir', 'rtl')
  await expect(html).toHaveAttribute('data-theme', look === 'rtl' ? 'dark' : look)
  await page.locator('.tab').first().click()
}

async function oneSweep(): Promise<void> {
  const limit = { withinMs: START_MS, because: 'one sweep of the trace' }
  const started = Date.now()
  await until('One sweep', limit, () => Date.now() - started > SWEEP_MS)
}

for (const beds of [1, 4, 16, 32]) {
  test(`a ward of ${beds} is photographed in every look, and no text is cut or under another`, async ({
    launch,
    folder,
  }, testInfo) => {
    const { page } = await launch({ configFile: simulatedWard(folder, beds) })
    // Beside the start panel there is room for fewer.
    await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
    await beginShift(page, 'AB')
    await expect(tiles(page)).toHaveCount(beds, { timeout: START_MS })
    const target = KEEP ? join(PROJECT_DIR, 'resources/docs/screenshots') : testInfo.outputDir
    mkdirSync(target, { recursive: true })
    for (const look of LOOKS) {
      await wear(page, look)
      for (const bed of [1, beds]) {
        const saturation = tile(page, `b${bed}`).locator('.number.kind-spo2 .number-value').first()
        await expect(saturation).toHaveText(/\d|--/, { timeout: START_MS })
      }
      // Only a picture that is kept needs its traces whole; texts are where they are from the first moment.
      if (KEEP) await oneSweep()
      expect(await textFaults(page), look).toEqual([])
      const path = join(target, `ward-${beds}-${look}.jpg`)
      await page.screenshot({ path, type: 'jpeg', quality: JPEG_QUALITY })
    }
  })
}

/** Where nobody answers: the port of discard. */
const NOBODY = 'tcp:127.0.0.1:9'
const EVENTS: Readonly<Record<number, string>> = {
  1: 'sim:leads-off?seed=2',
  2: 'sim:vt?seed=3',
  4: 'sim:apnoea?seed=5',
  6: NOBODY,
  9: 'sim:desaturation?seed=10',
  11: 'sim:probe-off?seed=12',
  13: 'sim:paced?seed=14',
}
/** The first events of the scenarios come after a minute and last half of one. */
const EVENTS_MS = 150_000

/** How the picture looks to people without red or without green cones (Machado, Oliveira, Fernandes 2009, severity 1). */
const CONES = {
  protanopia:
    '0.152286 1.052583 -0.204868 0 0 0.114503 0.786281 0.099216 0 0 -0.003882 -0.048116 1.051998 0 0',
  deuteranopia:
    '0.367322 0.860646 -0.227968 0 0 0.280085 0.672501 0.047413 0 0 -0.011820 0.042940 0.968881 0 0',
} as const

/** Lays the loss of a kind of cone over the whole page. */
async function seeAs(page: Page, cones: keyof typeof CONES): Promise<void> {
  await page.evaluate((matrix) => {
    const space = 'http://www.w3.org/2000/svg'
    const filter = document.createElementNS(space, 'filter')
    filter.id = 'cones'
    filter.setAttribute('color-interpolation-filters', 'linearRGB')
    const colours = document.createElementNS(space, 'feColorMatrix')
    colours.setAttribute('values', `${matrix} 0 0 0 1 0`)
    filter.append(colours)
    const picture = document.createElementNS(space, 'svg')
    picture.append(filter)
    document.querySelector('#cones')?.parentElement?.remove()
    document.documentElement.append(picture)
    document.documentElement.style.filter = 'url(#cones)'
  }, CONES[cones])
}

// Waits for events of a minute's length, which tests have from devices of their own: only for pictures that are kept.
if (KEEP) {
  test('a ward with alarms of each priority, a line that is lost and a gap is photographed, also as people without a kind of cone see it', async ({
    launch,
    folder,
  }) => {
    test.setTimeout(2 * EVENTS_MS)
    const beds = Array.from({ length: 16 }, (_, index) => ({
      id: `b${index + 1}`,
      label: `Bed ${index + 1}`,
      driver: 'ge-s5',
      link: EVENTS[index] ?? `sim:stable?seed=${index + 1}`,
    }))
    const configFile = join(folder, 'alarms.json')
    writeFileSync(configFile, JSON.stringify({ station: 'ward-7', beds }))
    const { page } = await launch({ configFile })
    await expect(tiles(page).first()).toBeVisible({ timeout: START_MS })
    await beginShift(page, 'AB')
    await page.getByRole('button', { name: 'Heard', exact: true }).click()
    await expect(tiles(page)).toHaveCount(16, { timeout: START_MS })
    for (const priority of ['high', 'medium', 'low']) {
      await expect(page.locator(`.tile .state-line.${priority}`).first()).toBeVisible({ timeout: EVENTS_MS })
    }
    expect(await textFaults(page)).toEqual([])
    const target = join(PROJECT_DIR, 'resources/docs/screenshots')
    const take = (name: string) =>
      page.screenshot({ path: join(target, `${name}.jpg`), type: 'jpeg', quality: JPEG_QUALITY })
    await take('ward-16-alarms')
    for (const cones of ['protanopia', 'deuteranopia'] as const) {
      await seeAs(page, cones)
      await take(`ward-16-${cones}`)
    }
  })
}
