import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { verifyStore } from '../../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../../open/open.ts'
import { untoldHoles } from '../holes.ts'
import { openOptions, START_UTC_MS } from '../samples.ts'
import { LOAD_BEDS, loadBatch, recorderOn, storedMs } from '../ward-load.ts'
import { imageAt, writeImage } from './disk-image.ts'
import { compileShim, type DiskOp, logEnvironment, readDiskLog } from './disk-log.ts'
import { MARKS_FILE, type Mark, markAt } from './marks.ts'

const CHILD = join(import.meta.dirname, 'power-cut-child.ts')
/** The PC starts again so long after the cut. */
const OFF_MS = 30_000
const BATCH_MS = 200
/** Longer than a second of record: the recorder hands on what it has. */
const FLUSH_MS = 1_000
/** What a power cut may cost. */
const MOST_LOST_MS = 1_000

/** Records under the shim in `folder` (simulated time, then gone). Out: all that the disk was told. */
export async function recordLogged(folder: string, seconds: number): Promise<DiskOp[]> {
  const [dataDir, log] = [join(folder, 'logged'), join(folder, 'disk.log')]
  const env = logEnvironment(await compileShim(folder), dataDir, log)
  const args = ['--disable-warning=ExperimentalWarning', CHILD, dataDir, String(seconds)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The recording child ended with code ${String(code)}`)
  return readDiskLog(log)
}

/** What became of one power cut. */
export interface PowerCut {
  readonly openMs: number
  readonly lostMs: number
  /** What does not hold, a sentence each. */
  readonly failures: readonly string[]
}

/** Starts a station on one of the disks that a cut before `ops[cut]` may leave, in `folder`, which is removed again. */
export async function examineCut(
  ops: readonly DiskOp[],
  cut: number,
  random: () => number,
  folder: string,
): Promise<PowerCut> {
  writeImage(imageAt(ops, cut, random), folder, [MARKS_FILE])
  try {
    return await startOn(folder, markAt(ops, cut))
  } catch (error) {
    return { openMs: 0, lostMs: 0, failures: [`it does not start: ${String(error)}`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOn(folder: string, mark: Mark | null): Promise<PowerCut> {
  const cutUtcMs = mark?.utcMs ?? START_UTC_MS
  const startUtcMs = cutUtcMs + OFF_MS
  const options = { ...openOptions(folder), nowUtcMs: startUtcMs }
  const startedMs = performance.now()
  const opened = openStoreWriter(options)
  const openMs = performance.now() - startedMs
  const clock = { monotonicMs: () => 0, utcMs: (ms: number) => startUtcMs + ms }
  const recorder = recorderOn(opened, clock)
  recorder.tick(0)
  for (const bed of LOAD_BEDS) recorder.onBatch(loadBatch(bed, clock, BATCH_MS, BATCH_MS))
  recorder.tick(FLUSH_MS)
  await recorder.close(FLUSH_MS)
  opened.writer.close()
  const failures = opened.notices
    .filter((sentence) => sentence.includes('damaged'))
    .map((sentence) => `a power cut is taken for damage: ${sentence}`)
  const { reader } = openStoreReader(options)
  try {
    const stored = storedMs(reader, cutUtcMs)
    const leastMs = stored.size === 0 ? 0 : Math.min(...stored.values())
    const lostMs = (mark?.madeMs ?? 0) - leastMs
    if (lostMs > MOST_LOST_MS) failures.push(`${lostMs} ms are missing`)
    if (leastMs < (mark?.confirmedMs ?? 0)) failures.push('a second that was confirmed is missing')
    const alarms = reader.alerts(LOAD_BEDS[0] ?? '', 0, startUtcMs).length
    if (alarms < (mark?.alarms ?? 0)) failures.push('an alarm that was confirmed is missing')
    if (reader.auditRows().length < (mark?.auditRows ?? 0)) failures.push('an audit row is missing')
    failures.push(...LOAD_BEDS.flatMap((bed) => untoldHoles(reader, bed, START_UTC_MS)))
    const cause = opened.closedCleanly ? 'appClosed' : 'crash'
    for (const { bed } of opened.coverage) {
      const told = reader.gaps(bed, cutUtcMs, startUtcMs).filter((gap) => gap.cause === cause)
      if (told.length !== 1) failures.push(`${bed} has ${told.length} rows that tell the hole as ${cause}`)
    }
    failures.push(...verifyStore(options).findings)
    return { openMs, lostMs, failures }
  } finally {
    reader.close()
  }
}
