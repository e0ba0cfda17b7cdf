import { useEffect, useState } from 'react'
import type { ComparisonScope, ComparisonView } from '../../electron/ipc/comparison.ts'
import { useClient } from '../client/context.ts'

/** How often the engine is asked whether it can ask for a value, or whether the one asked for has gone. */
const LOOK_EVERY_MS = 1_000

/** A comparison as a dialog drives it. `problem` is what the engine refused last, in one sentence. */
export interface ComparisonControl {
  readonly view: ComparisonView | null
  readonly problem: string | null
  begin(): void
  answer(typed: string): void
  confirm(scope: ComparisonScope, onDone: () => void): void
}

/** Drives the comparison of one bed. In: its id, and the name of a further device (null: its monitor). */
export function useComparison(bed: string, device: string | null): ComparisonControl {
  const client = useClient()
  const [view, setView] = useState<ComparisonView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const comparison = view?.comparison ?? null
  const open = view?.state.phase === 'asking' || view?.state.phase === 'waiting'
  const show = (next: ComparisonView) => {
    setView(next)
    setProblem(null)
  }
  /** Refused: what ran has ended, and people begin again. */
  const refuse = (error: Error) => {
    setView(null)
    setProblem(error.message)
  }
  useEffect(() => {
    if (!open || comparison === null) return
    let wanted = true
    const timer = setInterval(() => {
      client.call('comparison.look', { bed, comparison }).then(
        // An answer may have overtaken this look.
        (next) => {
          if (wanted) setView((before) => (before === null || isOlder(next, before) ? before : next))
        },
        (error: Error) => {
          if (!wanted) return
          setView(null)
          setProblem(error.message)
        },
      )
    }, LOOK_EVERY_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [client, bed, comparison, open])
  return {
    view,
    problem,
    begin: () =>
      void client.call('comparison.begin', { bed, ...(device !== null && { device }) }).then(show, refuse),
    answer: (typed) => {
      if (comparison !== null) client.call('comparison.answer', { bed, comparison, typed }).then(show, refuse)
    },
    confirm: (scope, onDone) => {
      if (comparison !== null)
        client.call('comparison.confirm', { bed, comparison, scope }).then(onDone, refuse)
    },
  }
}

function isOlder(one: ComparisonView, other: ComparisonView): boolean {
  return one.comparison !== other.comparison || one.values.length < other.values.length || isOver(other)
}

function isOver({ state }: ComparisonView): boolean {
  return state.phase === 'differs' || state.phase === 'agrees'
}
