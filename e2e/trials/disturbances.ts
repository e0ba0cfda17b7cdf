import { join } from 'node:path'
import { load } from '../bench/machine.ts'
import { figuresOf } from '../bench/statistics.ts'
import { launchApp, type RunningApp } from '../support/app.ts'
import type { Framebuffer } from '../support/framebuffer.ts'
import { untilMoving, untilStill } from '../support/movement.ts'
import { bedIds, waveRegion } from '../support/ward.ts'
import { hide, killDrawing, resize, show, WINDOW } from '../support/window-acts.ts'
import type { Trial } from './trial.ts'
import { onTrialScreen } from './trial-screen.ts'

const ROUNDS = 20
/** The promise, from just before each of them on. */
const MOVING_WITHIN_MS = 2_000
const MOVING = { withinMs: 20_000, because: 'what takes longer than this has failed anyway' }
const GONE = { withinMs: 10_000, because: 'the window goes off the screen' }
const SMALL = { width: 1280, height: 720 }
const ENDS = ['resized', 'shown', 'drawingKilled'] as const
type Disturbance = (typeof ENDS)[number]

/** Waits until every bed's trace moves, wherever it is now. Out: when the last one began to (performance.now). */
async function allMoving({ page }: RunningApp, picture: Framebuffer): Promise<number> {
  const regions = await Promise.all((await bedIds(page)).map((bed) => waveRegion(page, bed)))
  return Math.max(...(await Promise.all(regions.map((region) => untilMoving(picture, region, MOVING)))))
}

async function disturb(
  app: RunningApp,
  picture: Framebuffer,
  what: Disturbance,
  round: number,
): Promise<number> {
  if (what === 'shown') {
    const [bed = ''] = await bedIds(app.page)
    const region = await waveRegion(app.page, bed)
    await hide(app)
    await untilStill(picture, region, GONE)
  }
  const { width, height } = round % 2 === 1 ? SMALL : WINDOW
  const fromMs = performance.now()
  if (what === 'resized') await resize(app, width, height)
  else if (what === 'shown') await show(app)
  else await killDrawing(app, MOVING)
  return (await allMoving(app, picture)) - fromMs
}

/** Disturbs one running window again and again and looks each time when all of its traces move. */
export const disturbances: Trial = {
  claim:
    "A window is resized, hidden and shown, and its drawing process killed, again and again: each time every bed's traces move on the screen itself within two seconds. (Engine and wave worker: see recovery.)",
  usualRounds: ROUNDS,
  minutes: 3,
  run: (rounds, say) =>
    onTrialScreen(async ({ folder, display, picture }) => {
      const failures: string[] = []
      const tookMs: Record<Disturbance, number[]> = { resized: [], shown: [], drawingKilled: [] }
      const loads: number[] = []
      const app = await launchApp(display, { dataDir: join(folder, 'data') })
      try {
        await app.page.locator('.wave-trace').first().waitFor()
        await allMoving(app, picture)
        for (let round = 1; round <= rounds; round++) {
          for (const what of ENDS) {
            const ms = await disturb(app, picture, what, round)
            tookMs[what].push(ms)
            if (ms > MOVING_WITHIN_MS) failures.push(`${what}, round ${round}: ${Math.round(ms)} ms`)
          }
          loads.push(load())
          if (round % 5 === 0) say(`${round} of ${rounds} rounds`)
        }
      } finally {
        await app.close()
      }
      const figures = Object.fromEntries(
        ENDS.map((what) => [`${what}MovingAfterMs`, figuresOf(tookMs[what])]),
      )
      return { ok: failures.length === 0, rounds, failures, figures: { ...figures, loads } }
    }),
}
