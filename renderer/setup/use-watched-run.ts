import { useCallback, useEffect, useRef, useState } from 'react'

/** How often a run is asked how far it is; the engine ends one that nobody asks for. */
const LOOK_EVERY_MS = 400

interface Run {
  readonly run: number
  readonly state: string
}

/** How a kind of run is followed and ended. Must stay the same object between renders. */
export interface RunCalls<V extends Run> {
  look(run: number): Promise<V>
  stop(run: number): Promise<V>
}

/** A run of the engine as a panel sees it. */
export interface WatchedRun<V extends Run> {
  /** The latest run, running or ended; null before the first. */
  readonly view: V | null
  /** Why a run could not be started or followed, one sentence. */
  readonly problem: string | null
  /** Follows the run that a call has begun. */
  follow(begun: Promise<V>): void
  /** Shows a problem in place of a run. */
  refuse(sentence: string): void
  stop(): void
}

/** Follows a search or a test of the engine and ends it. Leaving the panel ends it. */
export function useWatchedRun<V extends Run>(calls: RunCalls<V>): WatchedRun<V> {
  const [view, setView] = useState<V | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef<number | null>(null)
  const take = useCallback((next: V) => {
    running.current = next.state === 'running' ? next.run : null
    setView(next)
  }, [])
  const refuse = useCallback((sentence: string) => {
    running.current = null
    setView(null)
    setProblem(sentence)
  }, [])
  const fail = useCallback((error: Error) => refuse(error.message), [refuse])
  const follow = useCallback(
    (begun: Promise<V>) => {
      setView(null)
      setProblem(null)
      begun.then(take, fail)
    },
    [take, fail],
  )
  const stop = useCallback(() => {
    if (running.current !== null) calls.stop(running.current).then(take, fail)
  }, [calls, take, fail])
  // Every look plans the next one, so that a slow engine is never asked twice at once.
  useEffect(() => {
    if (view === null || view.state !== 'running') return
    const timer = setTimeout(() => void calls.look(view.run).then(take, fail), LOOK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [calls, view, take, fail])
  useEffect(
    () => () => {
      if (running.current !== null) calls.stop(running.current).catch(() => undefined)
    },
    [calls],
  )
  return { view, problem, follow, refuse, stop }
}
