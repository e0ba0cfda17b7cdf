import { useEffect, useRef, useState } from 'react'
import type { TrendView } from '../../electron/ipc/trend.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { type RangeHours, rangeBefore } from './ranges.ts'

const REFRESH_MS = 60_000
/** A bed that has just begun has its first numbers soon. */
const EMPTY_REFRESH_MS = 5_000

/** Trends of a bed: being read, there, or not to be had, with a sentence. */
export type TrendState =
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly view: TrendView }
  | { readonly state: 'failed'; readonly sentence: string }

/** Trends as they are known, and how to read them now. */
export interface Trends {
  readonly state: TrendState
  readonly readNow: () => void
}

/**
 * Reads the trends of a bed, and again every minute. What is there stays until newer ones are, but nobody sees the trend
 * of who lay in the bed before.
 */
export function useTrends(bed: string, hours: RangeHours, patient: string): Trends {
  const client = useClient()
  const [state, setState] = useState<TrendState>({ state: 'reading' })
  const readNow = useRef(() => {})
  const shownFor = useRef(patient)
  useEffect(() => {
    let wanted = true
    if (shownFor.current !== patient) setState({ state: 'reading' })
    shownFor.current = patient
    let soon: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      client.call('trend.read', { bed, ...rangeBefore(hours, Date.now()) }).then(
        (view) => {
          if (!wanted) return
          setState({ state: 'ready', view })
          if (view.parameters.length === 0) soon = setTimeout(read, EMPTY_REFRESH_MS)
        },
        (error: unknown) => {
          const sentence = error instanceof Error ? error.message : words('engine.noAnswer')
          if (wanted) setState({ state: 'failed', sentence })
        },
      )
    }
    readNow.current = read
    read()
    const timer = setInterval(read, REFRESH_MS)
    return () => {
      wanted = false
      clearInterval(timer)
      clearTimeout(soon)
    }
  }, [client, bed, hours, patient])
  return { state, readNow: () => readNow.current() }
}
