import { useCallback, useEffect, useRef, useState } from 'react'
import { VigilError } from '../../electron/ipc/contract.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import type { Period } from './presets.ts'

/** A summary that is asked for: nothing chosen yet, being read, there, empty, or refused with a sentence. */
export type SummaryState =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly summary: ShiftSummary }
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly sentence: string }

function failure(error: unknown): SummaryState {
  if (error instanceof VigilError && error.code === 'nothingRecorded') return { state: 'empty' }
  return { state: 'failed', sentence: error instanceof Error ? error.message : words('engine.noAnswer') }
}

/** A summary, and how to read it again: what was there stays on the screen until then. */
export interface ReadSummary {
  readonly state: SummaryState
  readonly again: () => void
}

/** Reads the summary of a bed and period from the store, anew whenever either changes. */
export function useSummary(bed: string | null, period: Period | null): ReadSummary {
  const client = useClient()
  const [state, setState] = useState<SummaryState>({ state: 'none' })
  const latest = useRef(0)
  const fromUtcMs = period?.fromUtcMs ?? null
  const toUtcMs = period?.toUtcMs ?? null
  const read = useCallback(
    (isAgain: boolean) => {
      latest.current += 1
      const mine = latest.current
      const settle = (next: SummaryState) => {
        if (latest.current === mine) setState(next)
      }
      if (bed === null || fromUtcMs === null || toUtcMs === null) {
        settle({ state: 'none' })
        return
      }
      if (!isAgain) setState({ state: 'reading' })
      client.call('shift.summary', { bed, fromUtcMs, toUtcMs }).then(
        (summary) => settle({ state: 'ready', summary }),
        (error: unknown) => settle(failure(error)),
      )
    },
    [client, bed, fromUtcMs, toUtcMs],
  )
  useEffect(() => {
    read(false)
    return () => {
      latest.current += 1
    }
  }, [read])
  const again = useCallback(() => read(true), [read])
  return { state, again }
}
