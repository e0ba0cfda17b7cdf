import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { hash32 } from '../../../drivers/physiology/noise.ts'
import { RATE_HZ } from '../../../electron/engine/store/testing/samples.ts'
import { WAVES } from '../../support/stored-ward.ts'
import { load } from '../machine.ts'
import { findAfterKill } from './found.ts'
import { SIDES } from './sides.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
/** Ten minutes of ward (PERFORMANCE, B4). */
const SECONDS = 600
const SEED = 4
/** Killed within this time after the ten minutes, at any phase of a commit. */
const KILL_WITHIN_MS = 500

/** One side in one round. */
export interface StoreRound {
  readonly side: string
  readonly load: number
  readonly samplesPerSecond: number
  /** The same for processor time of the process, whatever else runs on the machine. */
  readonly cpuSamplesPerSecond: number
  readonly bytesPerSample: number
  readonly commitP50Ms: number
  readonly commitP99Ms: number
  /** Samples that the side had said to be stored and that were not found after the kill. */
  readonly lostStored: number
  /** Samples handed over and not found: the second that was under way. */
  readonly lostOffered: number
  readonly reopenMs: number
}

type Measured = Omit<StoreRound, 'side' | 'load' | 'lostStored' | 'lostOffered' | 'reopenMs'>

async function runSide(side: string, folder: string, round: number): Promise<StoreRound> {
  mkdirSync(folder, { recursive: true })
  const words = ['--disable-warning=ExperimentalWarning', CHILD, side, folder, String(SECONDS)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const killChild = () => child.kill('SIGKILL')
  process.once('exit', killChild)
  const lines = createInterface({ input: child.stdout })
  let measured: Measured | null = null
  let offered = SECONDS
  let stored = SECONDS
  lines.on('line', (line) => {
    const [word, second] = line.split(' ')
    if (word === 'offered') offered = Number(second) + 1
    else if (word === 'stored') stored = Number(second) + 1
    else measured = JSON.parse(line) as Measured
  })
  const gone = Promise.all([once(child, 'exit'), once(lines, 'close')])
  await Promise.race([once(lines, 'line'), gone])
  await pause(hash32(SEED, round) % KILL_WITHIN_MS)
  killChild()
  await gone
  process.off('exit', killChild)
  if (measured === null) throw new TypeError(`"${side}" ended before it had measured anything`)
  const { seconds, reopenMs } = findAfterKill(folder)
  const lost = (told: number) => Math.max(0, told - seconds) * WAVES.length * RATE_HZ
  return {
    side,
    load: load(),
    ...(measured as Measured),
    lostStored: lost(stored),
    lostOffered: lost(offered),
    reopenMs,
  }
}

/** B4: every side keeps ten minutes of a full ward, again and again by turns, and is then killed. */
export async function store(
  folder: string,
  rounds: number,
  say: (text: string) => void,
): Promise<StoreRound[]> {
  const results: StoreRound[] = []
  for (let round = 0; round < rounds; round++) {
    for (const side of Object.keys(SIDES)) {
      const own = join(folder, 'store')
      const result = await runSide(side, own, results.length)
      rmSync(own, { recursive: true, force: true })
      const millions = (result.samplesPerSecond / 1e6).toFixed(2)
      say(`store ${round + 1} of ${rounds}, ${side}: ${millions} M samples/s`)
      results.push(result)
    }
  }
  return results
}
