import { existsSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'

/**
 * Gives the session of a process the nice value that this program was started with. Linux may divide the processor between
 * sessions first (sched(7), "The autogroup feature"): an app that leads a session of its own then competes with everything
 * else on the machine as if nobody had asked for a nice value. In: its process. Does nothing for a usual nice value and
 * where the system has no such groups; says so on stderr where it may not.
 */
export function weighAsAsked(
  which: number | 'self',
  niceValue: number = getPriority(),
  procDir = '/proc',
): void {
  const file = join(procDir, String(which), 'autogroup')
  if (niceValue >= 0 || !existsSync(file)) return
  try {
    writeFileSync(file, String(niceValue))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The nice value does not hold between sessions: ${why}\n`)
  }
}
