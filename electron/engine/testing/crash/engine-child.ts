/**
 * The whole engine with a ward of 16 simulated monitors, to be killed: the same startEngine, bus, recorder and store
 * threads that Electron's utility process runs. Arguments: a folder with nothing else in it, and a file for what the
 * monitors brought (made.ts). Prints a line once it runs.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Driver, defineDriver } from '../../../../drivers/driver.ts'
import { geS5 } from '../../../../drivers/ge-s5/driver.ts'
import { startEngine } from '../../engine.ts'
import { RunningEngine } from '../../running-engine.ts'
import { MadeFile } from './made.ts'

const BEDS = 16
const PROBE_EVERY_MS = 50

const [folder = '', madePath = ''] = process.argv.slice(2)
const samples: Record<string, number> = {}
const made = new MadeFile(madePath)
const state = { startUtcMs: 0, lateMs: 0, samples }

let isNoted = false
/** Once a turn, however much came in it. */
function note(): void {
  if (isNoted) return
  isNoted = true
  setImmediate(() => {
    isNoted = false
    made.write(state)
  })
}

/** The driver of one bed, which counts what it hands on. */
function counting(bed: string): Driver<never> {
  return defineDriver({
    ...geS5,
    id: bed,
    start: (out, options) =>
      geS5.start(
        {
          ...out,
          measure(measurement) {
            if (measurement.type === 'wave') {
              const name = `${bed} ${measurement.channel.key}`
              samples[name] = (samples[name] ?? 0) + measurement.samples.length
              note()
            }
            out.measure(measurement)
          },
        },
        options,
      ),
  }) as Driver<never>
}

const beds = Array.from({ length: BEDS }, (_, index) => `b${index + 1}`)
const config = {
  station: 'crash',
  beds: beds.map((id, index) => ({ id, label: id, driver: id, link: `sim:stable?seed=${index + 1}` })),
}
const configFile = join(folder, 'ward.json')
writeFileSync(configFile, JSON.stringify(config))
const engine = await startEngine({
  start: {
    dataDir: join(folder, 'data'),
    configFile,
    resourcesDir: folder,
    key: null,
    keyFile: null,
    version: '0.0.0',
  },
  drivers: beds.map(counting),
})
if (!(engine instanceof RunningEngine)) throw new TypeError('the engine is another one')
const { store } = engine
state.startUtcMs = Date.now()

let probedMs = performance.now()
let askedMs: number | null = null
/** As late as the timers of the engine are, and as long as a second would wait for the thread that writes. */
setInterval(() => {
  const nowMs = performance.now()
  const waitedMs = askedMs === null ? 0 : nowMs - askedMs
  state.lateMs = Math.max(state.lateMs, nowMs - probedMs - PROBE_EVERY_MS + waitedMs)
  probedMs = nowMs
  if (askedMs === null) {
    askedMs = nowMs
    void store.room().then(() => {
      askedMs = null
    })
  }
  note()
}, PROBE_EVERY_MS)
process.stdout.write('runs\n')
