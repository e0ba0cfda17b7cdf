import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { DEFAULT_PIXEL_PITCH_MM } from '../../renderer/waves/types.ts'
import type { DrawnMonitor } from './drawn-monitor.ts'
import type { Framebuffer, Region } from './framebuffer.ts'
import { untilMoving } from './movement.ts'
import { columnsWith, traceArea } from './trace-picture.ts'
import { until } from './wait.ts'
import { tile, tiles } from './ward.ts'

export const START = {
  withinMs: 30_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** Columns on a screen that nobody has calibrated. */
export const PX_PER_SECOND = 25 / DEFAULT_PIXEL_PITCH_MM
export const ERASE_GAP_PX = 5 / DEFAULT_PIXEL_PITCH_MM

/** A ward of four beds whose first one is the monitor of the test: a trace of three rows, drawn at its true size. */
export function wardWith(monitor: DrawnMonitor, folder: string): string {
  const beds = [1, 2, 3, 4].map((number) => ({
    id: `b${number}`,
    label: `Bed ${number}`,
    driver: 'ge-s5',
    link: number === 1 ? monitor.link : `tcp:127.0.0.1:${number}`,
  }))
  const file = join(folder, 'ward.json')
  writeFileSync(file, JSON.stringify({ station: 'traces', beds }))
  return file
}

/** Waits until that bed draws. Out: where. */
export async function untilDrawn(page: Page, picture: Framebuffer): Promise<Region> {
  await expect(tiles(page)).toHaveCount(4, { timeout: START.withinMs })
  await tile(page, 'b1').locator('.wave-trace').first().waitFor({ timeout: START.withinMs })
  const area = await traceArea(tile(page, 'b1'))
  await untilMoving(picture, area, START)
  return area
}

/** Waits until the row is drawn all the way round: in every column but the erase gap there is a trace or a hatch. */
export async function untilFull(picture: Framebuffer, area: Region): Promise<void> {
  await until('One sweep', { ...START, because: 'one sweep of a wide row takes ten seconds' }, () => {
    const hatch = columnsWith(picture, area, 'hatch')
    const inked = columnsWith(picture, area, 'trace').filter((pixels, at) => pixels + (hatch[at] ?? 0) > 0)
    return inked.length > area.width - 2 * ERASE_GAP_PX
  })
}
