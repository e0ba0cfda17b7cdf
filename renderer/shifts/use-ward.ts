import { useEffect, useState } from 'react'
import { VigilError } from '../../electron/ipc/contract.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { useClient } from '../client/context.ts'
import type { VigilClient } from '../client/vigil-client.ts'
import { words } from '../words/words.ts'
import type { Period } from './presets.ts'

interface Bed {
  readonly id: string
  readonly label: string
}

/** The summaries of a ward: being read bed by bed, there, or refused with a sentence. */
export type WardState =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly done: number; readonly all: number }
  | {
      readonly state: 'ready'
      readonly summaries: readonly ShiftSummary[]
      readonly empty: readonly string[]
    }
  | { readonly state: 'failed'; readonly sentence: string }

async function summaryOf(client: VigilClient, bed: string, period: Period): Promise<ShiftSummary | null> {
  try {
    return await client.call('shift.summary', { bed, ...period })
  } catch (error) {
    const isEmpty =
      error instanceof VigilError && (error.code === 'nothingRecorded' || error.code === 'unknownBed')
    if (isEmpty) return null
    throw error
  }
}

/** Reads the summaries of all beds one after the other, so that the first are not kept waiting by the last. */
export function useWard(beds: readonly Bed[], period: Period | null, isWanted: boolean): WardState {
  const client = useClient()
  const [state, setState] = useState<WardState>({ state: 'none' })
  const names = JSON.stringify(beds.map(({ id, label }) => [id, label]))
  const fromUtcMs = period?.fromUtcMs ?? null
  const toUtcMs = period?.toUtcMs ?? null
  useEffect(() => {
    const wanted = JSON.parse(names) as readonly (readonly [string, string])[]
    if (!isWanted || fromUtcMs === null || toUtcMs === null) {
      setState({ state: 'none' })
      return
    }
    let isCurrent = true
    const read = async () => {
      const summaries: ShiftSummary[] = []
      const empty: string[] = []
      for (const [index, [id, label]] of wanted.entries()) {
        if (!isCurrent) return
        setState({ state: 'reading', done: index, all: wanted.length })
        const summary = await summaryOf(client, id, { fromUtcMs, toUtcMs })
        if (summary === null) empty.push(label)
        else summaries.push(summary)
      }
      if (isCurrent) setState({ state: 'ready', summaries, empty })
    }
    read().catch((error: unknown) => {
      const sentence = error instanceof Error ? error.message : words('engine.noAnswer')
      if (isCurrent) setState({ state: 'failed', sentence })
    })
    return () => {
      isCurrent = false
    }
  }, [client, names, fromUtcMs, toUtcMs, isWanted])
  return state
}
