import type { ComparedValue, ComparisonScope } from '../../ipc/comparison.ts'
import type { Connection } from './database.ts'
import { queries, wholeTableQueries } from './queries.ts'

/** Values of a driver compared with the monitor's own screen; never removed, only withdrawn. */
export interface ComparisonRow {
  /** Made by the caller: the same row sent twice is stored once. */
  readonly id: string
  readonly driver: string
  /** Which version of the driver was compared, see evidence/fingerprint.ts. */
  readonly fingerprint: string
  /** JSON text of the driver options in force. */
  readonly options: string
  readonly scope: ComparisonScope
  /** Bed and line it was made on. */
  readonly bed: string
  readonly link: string
  readonly pairs: readonly ComparedValue[]
  readonly initials: string
  readonly atUtcMs: number
  readonly withdrawn: Withdrawal | null
}

/** Who set a driver back to unproven, and when; initials null if nobody was signed in. */
export interface Withdrawal {
  readonly initials: string | null
  readonly atUtcMs: number
}

interface Columns {
  readonly id: string
  readonly driver: string
  readonly fingerprint: string
  readonly options: string
  readonly scope: ComparisonScope
  readonly bed: string
  readonly link: string
  readonly pairs: string
  readonly initials: string
  readonly at_utc_ms: number
  readonly withdrawn_by: string | null
  readonly withdrawn_utc_ms: number | null
}

/** Every comparison of the record, oldest first. Throws SQLite errors as they are. */
export function readComparisons(connection: Connection): ComparisonRow[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.comparisons)
    .all()
    .map(({ at_utc_ms, withdrawn_by, withdrawn_utc_ms, pairs, ...row }) => ({
      ...row,
      // Our own JSON inside the authenticated database.
      pairs: JSON.parse(pairs) as ComparedValue[],
      atUtcMs: at_utc_ms,
      withdrawn: withdrawn_utc_ms === null ? null : { initials: withdrawn_by, atUtcMs: withdrawn_utc_ms },
    }))
}

/** Stores a comparison once. */
export function insertComparison(connection: Connection, row: ComparisonRow): void {
  connection
    .prepare<(string | number | null)[]>(queries.insertComparison)
    .run(
      row.id,
      row.driver,
      row.fingerprint,
      row.options,
      row.scope,
      row.bed,
      row.link,
      JSON.stringify(row.pairs),
      row.initials,
      row.atUtcMs,
      row.withdrawn?.initials ?? null,
      row.withdrawn?.atUtcMs ?? null,
    )
}

/** Marks a comparison as withdrawn; the first withdrawal stands. */
export function markWithdrawn(connection: Connection, id: string, by: Withdrawal): void {
  connection.prepare<(string | number | null)[]>(queries.withdrawComparison).run(by.initials, by.atUtcMs, id)
}
