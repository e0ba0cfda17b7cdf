import { useCallback, useEffect, useState } from 'react'
import type { Commands } from '../../electron/ipc/contract.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'

/** How often an erasure under way is asked how far it is. */
const LOOK_EVERY_MS = 1_000

type Listed = Commands['erasure.list']['reply']

/** Holds and erasures as the panel sees them. */
export interface Erasures extends Listed {
  /** What was done, or why the engine refused, one sentence. */
  readonly sentence: string | null
  say(sentence: string): void
  hold(request: Commands['patient.hold']['request']): void
  erase(request: Commands['patient.erase']['request']): void
}

/** Sets holds, erases, and follows an erasure to its receipt. Leaving the panel lets a running one go on. */
export function useErasures(): Erasures {
  const client = useClient()
  const [listed, setListed] = useState<Listed>({ holds: [], receipts: [] })
  const [sentence, say] = useState<string | null>(null)
  const fail = useCallback((error: Error) => say(error.message), [])
  const look = useCallback(() => client.call('erasure.list', {}).then(setListed, fail), [client, fail])
  const hold = useCallback(
    (request: Commands['patient.hold']['request']) => {
      client.call('patient.hold', request).then(() => {
        say(words(request.isLifted ? 'erase.lifted' : 'erase.held'))
        return look()
      }, fail)
    },
    [client, look, fail],
  )
  const erase = useCallback(
    (request: Commands['patient.erase']['request']) => {
      client.call('patient.erase', request).then(() => {
        say(words('erase.begun'))
        return look()
      }, fail)
    },
    [client, look, fail],
  )
  useEffect(() => {
    void look()
  }, [look])
  useEffect(() => {
    if (listed.receipts.every(({ done }) => done)) return undefined
    const timer = setTimeout(look, LOOK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [listed, look])
  return { ...listed, sentence, say, hold, erase }
}
