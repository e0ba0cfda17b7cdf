import { useEffect, useState } from 'react'
import type { WhatIf } from '../../../electron/ipc/alarm-load.ts'
import type { Commands } from '../../../electron/ipc/contract.ts'
import { useClient } from '../../client/context.ts'
import { words } from '../../words/words.ts'

/** Steps of a limit that follow each other quickly are one question: each replays the whole period. */
const SETTLED_MS = 300

type Request = Commands['alarm.whatIf']['request']

interface Answered {
  readonly question: string
  readonly about: string
  readonly value: WhatIf | null
  readonly problem: string | null
}

export interface WhatIfAnswer {
  /** The answer to exactly what is asked; null until it has come. */
  readonly current: WhatIf | null
  /** The last answer about the same bed, period and age class, whatever its limits. */
  readonly last: WhatIf | null
  readonly problem: string | null
  readonly isReading: boolean
}

function aboutOf({ bed, fromUtcMs, toUtcMs, ageClass }: Request): string {
  return JSON.stringify([bed, fromUtcMs, toUtcMs, ageClass])
}

/** Asks what other limits would have done. An answer is only ever shown beside its own question; null asks nothing. */
export function useWhatIf(request: Request | null): WhatIfAnswer {
  const client = useClient()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const [lastValue, setLastValue] = useState<{ readonly about: string; readonly value: WhatIf } | null>(null)
  const question = JSON.stringify(request)
  useEffect(() => {
    const asked = JSON.parse(question) as Request | null
    if (asked === null) return
    let isWanted = true
    const about = aboutOf(asked)
    const timer = setTimeout(() => {
      client.call('alarm.whatIf', asked).then(
        (value) => {
          if (!isWanted) return
          setAnswered({ question, about, value, problem: null })
          setLastValue({ about, value })
        },
        (error: unknown) => {
          const problem = error instanceof Error ? error.message : words('engine.noAnswer')
          if (isWanted) setAnswered({ question, about, value: null, problem })
        },
      )
    }, SETTLED_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [client, question])
  const isAnswered = request !== null && answered?.question === question
  return {
    current: isAnswered ? answered.value : null,
    last: request !== null && lastValue?.about === aboutOf(request) ? lastValue.value : null,
    problem: isAnswered ? answered.problem : null,
    isReading: request !== null && !isAnswered,
  }
}
