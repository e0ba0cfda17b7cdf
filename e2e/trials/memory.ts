import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDisplay } from '../../resources/setup/display.ts'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { percentile } from '../bench/statistics.ts'
import { launchApp, type RunningApp } from '../support/app.ts'
import prepare from '../support/global-setup.ts'
import { beginShift, tiles } from '../support/ward.ts'
import type { Trial } from './trial.ts'

/** One round is an hour of the ward: six in which caches and pools fill, then a shift of twelve. */
const ROUNDS = 18
const BEDS = 4
const SPEED = 120
/** The demo recording, and the second until it begins again (electron/engine/link/replay.ts). */
const RECORDING_SECONDS = 360
const LOOP_PAUSE_SECONDS = 1
const SECONDS_A_ROUND = (3_600 / RECORDING_SECONDS) * (RECORDING_SECONDS / SPEED + LOOP_PAUSE_SECONDS)
const LOOK_EVERY_MS = 1_000
/** The first part of a run, which is not counted. */
const WARM_SHARE = 1 / 3
/** 12 MB over a shift: less than the pages of one screen. */
const MOST_MB_AN_HOUR = 1
const KB_PER_MB = 1_024

/** Memory of a process that is in the PC's own, MB. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / KB_PER_MB
}

interface Look {
  readonly hours: number
  readonly mb: number
}

/** Slope of the straight line through the looks (least squares), MB an hour of the ward. */
function slopeOf(looks: readonly Look[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const hours = mean(looks.map((look) => look.hours))
  const mb = mean(looks.map((look) => look.mb))
  const along = looks.reduce((sum, look) => sum + (look.hours - hours) * (look.mb - mb), 0)
  return along / looks.reduce((sum, look) => sum + (look.hours - hours) ** 2, 0)
}

/** The middle look of each hour. */
function hourlyOf(looks: readonly Look[]): number[] {
  const hours = [...new Set(looks.map((look) => Math.floor(look.hours)))]
  return hours.map((hour) => {
    const ofHour = looks.filter((look) => Math.floor(look.hours) === hour)
    return percentile(
      ofHour.map(({ mb }) => mb),
      0.5,
    )
  })
}

function figuresOf(looks: readonly Look[]) {
  const round = (value: number) => Math.round(value * 100) / 100
  return {
    firstMb: round(looks[0]?.mb ?? Number.NaN),
    lastMb: round(looks.at(-1)?.mb ?? Number.NaN),
    mostMb: round(Math.max(...looks.map(({ mb }) => mb))),
    mbAnHour: round(slopeOf(looks)),
    hourlyMb: hourlyOf(looks).map(Math.round),
  }
}

function fastWard(folder: string): string {
  const recording = join(PROJECT_DIR, 'resources/demo/ge-s5-demo.vcap')
  const beds = Array.from({ length: BEDS }, (_, index) => ({
    id: `b${index + 1}`,
    label: `Bed ${index + 1}`,
    driver: 'ge-s5',
    link: `replay:${recording}?speed=${SPEED}&loop=1`,
  }))
  const file = join(folder, 'ward.json')
  writeFileSync(file, JSON.stringify({ station: 'memory', beds }))
  return file
}

async function processesOf(app: RunningApp): Promise<Readonly<Record<string, number>>> {
  const gpu = await app.application.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? null,
  )
  const own = {
    renderer: await app.rendererPid(),
    waves: await app.wavesPid(),
    engine: await app.enginePid(),
  }
  return gpu === null ? own : { ...own, drawing: gpu }
}

/** Runs a ward at many times its speed and watches the memory of the processes. */
export const memory: Trial = {
  claim: `A shift of a ward at ${SPEED} times its speed, with lines that break and come back: the memory of the window and of the process that draws for it stays flat (less than ${MOST_MB_AN_HOUR} MB for each hour of the ward, after the first third).`,
  usualRounds: ROUNDS,
  minutes: Math.ceil((ROUNDS * SECONDS_A_ROUND) / 60),
  async run(rounds, say) {
    await prepare()
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    const display = await startDisplay()
    const looks: Record<string, Look[]> = {}
    try {
      const app = await launchApp(display, { dataDir: join(folder, 'data'), configFile: fastWard(folder) })
      try {
        await tiles(app.page).first().waitFor()
        await beginShift(app.page, 'AB')
        const pids = await processesOf(app)
        const fromMs = performance.now()
        for (let hours = 0; hours < rounds; ) {
          await pause(LOOK_EVERY_MS)
          const before = Math.floor(hours)
          hours = (performance.now() - fromMs) / 1_000 / SECONDS_A_ROUND
          for (const [name, pid] of Object.entries(pids)) {
            looks[name] = [...(looks[name] ?? []), { hours, mb: residentMb(pid) }]
          }
          if (Math.floor(hours) > before) say(`${Math.floor(hours)} of ${rounds} hours of the ward`)
        }
      } finally {
        await app.close()
      }
    } finally {
      await display.close()
      rmSync(folder, { recursive: true, force: true })
    }
    const figures = Object.fromEntries(
      Object.entries(looks).map(([name, all]) => [
        name,
        figuresOf(all.filter((look) => look.hours >= rounds * WARM_SHARE)),
      ]),
    )
    const failures = ['renderer', 'drawing'].flatMap((name) => {
      const grows = figures[name]?.mbAnHour ?? 0
      return grows < MOST_MB_AN_HOUR ? [] : [`${name}: grows by ${grows} MB for each hour of the ward`]
    })
    return { ok: failures.length === 0, rounds, failures, figures: { beds: BEDS, speed: SPEED, ...figures } }
  },
}
