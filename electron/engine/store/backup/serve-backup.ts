import type { OpenOptions } from '../open/open.ts'
import type { WorkerRequest } from '../threads/rpc.ts'
import type { Service } from '../threads/service.ts'
import { type BackupRequest, BackupRun } from './backup-run.ts'

/** A step is short, so that a stick that stalls or a station that closes waits for no more than this. */
const STEP_MS = 100

/** Answers the steps of one backup, on a thread that nothing else waits for. */
export function serveBackup(options: OpenOptions): Service {
  let run: BackupRun | null = null
  const running = (): BackupRun => {
    if (run === null) throw new TypeError('no backup was begun')
    return run
  }
  return {
    handle({ name, args }: WorkerRequest): unknown {
      switch (name) {
        case 'begin':
          run = new BackupRun(options, (args as readonly [BackupRequest])[0])
          return null
        case 'step':
          return running().step(STEP_MS)
        case 'finish':
          return running().finish()
        default:
          throw new TypeError('"name" is no call of a backup')
      }
    },
    idle() {},
    close: () => run?.abort(),
  }
}
