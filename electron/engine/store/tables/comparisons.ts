import type { ComparedValue, ComparisonScope } from '../../../ipc/comparison.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'

/** A compared value as it is kept: without its numbers once the patient whose they were was erased. */
export type StoredPair = Omit<ComparedValue, 'vigil' | 'screen' | 'atUtcMs'> &
  Partial<Pick<ComparedValue, 'vigil' | 'screen' | 'atUtcMs'>>

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
  readonly pairs: readonly StoredPair[]
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
      pairs: JSON.parse(pairs) as StoredPair[],
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

/** A stretch of a bed; half open, UTC ms. */
interface Stretch {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

function isIn({ atUtcMs }: StoredPair, { fromUtcMs, toUtcMs }: Stretch): boolean {
  return atUtcMs !== undefined && atUtcMs >= fromUtcMs && atUtcMs < toUtcMs
}

/**
 * Takes the values of comparisons that were made in a stretch of a bed out of the record; that they agreed, which they
 * were and who says so stays. Inside a transaction of the caller. Out: comparisons changed.
 */
export function eraseComparedValues(connection: Connection, stretch: Stretch): number {
  const isErased = (pair: StoredPair): boolean => isIn(pair, stretch)
  const rows = readComparisons(connection).filter(
    (row) => row.bed === stretch.bed && row.pairs.some(isErased),
  )
  for (const { id, pairs } of rows) {
    const kept = pairs.map((pair) => (isErased(pair) ? withoutNumbers(pair) : pair))
    connection.prepare(wholeTableQueries.setPairs).run(JSON.stringify(kept), id)
  }
  return rows.length
}

/** What a compared value was, without what it was worth. */
export function withoutNumbers({ vigil: _v, screen: _s, atUtcMs: _t, ...pair }: StoredPair): StoredPair {
  return pair
}

/** Whether a JSON text of the audit holds a value that was compared in one of these stretches: releases before wrote that. */
export function holdsComparedValue(text: string, stretches: readonly Stretch[]): boolean {
  if (!text.includes('"vigil"') || !text.includes('"screen"')) return false
  let told: ToldComparison
  try {
    // Our own JSON inside the authenticated database.
    told = JSON.parse(text) as ToldComparison
  } catch {
    return false
  }
  const values = [...(told.pairs ?? []), ...(told.value === undefined ? [] : [told.value])]
  const ofBed = stretches.filter(({ bed }) => bed === told.bed)
  return values.some((value) => ofBed.some((stretch) => isIn(value, stretch)))
}

/** What the audit tells of a comparison: all of its pairs, or the one that differed. */
interface ToldComparison {
  readonly bed?: string
  readonly pairs?: readonly StoredPair[]
  readonly value?: StoredPair
}

/** Marks a comparison as withdrawn; the first withdrawal stands. */
export function markWithdrawn(connection: Connection, id: string, by: Withdrawal): void {
  connection.prepare<(string | number | null)[]>(queries.withdrawComparison).run(by.initials, by.atUtcMs, id)
}
