import { useCallback, useEffect, useRef, useState } from 'react'

/** How long a removal can be taken back (UI.md 4.11). */
const UNDO_MS = 5_000

/** A removal that waits for its time, and the last refusal. */
export interface DelayedRemoval<Item> {
  readonly pending: Item | null
  readonly problem: string | null
  start(item: Item): void
  undo(): void
}

/**
 * Removes something only after the time for undo has passed. Leaving the screen carries the removal out at once. In: what
 * removes it, the same function at every call.
 */
export function useDelayedRemoval<Item>(remove: (item: Item) => Promise<unknown>): DelayedRemoval<Item> {
  const [pending, setPending] = useState<Item | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const waiting = useRef<Item | null>(null)
  const carryOut = useCallback(() => {
    const item = waiting.current
    waiting.current = null
    setPending(null)
    if (item === null) return
    remove(item).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }, [remove])
  useEffect(() => {
    if (pending === null) return
    const timer = setTimeout(carryOut, UNDO_MS)
    return () => clearTimeout(timer)
  }, [pending, carryOut])
  useEffect(() => carryOut, [carryOut])
  const start = (item: Item) => {
    carryOut()
    waiting.current = item
    setPending(item)
  }
  const undo = () => {
    waiting.current = null
    setPending(null)
  }
  return { pending, problem, start, undo }
}
