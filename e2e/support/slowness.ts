import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Work for one core, in a program of its own: what Vigil does when it starts a process again. */
const WORK =
  '(() => { let n = 1; for (let i = 0; i < 60e6; i++) n = (Math.imul(n, 1664525) + i) | 0; return n })()'
/** An engine that starts keeps two cores busy. */
const PROGRAMS = 2
/** What the programs take together on the calm machine on which the promises were measured. */
const CALM_MS = 100

/**
 * How many times slower this machine is now than a calm one: 1 or more. A promise
 * about time is made for a calm machine; a busy or an older one stretches it as much.
 */
export async function slowness(): Promise<number> {
  const fromMs = performance.now()
  const programs = Array.from({ length: PROGRAMS }, () =>
    once(spawn(process.execPath, ['-e', WORK], { stdio: 'ignore' }), 'exit'),
  )
  await Promise.all(programs)
  return Math.max(1, (performance.now() - fromMs) / CALM_MS)
}
