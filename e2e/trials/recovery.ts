import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from '../bench/machine.ts'
import { openScreenRows } from '../bench/screen-rows.ts'
import { percentile } from '../bench/statistics.ts'
import { launchApp, type RunningApp } from '../support/app.ts'
import type { Region } from '../support/framebuffer.ts'
import { untilMoving } from '../support/movement.ts'
import { vigil } from '../support/outside.ts'
import { killEngine, killWaveWorker, type Recovery, type Screen, untilDrawn } from '../support/recovery.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { regionOf, tile } from '../support/ward.ts'
import type { Trial } from './trial.ts'
import { onTrialScreen } from './trial-screen.ts'

const ROUNDS = 20
/** The promise of DESIGN 1: what dies is back within a second. */
const BACK_WITHIN_MS = 1_000
const DRIVER = 'ge-s5'
const SERIAL_BED = 'b1'
const SIMULATED_BED = 'b2'
/** Longer than the trial: the monitor never stops sending, whatever happens to the station. */
const MONITOR_SECONDS = 7_200
const STARTED = { withinMs: 30_000, because: 'the app, its engine and both monitors start' }
const BACK = { withinMs: 20_000, because: 'a kill that takes longer than this has failed anyway' }

/** Figures of one kind of kill, ms. */
interface Spread {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly max: number
  readonly all: readonly number[]
}

function spreadOf(values: readonly number[]): Spread {
  return {
    count: values.length,
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    max: percentile(values, 1),
    all: values.map(Math.round),
  }
}

/** One bed on a serial cable whose monitor never stops sending, one simulated in the engine itself. */
function writeWard(folder: string, stationEnd: string): string {
  const file = join(folder, 'ward.json')
  const beds = [
    { id: SERIAL_BED, label: 'Bed 1', driver: DRIVER, link: `serial:${stationEnd}` },
    { id: SIMULATED_BED, label: 'Bed 2', driver: DRIVER, link: 'sim:stable?seed=2' },
  ]
  writeFileSync(file, JSON.stringify({ station: 'trial', beds }))
  return file
}

/** Where the first wave of a bed is drawn; waits until it is. */
async function traceOf({ page }: RunningApp, bed: string): Promise<Region> {
  const trace = tile(page, bed).locator('.wave-trace').first()
  await trace.waitFor({ timeout: STARTED.withinMs })
  return regionOf(trace)
}

interface Kills {
  readonly engine: Recovery[]
  readonly worker: Recovery[]
  readonly loads: number[]
}

async function killAll(
  app: RunningApp,
  screen: Screen,
  rounds: number,
  say: (text: string) => void,
): Promise<Kills> {
  const traces = [await traceOf(app, SERIAL_BED), await traceOf(app, SIMULATED_BED)]
  const stateLine = await regionOf(tile(app.page, SERIAL_BED).locator('.state-line'))
  const kills: Kills = { engine: [], worker: [], loads: [] }
  const settle = async () => {
    for (const region of traces) await untilMoving(screen.picture, region, BACK)
    await untilDrawn(screen, traces, BACK)
  }
  for (let round = 1; round <= rounds; round++) {
    await settle()
    kills.engine.push(await killEngine(app, screen, { traces, stateLine }, BACK))
    await settle()
    kills.worker.push(await killWaveWorker(app, screen, traces, BACK))
    kills.loads.push(load())
    if (round % 5 === 0) say(`${round} of ${rounds} kills of each`)
  }
  await settle()
  return kills
}

function failuresOf({ engine, worker }: Kills): string[] {
  const late = (who: string, kills: readonly Recovery[]) =>
    kills.flatMap(({ backMs }, index) => {
      const worst = Math.max(...backMs)
      return worst <= BACK_WITHIN_MS ? [] : [`kill ${index + 1} of the ${who}: ${worst.toFixed(0)} ms`]
    })
  return [...late('engine', engine), ...late('wave worker', worker)]
}

function figuresOf({ engine, worker, loads }: Kills): Record<string, unknown> {
  const back = (kills: readonly Recovery[], trace: number) =>
    spreadOf(kills.map(({ backMs }) => backMs[trace] ?? Number.NaN))
  return {
    engineKilledNoDataShownMs: spreadOf(engine.map(({ noDataMs }) => noDataMs ?? Number.NaN)),
    engineKilledSerialTraceBackMs: back(engine, 0),
    engineKilledSimulatedTraceBackMs: back(engine, 1),
    workerKilledSerialTraceBackMs: back(worker, 0),
    workerKilledSimulatedTraceBackMs: back(worker, 1),
    loads,
  }
}

/** Kills engine and wave worker in turn and reads from the screen when the traces are back. */
export const recovery: Trial = {
  claim:
    'Engine and wave worker are killed again and again, read from the screen itself: the beds show NO DATA while the engine is away, and within 1 s of each kill the traces of a serial and of a simulated monitor move again.',
  usualRounds: ROUNDS,
  minutes: 4,
  run: (rounds, say) =>
    onTrialScreen(async ({ folder, display, picture }) => {
      const cable = await openSerialPair(folder)
      const words = ['--port', cable.monitorEnd, '--seconds', String(MONITOR_SECONDS)]
      const monitor = vigil(['simulate', '--driver', DRIVER, ...words])
      const rows = openScreenRows(display.framebufferFile)
      try {
        const configFile = writeWard(folder, cable.stationEnd)
        const app = await launchApp(display, { dataDir: join(folder, 'data'), configFile })
        try {
          const kills = await killAll(app, { picture, rows }, rounds, say)
          const failures = failuresOf(kills)
          return { ok: failures.length === 0, rounds, failures, figures: figuresOf(kills) }
        } finally {
          await app.close()
        }
      } finally {
        rows.close()
        await monitor.stop()
        await cable.close()
      }
    }),
}
