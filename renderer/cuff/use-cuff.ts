import { useState } from 'react'
import type { AgeClass } from '../../electron/ipc/alarms.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { refusalText } from './cuff-text.ts'

/** Whom a start is for, as the question named them. */
export interface ForWhom {
  readonly patient: PatientView
  readonly ageClass: AgeClass
}

/** What can be done to one cuff. */
export interface CuffActs {
  /** Why the last click did nothing; null: it did. */
  readonly problem: string | null
  readonly say: (problem: string | null) => void
  readonly isSending: boolean
  readonly start: (whom: ForWhom) => void
  readonly stop: () => void
}

export function useCuff(bed: string, device: string | null): CuffActs {
  const client = useClient()
  const [problem, say] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const which = { bed, ...(device !== null && { device }) }
  return {
    problem,
    say,
    isSending,
    start: (whom) => {
      if (isSending) return
      setSending(true)
      client
        .call('cuff.start', { ...which, ...whom })
        .then(
          ({ refused }) => say(refused === null ? null : refusalText(refused)),
          (error: Error) => say(error.message),
        )
        .finally(() => setSending(false))
    },
    stop: () => {
      client.call('cuff.stop', which).then(
        ({ refused }) => say(refused === null ? null : words('cuff.notStopped')),
        () => say(words('cuff.notStopped')),
      )
    },
  }
}
