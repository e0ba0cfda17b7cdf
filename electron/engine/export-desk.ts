import { VigilError, type VigilFailure } from '../ipc/contract.ts'
import type { FileExportRequest, FileExportView } from '../ipc/file-export.ts'
import type { StoreClient } from './store/threads/client.ts'

/** At most one export of files at a time, and how the last one went. Recording never waits for it. */
export class ExportDesk {
  readonly #store: Pick<StoreClient, 'exportFiles'>
  #view: FileExportView = { state: 'none' }
  #isCancelled = false
  #running: Promise<void> = Promise.resolve()

  constructor(store: Pick<StoreClient, 'exportFiles'>) {
    this.#store = store
  }

  view(): FileExportView {
    return this.#view
  }

  /** Begins an export. Throws badRequest while one is running. */
  start(request: FileExportRequest): FileExportView {
    if (this.#view.state === 'running') {
      throw new VigilError('badRequest', 'An export is running already: wait for its end or stop it.')
    }
    this.#isCancelled = false
    this.#view = { state: 'running', to: request.to, bytes: 0 }
    this.#running = this.#run(request)
    return this.#view
  }

  /** Ends a running export; what is not whole is removed. */
  cancel(): FileExportView {
    this.#isCancelled = true
    return this.#view
  }

  /** Ends and waits. */
  async close(): Promise<void> {
    this.#isCancelled = true
    await this.#running
  }

  async #run(request: FileExportRequest): Promise<void> {
    const { to } = request
    try {
      const written = await this.#store.exportFiles(request, (bytes) => {
        this.#view = { state: 'running', to, bytes }
        return !this.#isCancelled
      })
      if (written === null) this.#view = { state: 'cancelled', to }
      else {
        const { bytes, names, notes } = written
        this.#view = { state: 'done', to, bytes, names, notes }
      }
    } catch (error) {
      this.#view = { state: 'failed', to, failure: failureOf(error) }
    }
  }
}

function failureOf(error: unknown): VigilFailure {
  if (error instanceof VigilError) return { code: error.code, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `The files could not be written (${reason}): please report it.` }
}
