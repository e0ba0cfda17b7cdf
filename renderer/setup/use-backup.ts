import { useCallback, useEffect, useState } from 'react'
import type { BackupView, MadeBackup } from '../../electron/ipc/backup.ts'
import { useClient } from '../client/context.ts'

/** How often a running backup is asked how far it is. */
const LOOK_EVERY_MS = 500

/** Backups as the panel sees them. */
export interface Backups {
  readonly view: BackupView
  /** Latest first. */
  readonly list: readonly MadeBackup[]
  /** Why the engine refused or did not answer, one sentence. */
  readonly problem: string | null
  start(to: string): void
  cancel(): void
}

/** Starts, follows and stops a backup, and lists those made. Leaving the panel lets a running one go on. */
export function useBackup(): Backups {
  const client = useClient()
  const [view, setView] = useState<BackupView>({ state: 'none' })
  const [list, setList] = useState<readonly MadeBackup[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const start = useCallback(
    (to: string) => {
      setProblem(null)
      client.call('backup.start', { to }).then(setView, fail)
    },
    [client, fail],
  )
  const cancel = useCallback(() => {
    client.call('backup.cancel', {}).then(setView, fail)
  }, [client, fail])
  useEffect(() => {
    client.call('backup.state', {}).then(setView, fail)
  }, [client, fail])
  useEffect(() => {
    // Every look plans the next one, so that a slow engine is never asked twice at once.
    if (view.state === 'running') {
      const timer = setTimeout(() => client.call('backup.state', {}).then(setView, fail), LOOK_EVERY_MS)
      return () => clearTimeout(timer)
    }
    client.call('backup.list', {}).then(({ backups }) => setList(backups), fail)
    return undefined
  }, [client, view, fail])
  return { view, list, problem, start, cancel }
}
