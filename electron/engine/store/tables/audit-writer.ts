import type { Connection } from '../file/database.ts'
import { setMeta } from '../file/meta.ts'
import { queries } from '../file/queries.ts'
import { type SubjectOf, sealAuditText } from '../seal/sealed-audit.ts'
import type { AuditEntry, AuditRow } from '../types.ts'
import { chainAuditRow, FIRST_PREVIOUS_HASH } from './audit.ts'

/**
 * Appends a row to the audit chain, every patient in it sealed with their key; inside a
 * transaction of the caller. Out: the row as it is stored.
 */
export function appendAudit(connection: Connection, entry: AuditEntry, subjectOf: SubjectOf): AuditRow {
  const last = connection.prepare<[], { seq: number; hash: string }>(queries.lastAudit).get()
  const seq = (last?.seq ?? 0) + 1
  const before = sealAuditText(connection, entry.before, seq, subjectOf)
  const after = sealAuditText(connection, entry.after, seq, subjectOf)
  const row = chainAuditRow(seq, { ...entry, before, after }, last?.hash ?? FIRST_PREVIOUS_HASH)
  connection
    .prepare(queries.insertAudit)
    .run(
      row.seq,
      row.atUtcMs,
      row.actor.station,
      row.actor.initials,
      row.actor.session,
      row.action,
      row.object,
      row.before,
      row.after,
      row.previousHash,
      row.hash,
    )
  setMeta(connection, 'auditRows', String(row.seq))
  setMeta(connection, 'auditHash', row.hash)
  return row
}
