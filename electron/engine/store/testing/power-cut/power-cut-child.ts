/**
 * Two runs of a station of 16 beds in simulated time, as fast as the disk takes them: seconds with waves, numbers,
 * alarms, audit rows and patients, folds and checkpoints between them, an orderly close, a second start. Run under
 * the shim (disk-log.ts) with the data folder and the seconds of the second run as arguments. A file `marks` in the
 * folder gets a line for each tick before and after the store has it: `ms of each wave made`, `ms confirmed`,
 * `alarms confirmed`, `audit rows confirmed`, `UTC ms`.
 */
import { mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as settle } from 'node:timers/promises'
import { openStoreWriter } from '../../open/open.ts'
import { ACTOR, openOptions, START_UTC_MS } from '../samples.ts'
import { LOAD_BEDS, loadBatch, recorderOn } from '../ward-load.ts'
import { MARKS_FILE } from './marks.ts'

const TICK_MS = 200
const FIRST_RUN_MS = 10_000
/** The PC was off between the runs. */
const PAUSE_MS = 20_000
const ALARM_EVERY_MS = 3_000
const AUDIT_EVERY_MS = 5_000
const FOLD_STEP_MS = 20
const MS_PER_S = 1_000

const [dataDir = '', seconds = '0'] = process.argv.slice(2)
mkdirSync(dataDir, { recursive: true })
const marks = openSync(join(dataDir, MARKS_FILE), 'w')
let nowMs = 0
const clock = { monotonicMs: () => nowMs, utcMs: (ms: number) => START_UTC_MS + ms }
const made = { waveMs: 0 }
const confirmed = { waveMs: 0, alarms: 0, auditRows: 0 }

function mark(): void {
  const { waveMs, alarms, auditRows } = confirmed
  writeSync(marks, `${made.waveMs} ${waveMs} ${alarms} ${auditRows} ${clock.utcMs(nowMs)}\n`)
}

async function run(forMs: number): Promise<void> {
  const opened = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: clock.utcMs(nowMs) })
  const { writer } = opened
  const recorder = recorderOn(opened, clock, (second) => {
    if (second.waves.length > 0) confirmed.waveMs = made.waveMs
    confirmed.alarms += second.alerts.length
  })
  recorder.tick(nowMs)
  const untilMs = nowMs + forMs
  while (nowMs < untilMs) {
    nowMs += TICK_MS
    for (const bed of LOAD_BEDS) {
      const batch = loadBatch(bed, clock, nowMs, TICK_MS)
      const alert = { type: 'alert', priority: 'high', kind: 'physiological', text: 'ASYSTOLE' } as const
      const isAlarm = nowMs % ALARM_EVERY_MS === 0 && bed === LOAD_BEDS[0]
      const alerts = isAlarm ? [{ ...alert, phase: 'start', atMs: nowMs, deviceMs: null } as const] : []
      recorder.onBatch({ ...batch, measurements: [...batch.measurements, ...alerts] })
    }
    made.waveMs += TICK_MS
    mark()
    recorder.tick(nowMs)
    if (nowMs % AUDIT_EVERY_MS === 0) {
      writer.audit({
        atUtcMs: clock.utcMs(nowMs),
        actor: ACTOR,
        action: 'test',
        object: 'b1',
        before: null,
        after: null,
      })
      confirmed.auditRows++
      writer.bind('b1', { id: String(nowMs), authority: 'HOSP' }, clock.utcMs(nowMs))
    }
    mark()
    writer.foldStep(FOLD_STEP_MS)
    // The recorder hears of what is stored.
    await settle()
  }
  await recorder.close(nowMs)
  mark()
  writer.close()
}

await run(FIRST_RUN_MS)
nowMs += PAUSE_MS
await run(Number(seconds) * MS_PER_S)
