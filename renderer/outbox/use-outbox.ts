import { useCallback, useEffect, useState } from 'react'
import type { LaneView, QueuedView } from '../../electron/ipc/outbox.ts'
import { useClient, useStation } from '../client/context.ts'

/** The outbox as the panel sees it. */
export interface Outbox {
  readonly lanes: readonly LaneView[]
  readonly rows: readonly QueuedView[]
  /** Why the engine refused or did not answer, one sentence. */
  readonly problem: string | null
  replay(seqs: readonly number[]): void
  discard(seqs: readonly number[]): void
  pause(destination: string, isPaused: boolean): void
}

/** Lists what is queued, anew whenever its counts change, and carries out what is asked for. */
export function useOutbox(): Outbox {
  const client = useClient()
  const lanes = useStation().station?.outbox?.lanes ?? []
  const [rows, setRows] = useState<readonly QueuedView[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const text = JSON.stringify(lanes)
  useEffect(() => {
    // Only a change asks again.
    if (text === '[]') return
    client.call('outbox.list', {}).then(({ rows: listed }) => setRows(listed), fail)
  }, [client, text, fail])
  const done = useCallback(() => setProblem(null), [])
  return {
    ...{ lanes, rows, problem },
    replay: (seqs) => void client.call('outbox.replay', { seqs }).then(done, fail),
    discard: (seqs) => void client.call('outbox.discard', { seqs }).then(done, fail),
    pause: (destination, isPaused) =>
      void client.call('outbox.pause', { destination, isPaused }).then(done, fail),
  }
}
