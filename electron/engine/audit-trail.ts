import { randomUUID } from 'node:crypto'
import type { Actor } from '../ipc/views.ts'
import type { StoreClient } from './store/threads/client.ts'

/** Who is on shift, and what was done under that name. */
export class AuditTrail {
  readonly #store: Pick<StoreClient, 'audit'>
  readonly #nowUtcMs: () => number
  #actor: Actor

  /** In: where rows are written, the name of the station, whole UTC ms now. */
  constructor(store: Pick<StoreClient, 'audit'>, station: string, nowUtcMs: () => number) {
    this.#store = store
    this.#nowUtcMs = nowUtcMs
    this.#actor = { station, initials: null, verified: false, session: randomUUID() }
  }

  get actor(): Actor {
    return this.#actor
  }

  /** Writes a row; resolves when it is on disk. Values become JSON; null stays null. */
  write(action: string, object: string, before: unknown, after: unknown): Promise<void> {
    return this.#writeAs(this.#actor, action, object, before, after)
  }

  /** Puts somebody on shift once the row that says so is on disk: nobody acts whom the record does not know. */
  async signIn(initials: string): Promise<Actor> {
    const before = this.#actor
    const actor = { ...before, initials, session: randomUUID() }
    await this.#writeAs(actor, 'session.signIn', actor.session, before.initials, initials)
    this.#actor = actor
    return actor
  }

  async #writeAs(
    actor: Actor,
    action: string,
    object: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
    const atUtcMs = this.#nowUtcMs()
    await this.#store.audit({ atUtcMs, actor, action, object, before: text(before), after: text(after) })
  }
}
