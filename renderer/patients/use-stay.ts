import { useCallback, useEffect, useState } from 'react'
import type { StayView } from '../../electron/ipc/patient.ts'
import { useClient } from '../client/context.ts'

/** The stay of whoever lies in a bed; null until it is read, or while nobody is signed in. Read anew when `key` changes. */
export function useStay(
  bed: string,
  key: string,
): { readonly stay: StayView | null; readonly readAgain: () => void } {
  const client = useClient()
  const [answer, setAnswer] = useState<{ readonly of: string; readonly stay: StayView } | null>(null)
  const [count, setCount] = useState(0)
  const of = `${bed} ${key} ${count}`
  useEffect(() => {
    let isOver = false
    client.call('patient.stay', { bed }).then(
      (stay) => {
        if (!isOver) setAnswer({ of, stay })
      },
      // Nobody is signed in: the forms say so when they are sent.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [client, bed, of])
  const readAgain = useCallback(() => setCount((before) => before + 1), [])
  return { stay: answer?.of === of ? answer.stay : null, readAgain }
}
