import { useCallback, useEffect, useState } from 'react'
import type { EntryValue, EntryView } from '../../electron/ipc/entry.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'

/** What was kept stands so long with a way back (UI.md 4.11). */
const UNDO_MS = 5_000

/** Entries of the patient of a bed: those of this shift, the one that can be undone, and what can be done. */
export interface Entries {
  readonly list: readonly EntryView[]
  /** Kept just before; null: nothing to undo. */
  readonly kept: EntryView | null
  readonly problem: string | null
  readonly say: (problem: string | null) => void
  /** Out: whether it was kept. */
  readonly add: (entry: EntryValue, atUtcMs: number | null) => Promise<boolean>
  readonly correct: (of: EntryView, entry: EntryValue, atUtcMs: number) => Promise<boolean>
  readonly withdraw: (entry: EntryView) => Promise<boolean>
}

export function useEntries({ id: bed, patient }: Pick<BedView, 'id' | 'patient'>): Entries {
  const client = useClient()
  const [list, setList] = useState<readonly EntryView[]>([])
  const [kept, setKept] = useState<EntryView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const readAgain = useCallback(() => {
    client.call('entry.list', { bed }).then(setList, (error: Error) => setProblem(error.message))
  }, [client, bed])
  useEffect(readAgain, [readAgain])
  useEffect(() => {
    if (kept === null) return
    const timer = setTimeout(() => setKept(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [kept])
  const settle = (answer: Promise<EntryView>, canUndo: boolean): Promise<boolean> =>
    answer.then(
      (entry) => {
        setProblem(null)
        setKept(canUndo ? entry : null)
        readAgain()
        return true
      },
      (error: Error) => {
        setProblem(error.message)
        return false
      },
    )
  return {
    list,
    kept,
    problem,
    say: setProblem,
    add: (entry, atUtcMs) => settle(client.call('entry.add', { bed, patient, ...entry, atUtcMs }), true),
    correct: (of, entry, atUtcMs) =>
      settle(client.call('entry.correct', { bed, patient, entry: of.id, ...entry, atUtcMs }), false),
    withdraw: ({ id }) => settle(client.call('entry.withdraw', { bed, patient, entry: id }), false),
  }
}
