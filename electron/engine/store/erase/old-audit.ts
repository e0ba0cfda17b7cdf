import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { AuditColumns } from '../file/rows.ts'
import { EMPTIED_TEXT } from '../tables/audit.ts'
import { holdsComparedValue } from '../tables/comparisons.ts'
import type { ErasureFacts } from './erasures.ts'
import { PrintCounter } from './prints.ts'

/**
 * Empties what audit rows of earlier releases still say of whom an erasure is about: the identifier in the clear, and values of
 * a comparison made in an erased stretch. Who did what and when stays. Inside a transaction of the caller. Out: the
 * numbers of the rows.
 */
export function emptyOldAudit(connection: Connection, facts: ErasureFacts, recordKeyHex: string): number[] {
  const counter = new PrintCounter(
    facts.prints.filter(({ kind }) => kind === 'identifier'),
    recordKeyHex,
  )
  const empty = connection.prepare<[string, string, number]>(queries.emptyAudit)
  const emptied: number[] = []
  for (const { seq, before, after } of connection.prepare<[], AuditColumns>(wholeTableQueries.audit).all()) {
    const texts = [before, after].filter((text) => text !== null)
    const isNamed = texts.some((text) => counter.count(Buffer.from(text)).identifier > 0)
    if (!isNamed && !texts.some((text) => holdsComparedValue(text, facts.stretches))) continue
    empty.run(EMPTIED_TEXT, EMPTIED_TEXT, seq)
    emptied.push(seq)
  }
  return emptied
}
