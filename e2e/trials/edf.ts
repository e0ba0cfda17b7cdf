import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportFiles } from '../../electron/engine/export/files/export-files.ts'
import { exportOnThread } from '../../electron/engine/export/files/export-on-thread.ts'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { openOptions } from '../../electron/engine/store/testing/samples.ts'
import { WorkerThreads } from '../../electron/engine/store/threads/worker-threads.ts'
import { oneDecimal } from '../bench/statistics.ts'
import type { Trial } from './trial.ts'
import { buildWeek, WEEK_FROM_UTC_MS } from './week-record.ts'

const HOURS = 12
const HOURS_A_DAY = 24
const HOUR_MS = 3_600_000
const BED = 'b1'
const SLOWEST_MS = 10_000
const PERIOD = { fromUtcMs: WEEK_FROM_UTC_MS, toUtcMs: WEEK_FROM_UTC_MS + HOURS * HOUR_MS }
const THREADS = new WorkerThreads(new URL('../../electron/engine/store/threads/worker.ts', import.meta.url))

/** The one file of a folder: its bytes and what they hash to. */
function fileIn(folder: string) {
  const [name, ...others] = readdirSync(folder)
  if (name === undefined || others.length > 0) throw new Error(`one file was expected in ${folder}`)
  const path = join(folder, name)
  return {
    bytes: statSync(path).size,
    hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
  }
}

/** As the station exports: a thread that writes and one that helps to decode. */
async function onThreads(dataDir: string, to: string): Promise<number> {
  const options = { ...openOptions(dataDir), nowUtcMs: PERIOD.toUtcMs }
  const request = { bed: BED, ...PERIOD, format: 'edf', deidentify: false, to } as const
  const startedMs = performance.now()
  const silent = { onNotice: () => undefined, onSlow: () => undefined }
  await exportOnThread(THREADS, options, request, () => true, silent)
  return performance.now() - startedMs
}

/** As the command line does: everything in one thread. */
function inOneThread(dataDir: string, to: string): number {
  const { reader } = openStoreReader(openOptions(dataDir))
  const startedMs = performance.now()
  const steps = exportFiles(reader, { bed: BED, patient: null, ...PERIOD, format: 'edf' }, to, null)
  while (steps.next().done !== true) {
    // A megabyte a step.
  }
  const tookMs = performance.now() - startedMs
  reader.close()
  return tookMs
}

/** Twelve hours of one bed as an EDF file. */
export const edf: Trial = {
  claim: `${HOURS} hours of a bed with four waves of 250 Hz are written as one EDF file in under ${SLOWEST_MS / 1_000} s, the same to the byte as by one thread alone.`,
  usualRounds: 3,
  minutes: 3,
  async run(rounds, say) {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    const failures: string[] = []
    const [threadsMs, aloneMs]: [number[], number[]] = [[], []]
    let bytes = 0
    try {
      const dataDir = join(folder, 'data')
      buildWeek(dataDir, say, { days: HOURS / HOURS_A_DAY })
      for (let round = 0; round < rounds; round++) {
        const [both, one] = [join(folder, `both${round}`), join(folder, `one${round}`)]
        for (const made of [both, one]) mkdirSync(made)
        threadsMs.push(await onThreads(dataDir, both))
        aloneMs.push(inOneThread(dataDir, one))
        const [ours, alone] = [fileIn(both), fileIn(one)]
        if (ours.hash !== alone.hash) failures.push(`round ${round + 1}: the files differ`)
        bytes = ours.bytes
        say(
          `${oneDecimal((threadsMs.at(-1) ?? 0) / 1_000)} s, alone ${oneDecimal((aloneMs.at(-1) ?? 0) / 1_000)} s`,
        )
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const slowest = Math.max(...threadsMs)
    if (slowest >= SLOWEST_MS) failures.push(`it took ${Math.round(slowest)} ms`)
    const seconds = (all: readonly number[]) => all.map((ms) => oneDecimal(ms / 1_000))
    const figures = {
      hours: HOURS,
      bytes,
      threadsSeconds: seconds(threadsMs),
      aloneSeconds: seconds(aloneMs),
    }
    return { ok: failures.length === 0, rounds, failures, figures }
  },
}
