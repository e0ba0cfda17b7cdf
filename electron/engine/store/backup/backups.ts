import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'

/** A backup that was made of this record. What became of its folder since, the record does not know. */
export interface BackupRow {
  /** Made by the caller: the same row sent twice is stored once. */
  readonly id: string
  readonly madeUtcMs: number
  /** Folder it was written to, as the PC called it then. */
  readonly folder: string
  readonly bytes: number
  /** Audit rows it holds, and the hash of the last: up to where it goes. */
  readonly auditRows: number
  readonly auditHash: string
  /** Who asked for it; null: nobody was signed in, e.g. at the command line. */
  readonly initials: string | null
  /** Whether the check of the copy found nothing. */
  readonly ok: boolean
}

interface Columns {
  readonly id: string
  readonly made_utc_ms: number
  readonly folder: string
  readonly bytes: number
  readonly audit_rows: number
  readonly audit_hash: string
  readonly initials: string | null
  readonly ok: number
}

/** Every backup that the record knows of, oldest first. Throws SQLite errors as they are. */
export function readBackups(connection: Connection): BackupRow[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.backups)
    .all()
    .map((row) => ({
      id: row.id,
      madeUtcMs: row.made_utc_ms,
      folder: row.folder,
      bytes: row.bytes,
      auditRows: row.audit_rows,
      auditHash: row.audit_hash,
      initials: row.initials,
      ok: row.ok === 1,
    }))
}

/** Stores a backup once. Out: whether it was new. */
export function insertBackup(connection: Connection, row: BackupRow): boolean {
  const { id, madeUtcMs, folder, bytes, auditRows, auditHash, initials, ok } = row
  const insert = connection.prepare<(string | number | null)[]>(queries.insertBackup)
  return insert.run(id, madeUtcMs, folder, bytes, auditRows, auditHash, initials, ok ? 1 : 0).changes > 0
}
