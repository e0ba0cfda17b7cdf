import { createHash } from 'node:crypto'
import type { AuditEntry, AuditRow } from '../types.ts'

/** What stands in place of a hash before the first row. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/**
 * The text an audit row's hash is made of: a JSON list in fixed order, so that
 * there is exactly one text for one row and no two rows share a text.
 */
function canonicalAuditText(seq: number, entry: AuditEntry, previousHash: string): string {
  const { actor } = entry
  return JSON.stringify([
    seq,
    entry.atUtcMs,
    actor.station,
    actor.initials,
    actor.verified,
    actor.session,
    entry.action,
    entry.object,
    entry.before,
    entry.after,
    previousHash,
  ])
}

/** The row that follows the one with `previousHash`; `hash` is SHA-256 in hex over its canonical text. */
export function chainAuditRow(seq: number, entry: AuditEntry, previousHash: string): AuditRow {
  const hash = createHash('sha256')
    .update(canonicalAuditText(seq, entry, previousHash))
    .digest('hex')
  return { ...entry, seq, previousHash, hash }
}

/** Number of rows and hash of the last one, kept beside the chain so that a cut end is noticed too. */
export interface AuditHead {
  readonly rows: number
  readonly hash: string
}

/** Stands in an audit row for what an erasure has emptied; nothing else may take the place of a text. */
export const EMPTIED_TEXT = '{"erased":true}'
/** The audit row that says which rows an erasure has emptied. */
export const EMPTIED_ACTION = 'audit.emptied'

/** Rows that a row of the chain itself says were emptied by an erasure. */
function emptiedIn(rows: readonly AuditRow[]): Set<number> {
  const told = rows.filter((row) => row.action === EMPTIED_ACTION && isAsWritten(row))
  // Our own JSON: the hash of the row fits.
  return new Set(told.flatMap(({ after }) => (JSON.parse(after ?? '{}') as { rows?: number[] }).rows ?? []))
}

function isAsWritten(row: AuditRow): boolean {
  return chainAuditRow(row.seq, row, row.previousHash).hash === row.hash
}

function isEmptied({ before, after }: AuditRow): boolean {
  return [before, after].every((text) => text === null || text === EMPTIED_TEXT)
}

/**
 * Checks a chain from its first row on. Out: one sentence for each thing that
 * is wrong: a changed byte, a missing or swapped row, a chain cut at its end. A row may lack its texts where a later row says
 * that an erasure has emptied it: its hash then stands for what it was.
 */
export function checkAuditChain(rows: readonly AuditRow[], head: AuditHead): string[] {
  const findings: string[] = []
  let previousHash = FIRST_PREVIOUS_HASH
  let expectedSeq = 1
  const emptied = emptiedIn(rows)
  for (const row of rows) {
    if (row.seq !== expectedSeq) findings.push(`Audit row ${expectedSeq} is missing.`)
    else if (row.previousHash !== previousHash)
      findings.push(`Audit row ${row.seq} does not follow the one before it.`)
    if (!isAsWritten(row) && !(emptied.has(row.seq) && isEmptied(row))) {
      findings.push(`Audit row ${row.seq} was changed after it was written.`)
    }
    previousHash = row.hash
    expectedSeq = row.seq + 1
  }
  if (rows.length !== head.rows || previousHash !== head.hash) {
    findings.push(`The audit trail has ${rows.length} rows, ${head.rows} were written.`)
  }
  return findings
}
