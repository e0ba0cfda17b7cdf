import type { Connection } from '../../store/file/database.ts'
import { SqliteStoreReader } from '../../store/read/reader.ts'
import type { StoredWave } from '../../store/types.ts'
import type { AheadQuestion } from './ahead.ts'

/** Who may have a stretch ready; null where it does not. */
export interface AheadSource {
  waves(question: AheadQuestion): readonly StoredWave[] | null
}

/** A reader of the record whose waves another thread helps to decode. */
export class AheadReader extends SqliteStoreReader {
  readonly #ahead: AheadSource

  constructor(connection: Connection, folder: string, ahead: AheadSource) {
    super(connection, folder)
    this.#ahead = ahead
  }

  override waves(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredWave[] {
    return this.#ahead.waves({ channel, fromUtcMs, toUtcMs }) ?? super.waves(channel, fromUtcMs, toUtcMs)
  }
}
