import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { recordedStretches } from './record.ts'
import { until } from './wait.ts'
import { bedIds, beginShift, tiles } from './ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
const DEMO_BEDS = 5

/** Waits until the demo ward records, and signs in. In: the folder of the test, in which `data` is. Out: its first bed. */
export async function recordingDemo(page: Page, folder: string): Promise<string> {
  await expect(tiles(page)).toHaveCount(DEMO_BEDS, { timeout: FIRST_DATA.withinMs })
  const [bed = ''] = await bedIds(page)
  await until('A recorded second', FIRST_DATA, () => recordedStretches(join(folder, 'data'), bed).length > 0)
  await beginShift(page, 'AB')
  return bed
}
