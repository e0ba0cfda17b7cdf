import type { DataClass, KeptDays } from '../../../ipc/erasure.ts'
import type { Connection } from '../file/database.ts'
import { readKeptDays, setKeptDays } from '../file/meta.ts'
import type { AuditEntry, By, NewChannel } from '../types.ts'
import { type DataRemoval, removeOldestData } from './data-classes.ts'
import { type Removal, type RemovalRequest, removeOldestBlocks } from './removal.ts'

/** How long data is kept, and its removal: what goes and the row that says so are one transaction, of the caller. */
export class AuditedRemoval {
  readonly #connection: Connection
  readonly #channels: ReadonlyMap<number, NewChannel>
  readonly #audit: (entry: AuditEntry) => unknown
  #kept: KeptDays

  constructor(
    connection: Connection,
    channels: ReadonlyMap<number, NewChannel>,
    audit: (entry: AuditEntry) => unknown,
  ) {
    this.#connection = connection
    this.#channels = channels
    this.#audit = audit
    this.#kept = readKeptDays(connection)
  }

  keptDays(kind: DataClass): number | null {
    return this.#kept[kind]
  }

  keep(kind: DataClass, days: number | null): void {
    setKeptDays(this.#connection, kind, days)
    this.#kept = { ...this.#kept, [kind]: days }
  }

  removeWaves(request: RemovalRequest, who: By): Removal | null {
    const bedOf = (channel: number) => this.#channels.get(channel)?.bed ?? null
    return this.#told('waves', removeOldestBlocks(this.#connection, request, bedOf), request.reason, who)
  }

  removeData(kind: Exclude<DataClass, 'waves'>, beforeUtcMs: number, who: By): DataRemoval | null {
    const channels = [...this.#channels.values()]
    const removed = removeOldestData(this.#connection, kind, beforeUtcMs, channels)
    return this.#told(kind, removed, 'retention', who)
  }

  #told<T extends object>(kind: DataClass, removed: T | null, reason: string, who: By): T | null {
    if (removed === null) return null
    const [before, after] = [JSON.stringify(removed), JSON.stringify({ reason })]
    this.#audit({ ...who, action: `${kind}.remove`, object: 'record', before, after })
    return removed
  }
}
