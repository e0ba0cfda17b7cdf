import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { openStoreReader, openStoreWriter } from '../../electron/engine/store/open.ts'
import { openOptions, RATE_HZ } from '../../electron/engine/store/testing/samples.ts'
import type { NewChannel, StoreReader } from '../../electron/engine/store/types.ts'
import { verifyStore } from '../../electron/engine/store/verify.ts'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { figuresOf } from '../bench/statistics.ts'
import type { Trial } from './trial.ts'

const ROUNDS = 200
const SEED = 20260108
/** Killed from before the first commit to some seconds in, at any phase of a second. */
const FIRST_KILL_MS = 100
const KILL_WITHIN_MS = 2_400
/** DESIGN 5: what a crash may cost. */
const MOST_LOST_MS = 1_000
const MS_PER_SECOND = 1_000
/** The child's samples count up and start again here; each channel starts elsewhere. */
const SAMPLE_MODULUS = 30_000
const CHANNEL_OFFSET = 1_000
const CHILD = join(PROJECT_DIR, 'electron/engine/store/testing/crash-child.ts')

/** What a recording child had said when it was killed. */
interface Said {
  readonly startUtcMs: number
  readonly samples: number
  /** How late its ticks and commits were: a busy machine adds to what may be missing. */
  readonly lateMs: number
}

interface Round {
  readonly lostMs: number
  readonly openMs: number
  readonly lateMs: number
  readonly failures: readonly string[]
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

async function recordAndKill(dataDir: string, afterMs: number): Promise<Said> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  let said: Said = { startUtcMs: 0, samples: 0, lateMs: 0 }
  lines.on('line', (line) => {
    const [startUtcMs = 0, samples = 0, , lateMs = 0] = line.split(' ').map(Number)
    said = { startUtcMs, samples, lateMs }
  })
  await once(lines, 'line')
  await pause(afterMs)
  const gone = Promise.all([once(child, 'exit'), once(lines, 'close')])
  child.kill('SIGKILL')
  await gone
  return said
}

/** Samples of a channel found from `fromUtcMs` on; null if one of them is not what was recorded. */
function storedSamples(
  reader: StoreReader,
  { number, channel }: NewChannel,
  fromUtcMs: number,
  toUtcMs: number,
): number | null {
  const base = Number(channel.key.slice(1)) * CHANNEL_OFFSET
  let stored = 0
  for (const { samples } of reader.waves(number, fromUtcMs, toUtcMs)) {
    for (const sample of samples) if (sample !== (base + stored++) % SAMPLE_MODULUS) return null
  }
  return stored
}

/** Opens a copy of what the kill left, as the next start would, and counts what is missing. */
function examine(dataDir: string, copyDir: string, said: Said): Round {
  const options = openOptions(copyDir)
  cpSync(dataDir, copyDir, { recursive: true })
  const endUtcMs = said.startUtcMs + (said.samples * MS_PER_SECOND) / RATE_HZ
  const failures: string[] = []
  const startedMs = performance.now()
  const { writer } = openStoreWriter({ ...options, nowUtcMs: endUtcMs })
  const openMs = performance.now() - startedMs
  const { reader } = openStoreReader(options)
  let lostMs = 0
  for (const channel of reader.channels('b1')) {
    if (channel.channel.kind !== 'wave') continue
    const stored = storedSamples(reader, channel, said.startUtcMs, endUtcMs)
    if (stored === null) failures.push(`${channel.channel.key} holds samples that were not recorded`)
    else lostMs = Math.max(lostMs, ((said.samples - stored) * MS_PER_SECOND) / RATE_HZ)
  }
  reader.close()
  writer.close()
  if (lostMs > MOST_LOST_MS + said.lateMs) failures.push(`${lostMs} ms are missing`)
  failures.push(...verifyStore(options).findings)
  return { lostMs, openMs, lateMs: said.lateMs, failures }
}

/** Kills a recording station again and again on one growing record. */
export const crash: Trial = {
  claim:
    'A station that records 16 waves is killed (SIGKILL) again and again on one record: at most 1 s is missing each time, the record opens by itself, and nothing in it is damaged.',
  usualRounds: ROUNDS,
  minutes: 8,
  async run(rounds, say) {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    const random = seededRandom(SEED)
    const results: Round[] = []
    try {
      const dataDir = join(folder, 'data')
      for (let round = 1; round <= rounds; round++) {
        const said = await recordAndKill(dataDir, FIRST_KILL_MS + random() * KILL_WITHIN_MS)
        const copyDir = join(folder, 'copy')
        results.push(examine(dataDir, copyDir, said))
        rmSync(copyDir, { recursive: true, force: true })
        if (round % 10 === 0) say(`${round} of ${rounds} kills`)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const failures = results.flatMap((result, index) =>
      result.failures.map((text) => `kill ${index + 1}: ${text}`),
    )
    return {
      ok: failures.length === 0,
      rounds: results.length,
      failures,
      figures: {
        lostMs: figuresOf(results.map(({ lostMs }) => lostMs)),
        openMs: figuresOf(results.map(({ openMs }) => openMs)),
        childLateMs: figuresOf(results.map(({ lateMs }) => lateMs)),
      },
    }
  },
}
