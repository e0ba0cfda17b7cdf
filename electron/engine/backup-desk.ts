import { randomUUID } from 'node:crypto'
import type { BackupView } from '../ipc/backup.ts'
import { VigilError, type VigilFailure } from '../ipc/contract.ts'
import type { Actor } from '../ipc/views.ts'
import type { StoreClient } from './store/threads/client.ts'

/** What a backup needs of the engine. */
export interface BackupContext {
  readonly store: Pick<StoreClient, 'backUp' | 'saveBackup'>
  readonly actor: Actor
  nowUtcMs(): number
}

/** At most one backup at a time, and how the last one went. Recording never waits for it. */
export class BackupDesk {
  readonly #context: BackupContext
  #view: BackupView = { state: 'none' }
  #isCancelled = false
  #running: Promise<void> = Promise.resolve()

  constructor(context: BackupContext) {
    this.#context = context
  }

  view(): BackupView {
    return this.#view
  }

  /** Begins a backup to a folder. Throws badRequest while one is running. */
  start(to: string): BackupView {
    if (this.#view.state === 'running') {
      throw new VigilError('badRequest', 'A backup is running already: wait for its end or stop it.')
    }
    this.#isCancelled = false
    this.#view = { state: 'running', to, share: 0 }
    this.#running = this.#run(to, this.#context.actor)
    return this.#view
  }

  /** Ends a running backup; what it wrote is removed. */
  cancel(): BackupView {
    this.#isCancelled = true
    return this.#view
  }

  /** Ends and waits. Comes after the record is closed: the check of a copy may take longer than main waits. */
  async close(): Promise<void> {
    this.#isCancelled = true
    await this.#running
  }

  async #run(to: string, actor: Actor): Promise<void> {
    const { store } = this.#context
    const nowUtcMs = this.#context.nowUtcMs()
    try {
      const receipt = await store.backUp({ to, station: actor.station, nowUtcMs }, (share) => {
        this.#view = { state: 'running', to, share }
        return !this.#isCancelled
      })
      if (receipt === null) {
        this.#view = { state: 'cancelled', to }
        return
      }
      const { findings, isSameDisk, ...made } = receipt
      const row = { ...made, id: randomUUID(), initials: actor.initials }
      await store.saveBackup(row, { actor, atUtcMs: this.#context.nowUtcMs() })
      this.#view = { state: 'done', to, ...made, isSameDisk, finding: findings[0] ?? null }
    } catch (error) {
      this.#view = { state: 'failed', to, failure: failureOf(error) }
    }
  }
}

function failureOf(error: unknown): VigilFailure {
  if (error instanceof VigilError) return { code: error.code, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `The backup could not be made (${reason}): please report it.` }
}
