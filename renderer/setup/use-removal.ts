import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../client/context.ts'

/** How long a removal can be taken back (UI.md 4.11). */
const UNDO_MS = 5_000

/** A bed that is about to be removed. */
export interface Removal {
  readonly bed: string
  readonly label: string
}

/**
 * Removes a bed only after the time for undo has passed. Leaving the screen carries the removal out at once.
 * Out: what is pending, how to start and undo, and the last refusal.
 */
export function useRemoval(): {
  pending: Removal | null
  problem: string | null
  start: (removal: Removal) => void
  undo: () => void
} {
  const client = useClient()
  const [pending, setPending] = useState<Removal | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const waiting = useRef<Removal | null>(null)
  const carryOut = useCallback(() => {
    const removal = waiting.current
    waiting.current = null
    setPending(null)
    if (removal === null) return
    client.call('bed.remove', { bed: removal.bed }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }, [client])
  useEffect(() => {
    if (pending === null) return
    const timer = setTimeout(carryOut, UNDO_MS)
    return () => clearTimeout(timer)
  }, [pending, carryOut])
  useEffect(() => carryOut, [carryOut])
  const start = (removal: Removal) => {
    carryOut()
    waiting.current = removal
    setPending(removal)
  }
  const undo = () => {
    waiting.current = null
    setPending(null)
  }
  return { pending, problem, start, undo }
}
