import { randomUUID } from 'node:crypto'
import type { HoldView, KeptDays } from '../../../ipc/erasure.ts'
import { type BackupRow, readBackups } from '../backup/backups.ts'
import { type ErasureRow, readErasures } from '../erase/erasures.ts'
import { type Connection, connect } from '../file/database.ts'
import { codeOf } from '../file/errors.ts'
import { type Beside, isLogMissing } from '../file/log.ts'
import { readKeptDays, readTemporaryNumber } from '../file/meta.ts'
import { showAsCurrent } from '../file/old-schema.ts'
import type { StorePaths } from '../file/paths.ts'
import { wholeTableQueries } from '../file/queries.ts'
import { type BindingColumns, staysOf } from '../file/rows.ts'
import { readHolds } from '../seal/holds.ts'
import { type ComparisonRow, readComparisons } from '../tables/comparisons.ts'
import type { BedRow, BindingRow, StoreWriter } from '../types.ts'

/** What a new record must know when it takes the place of a damaged one. */
export interface CarryOver {
  readonly beds: readonly BedRow[]
  /** Stays that have not ended. */
  readonly stays: readonly BindingRow[]
  /** Drivers compared with a monitor. Those that cannot be read are not told: every tile of theirs says so itself. */
  readonly comparisons: readonly ComparisonRow[]
  /** Backups of the damaged record, and how long it kept its data; none and null where they cannot be read. */
  readonly backups: readonly BackupRow[]
  readonly kept: KeptDays | null
  /** Legal holds, and who was erased: both must hold for whatever is recorded or restored later. */
  readonly holds: readonly HoldView[]
  readonly erasures: readonly ErasureRow[]
  /** The number of its last temporary patient: the next one gets the one after it. */
  readonly temporary: number
  /** What could not be read of it, whole or in part; none of that is carried. */
  readonly unread: readonly ('beds' | 'patients')[]
}

/** Reads what can still be read of it; a damaged table gives nothing. */
export function readCarryOver(connection: Connection): CarryOver {
  const beds = orNull(() => connection.prepare<[], BedRow>(wholeTableQueries.beds).all())
  const stays = orNull(() =>
    staysOf(connection, connection.prepare<[], BindingColumns>(wholeTableQueries.runningStays).all()),
  )
  return {
    beds: beds ?? [],
    stays: (stays ?? []).filter((stay) => stay !== null),
    comparisons: orNull(() => readComparisons(connection)) ?? [],
    backups: orNull(() => readBackups(connection)) ?? [],
    kept: orNull(() => readKeptDays(connection)),
    holds: orNull(() => readHolds(connection)) ?? [],
    erasures: orNull(() => readErasures(connection)) ?? [],
    temporary: orNull(() => readTemporaryNumber(connection)) ?? 0,
    unread: [
      ...(beds === null ? (['beds'] as const) : []),
      ...(stays === null || stays.includes(null) ? (['patients'] as const) : []),
    ],
  }
}

const NOTHING: CarryOver = {
  beds: [],
  stays: [],
  comparisons: [],
  backups: [],
  kept: null,
  holds: [],
  erasures: [],
  temporary: 0,
  unread: ['beds', 'patients'],
}

/**
 * Opens a damaged record once more, for reading only, and reads the same; never throws for damage. Where the log is
 * lost, it is not known who lies where: that was perhaps told in it.
 */
export function salvageCarryOver(paths: StorePaths, keyHex: string, beside: Beside): CarryOver {
  const connection = orNull(() => connect(paths, keyHex, 'reader'))
  if (connection === null) return NOTHING
  try {
    orNull(() => showAsCurrent(connection))
    const carried = readCarryOver(connection)
    if (orNull(() => isLogMissing(connection, beside)) !== true) return carried
    return {
      ...carried,
      stays: [],
      unread: [...carried.unread.filter((what) => what !== 'patients'), 'patients'],
    }
  } finally {
    connection.close()
  }
}

/** A damaged record that a new one has replaced. */
export interface Replaced {
  /** Path under which the damaged one is kept. */
  readonly keptAs: string
  readonly carried: CarryOver
  readonly station: string
  readonly atUtcMs: number
}

/** Puts what was carried into the new record, with an audit row that says where the old one lies. */
export function writeCarryOver(
  writer: Pick<
    StoreWriter,
    | 'saveBed'
    | 'bind'
    | 'takeStep'
    | 'saveComparison'
    | 'saveBackup'
    | 'keep'
    | 'knowHold'
    | 'keepErasure'
    | 'audit'
  >,
  { keptAs, carried, station, atUtcMs }: Replaced,
): void {
  const { beds, stays, comparisons, backups, kept, holds, erasures, temporary, unread } = carried
  const actor = { station, initials: null, verified: false, session: 'store' } as const
  for (const bed of beds) writer.saveBed(bed)
  for (const { bed, patient, fromUtcMs, person } of stays) {
    writer.bind(bed, patient, fromUtcMs)
    if (person === undefined) continue
    const audit = {
      action: 'patient.describe',
      object: bed,
      before: null,
      after: JSON.stringify({ patient }),
    }
    const known = { id: randomUUID(), patient, facts: person, isCorrection: true }
    writer.takeStep({ kind: 'stay', binds: [], person: known, standby: [], audit }, { actor, atUtcMs })
  }
  for (const row of comparisons) writer.saveComparison(row)
  for (const row of backups) writer.saveBackup(row, { actor, atUtcMs })
  for (const kind of ['waves', 'numerics', 'alerts'] as const) {
    const days = kept?.[kind] ?? null
    if (days !== null) writer.keep(kind, days)
  }
  for (const row of erasures) writer.keepErasure(row)
  for (const hold of holds) writer.knowHold(hold)
  if (temporary > 0) writer.takeStep({ kind: 'temporaryKnown', number: temporary }, { actor, atUtcMs })
  writer.audit({
    atUtcMs,
    actor,
    action: 'record.replaced',
    object: 'record',
    before: JSON.stringify({ keptAs }),
    after: JSON.stringify({ beds: beds.length, patients: stays.length, unread }),
  })
}

/** What people are told: where the damaged record lies, and what they must look after themselves. */
export function replacedSentence({ keptAs, carried: { unread } }: Replaced): string {
  const begun = `The record was damaged: it was kept untouched as ${keptAs} and a new one was begun.`
  if (unread.length === 0) return `${begun} Beds and patients were carried over.`
  const check = unread.includes('patients') ? 'the patient of every bed' : 'the beds on the set-up screen'
  return `${begun} Its ${unread.join(' and ')} could not be read: check ${check}.`
}

/** Whatever SQLite says: the record is being replaced, and what it does not give is told. */
function orNull<T>(body: () => T): T | null {
  try {
    return body()
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_')) throw error
    return null
  }
}
