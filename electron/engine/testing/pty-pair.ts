import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { waitFor } from './wait-for.ts'

/** socat makes the pair in some ms; a loaded test machine may need seconds. */
const READY_WITHIN_MS = 10_000

/** Two pseudo-terminals joined by socat, under fixed names: a cable that a test can pull. */
export interface PtyPair {
  readonly station: string
  readonly monitor: string
  /** Pulls the cable: both ends vanish. Resolves when they have. */
  unplug(): Promise<void>
}

/** Makes a pair whose ends are links in `folder`. Needs socat, which the test set-up installs. */
export async function openPtyPair(folder: string): Promise<PtyPair> {
  const station = `${folder}/station`
  const monitor = `${folder}/monitor`
  const child: ChildProcess = spawn(
    'socat',
    [`pty,raw,echo=0,link=${station}`, `pty,raw,echo=0,link=${monitor}`],
    { stdio: 'ignore' },
  )
  await waitFor(() => existsSync(station) && existsSync(monitor), 'the pseudo-terminal pair', READY_WITHIN_MS)
  return {
    station,
    monitor,
    async unplug() {
      const ended = new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve()
        else child.once('exit', () => resolve())
      })
      child.kill()
      await ended
      await waitFor(() => !existsSync(station), 'the pair to vanish', READY_WITHIN_MS)
    },
  }
}
