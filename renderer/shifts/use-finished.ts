import { useCallback, useEffect, useState } from 'react'
import type { HandoverContent, HandoverHead } from '../../electron/ipc/handover-store.ts'
import { useClient } from '../client/context.ts'
import { type FinishedSet, setsOf } from './finished.tsx'

/** A finished hand-over as it was kept, all its beds. */
export interface StoredPages {
  readonly set: string
  readonly pages: readonly (HandoverHead & HandoverContent)[]
}

/** The finished hand-overs, and the one that is looked at. */
export interface Finished {
  readonly sets: readonly FinishedSet[]
  readonly shown: StoredPages | null
  /** Why one cannot be shown, or null. */
  readonly problem: string | null
  readonly show: (set: FinishedSet) => void
  readonly hide: () => void
  /** One was just finished: it is listed, and shown as it was kept. */
  readonly finished: (heads: readonly HandoverHead[]) => void
}

/** Reads the list of finished hand-overs, and those of a set when somebody wants to see it. */
export function useFinished(isConnected: boolean): Finished {
  const client = useClient()
  const [heads, setHeads] = useState<readonly HandoverHead[]>([])
  const [shown, setShown] = useState<StoredPages | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const tell = useCallback((error: Error) => setProblem(error.message), [])
  const list = useCallback(() => {
    client.call('handover.list', {}).then(({ handovers }) => setHeads(handovers), tell)
  }, [client, tell])
  useEffect(() => {
    if (isConnected) list()
  }, [isConnected, list])
  const show = (set: FinishedSet) => {
    setProblem(null)
    Promise.all(set.heads.map(({ id }) => client.call('handover.read', { id }))).then(
      (pages) => setShown({ set: set.set, pages }),
      tell,
    )
  }
  return {
    sets: setsOf(heads),
    shown,
    problem,
    show,
    hide: () => setShown(null),
    finished: (done) => {
      list()
      const [set] = setsOf(done)
      if (set !== undefined) show(set)
    },
  }
}
