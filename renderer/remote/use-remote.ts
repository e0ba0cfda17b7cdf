import { useEffect, useState } from 'react'
import type { Commands } from '../../electron/ipc/contract.ts'
import { useClient, useStation } from '../client/context.ts'
import { useAnswer } from '../review/use-answer.ts'

type RemoteList = Commands['remote.list']['reply']

/** Files are looked for every two seconds: what came is seen a little later. */
const ASK_EVERY_MS = 3_000

/** Who is followed and what is held; null until the engine has answered. */
export interface Remote {
  readonly list: RemoteList | null
  readonly problem: string | null
  /** Does something and asks again. Out: what went wrong, or null. */
  readonly act: (work: (client: ReturnType<typeof useClient>) => Promise<unknown>) => Promise<string | null>
  /** Rises with each question, for what hangs on the same facts. */
  readonly asked: number
}

/** Asks the engine while the screen is open. */
export function useRemote(): Remote {
  const client = useClient()
  const { connection } = useStation()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setAsked((before) => before + 1), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const { value, problem } = useAnswer('remote.list', connection === 'connected' ? {} : null, asked)
  const act: Remote['act'] = async (work) => {
    try {
      await work(client)
      setAsked((before) => before + 1)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return { list: value, problem, act, asked }
}
