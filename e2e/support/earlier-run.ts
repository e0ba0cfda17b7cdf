import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, startEngine } from '../../electron/engine/engine.ts'
import { ManualTime } from '../../electron/engine/testing/manual-time.ts'

/** One bed on a simulated monitor that sends its own time and falls silent now and then. */
const BED = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7&fault=stall-quiet', options: {} }
/** Long enough for the silence, short enough that it lies on one screen with the time after it. */
const RAN_MS = 120_000
/** Time moves in steps, with room for the store between them: a second is stored in order, none is behind. */
const STEP_MS = 1_000

/** What a run left: the file of its ward, and when it began and ended, UTC ms. */
export interface EarlierRun {
  readonly configFile: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

async function play(engine: Engine, time: ManualTime): Promise<void> {
  for (let ranMs = 0; ranMs < RAN_MS; ranMs += STEP_MS) {
    time.advance(STEP_MS)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await engine.close()
}

/** The engine as it ran without a screen for two minutes, `agoMs` ago, on the data folder of a test. It was closed in order. */
export async function runEarlier(folder: string, agoMs: number): Promise<EarlierRun> {
  const configFile = join(folder, 'ward.json')
  writeFileSync(configFile, JSON.stringify({ station: 'test-ward', beds: [BED] }))
  const fromUtcMs = Date.now() - agoMs
  const time = new ManualTime(fromUtcMs)
  const engine = await startEngine({
    start: {
      dataDir: join(folder, 'data'),
      configFile,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version: '0.0.9',
    },
    clock: time,
    timers: time,
  })
  await play(engine, time)
  return { configFile, fromUtcMs, toUtcMs: fromUtcMs + RAN_MS }
}
