import { useMemo } from 'react'
import type { DetectionView } from '../../electron/ipc/detection.ts'
import { useClient } from '../client/context.ts'
import { useWatchedRun } from './use-watched-run.ts'

/** A search as the panel sees it. */
export interface Detecting {
  /** The latest search, running or ended; null before the first. */
  readonly view: DetectionView | null
  /** Why a search could not be started or followed, one sentence. */
  readonly problem: string | null
  start(link: string, ask: boolean): void
  cancel(): void
}

/** Starts, follows and cancels the search of the engine. Leaving the panel cancels it. */
export function useDetection(): Detecting {
  const client = useClient()
  const calls = useMemo(
    () => ({
      look: (run: number) => client.call('detect.state', { run }),
      stop: (run: number) => client.call('detect.cancel', { run }),
    }),
    [client],
  )
  const { view, problem, follow, stop } = useWatchedRun<DetectionView>(calls)
  const start = (link: string, ask: boolean) => follow(client.call('detect.start', { link, ask }))
  return { view, problem, start, cancel: stop }
}
