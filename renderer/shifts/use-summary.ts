import { useEffect, useState } from 'react'
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

/** Reads the summary of a bed and period from the store, again whenever either changes. */
export function useSummary(bed: string | null, period: Period | null): SummaryState {
  const client = useClient()
  const [state, setState] = useState<SummaryState>({ state: 'none' })
  const fromUtcMs = period?.fromUtcMs ?? null
  const toUtcMs = period?.toUtcMs ?? null
  useEffect(() => {
    if (bed === null || fromUtcMs === null || toUtcMs === null) {
      setState({ state: 'none' })
      return
    }
    let wanted = true
    const settle = (next: SummaryState) => {
      if (wanted) setState(next)
    }
    setState({ state: 'reading' })
    client.call('shift.summary', { bed, fromUtcMs, toUtcMs }).then(
      (summary) => settle({ state: 'ready', summary }),
      (error: unknown) => settle(failure(error)),
    )
    return () => {
      wanted = false
    }
  }, [client, bed, fromUtcMs, toUtcMs])
  return state
}
