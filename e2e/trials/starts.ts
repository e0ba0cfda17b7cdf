import { join } from 'node:path'
import { figuresOf } from '../bench/statistics.ts'
import { launchApp } from '../support/app.ts'
import { untilMoving } from '../support/movement.ts'
import { bedIds, tiles, waveRegion } from '../support/ward.ts'
import type { Trial } from './trial.ts'
import { onTrialScreen } from './trial-screen.ts'

const ROUNDS = 20
/** The promise, from the first tile on the screen on. */
const MOVING_WITHIN_MS = 2_000
const MOVING = { withinMs: 20_000, because: 'the app starts in software rendering on a busy machine' }

/** Starts the app again and again and looks each time whether its traces really move. */
export const starts: Trial = {
  claim:
    "The app is started again and again: each time every bed's traces move on the screen itself (a canvas in a worker may count frames and show none), within two seconds of the first tile.",
  usualRounds: ROUNDS,
  minutes: 2,
  run: (rounds, say) =>
    onTrialScreen(async ({ folder, display, picture }) => {
      const failures: string[] = []
      const movingAfterMs: number[] = []
      const afterFirstTileMs: number[] = []
      for (let round = 1; round <= rounds; round++) {
        const startedMs = performance.now()
        const app = await launchApp(display, { dataDir: join(folder, 'data') })
        try {
          await tiles(app.page).first().waitFor()
          const shownMs = performance.now()
          const beds = await bedIds(app.page)
          const regions = await Promise.all(beds.map((bed) => waveRegion(app.page, bed)))
          const moving = await Promise.all(regions.map((region) => untilMoving(picture, region, MOVING)))
          const lastMs = Math.max(...moving)
          movingAfterMs.push(lastMs - startedMs)
          afterFirstTileMs.push(lastMs - shownMs)
          if (lastMs - shownMs > MOVING_WITHIN_MS)
            failures.push(
              `start ${round}: traces moved ${Math.round(lastMs - shownMs)} ms after the first tile`,
            )
        } catch (error) {
          failures.push(`start ${round}: ${error instanceof Error ? error.message : String(error)}`)
        } finally {
          await app.close()
        }
        if (round % 5 === 0) say(`${round} of ${rounds} starts`)
      }
      const figures =
        movingAfterMs.length === 0
          ? {}
          : { allBedsMovingAfterMs: figuresOf(movingAfterMs), afterFirstTileMs: figuresOf(afterFirstTileMs) }
      return { ok: failures.length === 0, rounds, failures, figures }
    }),
}
