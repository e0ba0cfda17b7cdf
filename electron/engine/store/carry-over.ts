import type { Connection } from './database.ts'
import { isDamage } from './errors.ts'
import { wholeTableQueries } from './queries.ts'
import type { BedRow, BindingRow } from './types.ts'
import type { SqliteStoreWriter } from './writer.ts'

/** What a new record must know when it takes the place of a damaged one in the middle of recording. */
export interface CarryOver {
  readonly beds: readonly BedRow[]
  /** Stays that have not ended. */
  readonly stays: readonly BindingRow[]
}

/** Reads what can still be read of it; a damaged table gives nothing. */
export function readCarryOver(connection: Connection): CarryOver {
  interface Row {
    readonly bed: string
    readonly patient: string
    readonly authority: string
    readonly from_utc_ms: number
  }
  return {
    beds: orNone(() => connection.prepare<[], BedRow>(wholeTableQueries.beds).all()),
    stays: orNone(() => connection.prepare<[], Row>(wholeTableQueries.runningStays).all()).map((row) => ({
      bed: row.bed,
      patient: { id: row.patient, authority: row.authority },
      fromUtcMs: row.from_utc_ms,
      toUtcMs: null,
    })),
  }
}

/** Puts it into the new record. */
export function writeCarryOver(writer: SqliteStoreWriter, { beds, stays }: CarryOver): void {
  for (const bed of beds) writer.saveBed(bed)
  for (const { bed, patient, fromUtcMs } of stays) writer.bind(bed, patient, fromUtcMs)
}

function orNone<T>(body: () => T[]): T[] {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return []
  }
}
