import { commands } from '../commands/index.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from './memory-io.ts'

/** Runs `vigil decode --driver ge-s5` in this process. In: the other arguments. Out: its exit code and what it wrote. */
export async function decode(...args: readonly string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, ['decode', '--driver', 'ge-s5', ...args], io)
  return { code, stdout: io.stdout(), notes: io.notes }
}
