import { useCallback, useEffect, useState } from 'react'
import type { FileExportRequest, FileExportView } from '../../electron/ipc/file-export.ts'
import { useClient } from '../client/context.ts'

/** How often a running export is asked how far it is. */
const LOOK_EVERY_MS = 500

/** An export of files as the box sees it. */
export interface FileExport {
  readonly view: FileExportView
  /** Why the engine refused or did not answer, one sentence. */
  readonly problem: string | null
  start(request: FileExportRequest): void
  cancel(): void
}

/** Starts, follows and stops an export. Leaving the screen lets a running one go on. */
export function useFileExport(): FileExport {
  const client = useClient()
  const [view, setView] = useState<FileExportView>({ state: 'none' })
  const [problem, setProblem] = useState<string | null>(null)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const start = useCallback(
    (request: FileExportRequest) => {
      setProblem(null)
      client.call('export.start', request).then(setView, fail)
    },
    [client, fail],
  )
  const cancel = useCallback(() => {
    client.call('export.cancel', {}).then(setView, fail)
  }, [client, fail])
  useEffect(() => {
    client.call('export.state', {}).then(setView, fail)
  }, [client, fail])
  useEffect(() => {
    if (view.state !== 'running') return undefined
    // Every look plans the next one, so that a slow engine is never asked twice at once.
    const timer = setTimeout(() => client.call('export.state', {}).then(setView, fail), LOOK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [client, view, fail])
  return { view, problem, start, cancel }
}
