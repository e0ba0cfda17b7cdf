import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setImmediate as settle } from 'node:timers/promises'
import { storePaths } from '../file/paths.ts'
import { openStoreWriter } from '../open/open.ts'
import { openOptions, START_UTC_MS } from './samples.ts'
import { LOAD_BEDS, loadBatch, recorderOn } from './ward-load.ts'

const BATCH_MS = 200
const MS_PER_S = 1_000

/** A record as a killed station leaves it, with its log, and the same closed in order. */
export interface RecordPair {
  readonly crashed: string
  readonly closed: string
  /** Of each wave. */
  readonly seconds: number
}

/** Makes both in `folder`: 16 beds for `seconds` in simulated time, with a fold and a checkpoint each minute. */
export async function recordPair(folder: string, seconds: number): Promise<RecordPair> {
  const pair = { crashed: join(folder, 'crashed'), closed: join(folder, 'closed'), seconds }
  await recordWard(pair.crashed, seconds)
  cpSync(pair.crashed, pair.closed, { recursive: true })
  openStoreWriter(openOptions(pair.closed)).writer.close()
  return pair
}

async function recordWard(dataDir: string, seconds: number): Promise<void> {
  const live = mkdtempSync(join(tmpdir(), 'vigil-live-'))
  let nowMs = 0
  const clock = { monotonicMs: () => nowMs, utcMs: (ms: number) => START_UTC_MS + ms }
  const opened = openStoreWriter(openOptions(live))
  const { writer } = opened
  try {
    for (const bed of LOAD_BEDS) {
      writer.saveBed({ bed, label: bed, driver: 'test', link: 'sim:', options: '{}' })
      writer.bind(bed, { id: `SIM-${bed}`, authority: 'VIGIL' }, START_UTC_MS)
    }
    const recorder = recorderOn(opened, clock)
    recorder.tick(0)
    while (nowMs < seconds * MS_PER_S) {
      nowMs += BATCH_MS
      for (const bed of LOAD_BEDS) recorder.onBatch(loadBatch(bed, clock, nowMs, BATCH_MS))
      recorder.tick(nowMs)
      while (writer.foldStep(Number.POSITIVE_INFINITY)) {
        // Until nothing waits.
      }
      // The recorder hears of what is stored.
      await settle()
    }
    await recorder.close(nowMs)
    const reserve = basename(storePaths(live).reserve)
    cpSync(live, dataDir, { recursive: true, filter: (source) => basename(source) !== reserve })
    // Its memory of the log is no part of the record.
    rmSync(`${storePaths(dataDir).database}-shm`, { force: true })
  } finally {
    writer.close()
    rmSync(live, { recursive: true, force: true })
  }
}
