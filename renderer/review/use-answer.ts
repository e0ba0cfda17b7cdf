import { useEffect, useState } from 'react'
import type { CommandName, Commands } from '../../electron/ipc/contract.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'

/** What the engine says to a question: the last answer stays in sight until the next one has come. */
export interface Answer<T> {
  readonly value: T | null
  readonly problem: string | null
  readonly isReading: boolean
}

/** Asks the engine whenever the question changes (by its text); null asks nothing. Late answers to earlier questions are dropped. */
export function useAnswer<Name extends CommandName>(
  name: Name,
  request: Commands[Name]['request'] | null,
  /** Another number asks the same question again. */
  again = 0,
): Answer<Commands[Name]['reply']> {
  const client = useClient()
  const [answer, setAnswer] = useState<Answer<Commands[Name]['reply']>>({
    value: null,
    problem: null,
    isReading: false,
  })
  const question = JSON.stringify(request)
  useEffect(() => {
    // Read once more when something was written since.
    void again
    const asked = JSON.parse(question) as Commands[Name]['request'] | null
    if (asked === null) return
    let wanted = true
    setAnswer((before) => ({ ...before, isReading: true }))
    client.call(name, asked).then(
      (value) => {
        if (wanted) setAnswer({ value, problem: null, isReading: false })
      },
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : words('engine.noAnswer')
        if (wanted) setAnswer({ value: null, problem, isReading: false })
      },
    )
    return () => {
      wanted = false
    }
  }, [client, name, question, again])
  return answer
}
