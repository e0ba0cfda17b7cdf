import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { bedIds, beginShift, tiles } from '../support/ward.ts'

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
