import { useCallback, useEffect, useRef, useState } from 'react'
import type { DetectionView } from '../../electron/ipc/detection.ts'
import { useClient } from '../client/context.ts'

/** How often a search is asked how far it is; the engine ends one that nobody asks for. */
const LOOK_EVERY_MS = 400

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
  const [view, setView] = useState<DetectionView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef<number | null>(null)
  const take = useCallback((next: DetectionView) => {
    running.current = next.state === 'running' ? next.run : null
    setView(next)
  }, [])
  const fail = useCallback((error: Error) => {
    running.current = null
    setView(null)
    setProblem(error.message)
  }, [])
  const start = useCallback(
    (link: string, ask: boolean) => {
      setView(null)
      setProblem(null)
      client.call('detect.start', { link, ask }).then(take, fail)
    },
    [client, take, fail],
  )
  const cancel = useCallback(() => {
    if (running.current === null) return
    client.call('detect.cancel', { run: running.current }).then(take, fail)
  }, [client, take, fail])
  // Every look plans the next one, so that a slow engine is never asked twice at once.
  useEffect(() => {
    if (view === null || view.state !== 'running') return
    const timer = setTimeout(() => {
      client.call('detect.state', { run: view.run }).then(take, fail)
    }, LOOK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [client, view, take, fail])
  useEffect(
    () => () => {
      if (running.current === null) return
      client.call('detect.cancel', { run: running.current }).catch(() => undefined)
    },
    [client],
  )
  return { view, problem, start, cancel }
}
