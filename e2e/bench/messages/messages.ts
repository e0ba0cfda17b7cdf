import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PlainBench } from '../bench.ts'
import { load } from '../machine.ts'
import { MESSAGE_SIDES } from './sides.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
/** A side that does not come to its end is an error of the bench, not a slow machine. */
const WITHIN_MS = 60_000
const TASKS = ['parse', 'print'] as const
const run = promisify(execFile)

/** One side, one task, one round. */
export interface MessageRound {
  readonly side: string
  readonly task: (typeof TASKS)[number]
  readonly load: number
  readonly messagesPerSecond: number
  readonly messagesPerCpuSecond: number
  readonly bytes: number
  /** Whether what was printed is the message, to the character. */
  readonly isWhole: boolean
}

/** B10: one message read, and written from memory, by Vigil and by a library, in interleaved rounds. */
export async function messages(bench: PlainBench, rounds: number): Promise<MessageRound[]> {
  const taken: MessageRound[] = []
  for (let round = 1; round <= rounds; round++) {
    bench.say(`messages: round ${round} of ${rounds}`)
    for (const task of TASKS) {
      for (const side of Object.keys(MESSAGE_SIDES)) {
        const words = ['--disable-warning=ExperimentalWarning', CHILD, task, side]
        const { stdout } = await run(process.execPath, words, { timeout: WITHIN_MS })
        taken.push({ side, task, load: load(), ...JSON.parse(stdout) })
      }
    }
  }
  return taken
}
