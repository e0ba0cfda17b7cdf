import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PlainBench } from '../bench.ts'
import { load } from '../machine.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
/** A round that does not come to its end is an error of the bench, not a slow machine. */
const WITHIN_MS = 120_000
export const FINDINGS = ['off', 'on'] as const
const run = promisify(execFile)

/** One round with rhythm findings off or on. */
export interface AnalysisRound {
  readonly findings: (typeof FINDINGS)[number]
  readonly load: number
  /** Processor time over the time that the waves last. */
  readonly percentOfCore: number
  /** Beds with a counted heart rate, and with a rhythm that is told, at the end. */
  readonly counted: number
  readonly told: number
}

/** B11: all analytics of 32 beds, with rhythm findings off and on, in interleaved rounds. */
export async function analysis(bench: PlainBench, rounds: number): Promise<AnalysisRound[]> {
  const taken: AnalysisRound[] = []
  for (let round = 1; round <= rounds; round++) {
    bench.say(`analysis: round ${round} of ${rounds}`)
    for (const findings of FINDINGS) {
      const words = ['--disable-warning=ExperimentalWarning', CHILD, findings]
      const { stdout } = await run(process.execPath, words, { timeout: WITHIN_MS })
      taken.push({ findings, load: load(), ...JSON.parse(stdout) })
    }
  }
  return taken
}
