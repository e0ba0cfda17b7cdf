import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PlainBench } from '../bench.ts'
import { load } from '../machine.ts'
import type { Damage } from './expected.ts'
import { SIDES } from './sides.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
/** Bytes a chunk: a fast line, a slow one, a network. */
const CHUNKS = [64, 512, 4096] as const
/** Allocations and losses are counted, not timed: once, with the middle chunk. */
const COUNTED_CHUNK = 512
/** Room for everything that one run allocates, so that no collection takes it away while it is counted, MB. */
const SEMI_SPACE_MB = 128
/** A side that does not come to its end is an error of the bench, not a slow machine. */
const WITHIN_MS = 120_000
const run = promisify(execFile)

/** One side, one size of chunk, one round. */
export interface DecodeRound {
  readonly side: string
  readonly chunkBytes: number
  readonly load: number
  readonly megabytesPerSecond: number
  readonly cpuMegabytesPerSecond: number
}

/** What was counted for a side; null where no frame comes out. */
export interface DecodeCounts {
  readonly side: string
  readonly bytesPerFrame: number
  readonly clean: Damage | null
  readonly damaged: Damage | null
}

export interface DecodeRun {
  readonly rounds: readonly DecodeRound[]
  readonly counts: readonly DecodeCounts[]
}

async function measure<T>(what: string, side: string, chunkBytes: number): Promise<T> {
  const heap = what === 'allocation' ? ['--expose-gc', `--max-semi-space-size=${SEMI_SPACE_MB}`] : []
  const words = ['--disable-warning=ExperimentalWarning', ...heap, CHILD, what, side, String(chunkBytes)]
  const { stdout } = await run(process.execPath, words, { timeout: WITHIN_MS })
  return JSON.parse(stdout) as T
}

/** B1: finding frames in a stream of a PM6750 board, beside serialport's own parsers, in interleaved rounds. */
export async function decode(bench: PlainBench, rounds: number): Promise<DecodeRun> {
  const sides = Object.keys(SIDES)
  const taken: DecodeRound[] = []
  for (let round = 1; round <= rounds; round++) {
    bench.say(`decode: round ${round} of ${rounds}`)
    for (const chunkBytes of CHUNKS) {
      for (const side of sides) {
        const speed = await measure<Pick<DecodeRound, 'megabytesPerSecond' | 'cpuMegabytesPerSecond'>>(
          'speed',
          side,
          chunkBytes,
        )
        taken.push({ side, chunkBytes, load: load(), ...speed })
      }
    }
  }
  bench.say('decode: allocations and losses')
  const counts: DecodeCounts[] = []
  for (const side of sides) {
    const { bytesPerFrame } = await measure<{ bytesPerFrame: number }>('allocation', side, COUNTED_CHUNK)
    const losses = await measure<Pick<DecodeCounts, 'clean' | 'damaged'>>('damage', side, COUNTED_CHUNK)
    counts.push({ side, bytesPerFrame, ...losses })
  }
  return { rounds: taken, counts }
}
