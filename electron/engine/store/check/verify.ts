import { readErasures } from '../erase/erasures.ts'
import { type Connection, inSnapshot } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { KEY_BESIDE_DATA_SENTENCE } from '../file/keys.ts'
import { type Beside, endOf, isLogMissing, lookBeside } from '../file/log.ts'
import { auditHead } from '../file/meta.ts'
import { isAside, pathsToRead } from '../file/paths.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type AuditColumns, auditRowOf } from '../file/rows.ts'
import { findingsBeside } from '../open/beside.ts'
import { type OpenOptions, openStoreReader } from '../open/open.ts'
import { type BlockRow, openBlock } from '../seal/sealed-block.ts'
import { type JournalRow, openJournal } from '../seal/sealed-journal.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { auditSealFindings, sealFindings } from '../seal/verify-seals.ts'
import { checkAuditChain } from '../tables/audit.ts'
import type { VerifyReport } from '../types.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'

/** Findings of one kind beyond this many are counted, not listed. */
const LISTED_FINDINGS = 20
const AUDIT_TRIGGERS = ['audit_never_changes', 'audit_never_shrinks', 'audit_never_replaced']

/**
 * Checks a whole record: every page, block, journal row and audit row, and that
 * no damaged record was set aside beside it. Damage is told in `findings`, and
 * `ok` is true only when there are none; only what is no damage (wrong key, no
 * record, a newer format) is thrown as VigilError.
 */
export function verifyStore(options: OpenOptions): VerifyReport & { readonly notices: readonly string[] } {
  const paths = pathsToRead(options.dataDir)
  const report = checkRecord(options, lookBeside(paths))
  const findings = [...report.findings, ...(isAside(paths) ? [] : findingsBeside(paths))]
  return { ...report, ok: findings.length === 0, findings }
}

function checkRecord(
  options: OpenOptions,
  beside: Beside,
): VerifyReport & { readonly notices: readonly string[] } {
  try {
    const opened = openStoreReader(options)
    try {
      const notices = opened.key.place === 'beside the data' ? [KEY_BESIDE_DATA_SENTENCE] : []
      const report = verifyConnection(opened.connection)
      const findings = [...report.findings, ...logFindings(opened.connection, beside)]
      return { ...report, ok: findings.length === 0, findings, notices }
    } finally {
      opened.reader.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    const audit = { rows: 0, ok: false }
    const findings = ['The record cannot be opened: its first page, its schema or its log is damaged.']
    return { ok: false, blocks: { good: 0, bad: 0 }, gaps: 0, audit, findings, notices: [] }
  }
}

function logFindings(connection: Connection, beside: Beside): string[] {
  const found: string[] = []
  readable(found, 'What says whether the record was closed', undefined, () => {
    if (!isLogMissing(connection, beside)) return
    const after = new Date(endOf(connection)).toISOString()
    found.push(`The log of the record is missing: what was recorded after ${after}, about a minute, is lost.`)
  })
  return found
}

/**
 * Checks the record behind an open connection. Each part reads in a transaction
 * of its own: inside one transaction a damaged page would make everything after
 * it fail too.
 */
export function verifyConnection(connection: Connection): VerifyReport {
  const findings: string[] = []
  checkPages(connection, findings)
  const blocks = checkBlocks(connection, findings)
  checkJournal(connection, findings, blocks)
  const gaps = readable(findings, 'The gap ledger', 0, () =>
    Number(connection.prepare(wholeTableQueries.gapCount).pluck().get()),
  )
  readable(findings, 'The table of patients and keys', undefined, () =>
    addListed(findings, sealFindings(connection)),
  )
  const audit = checkAudit(connection, findings)
  return { ok: findings.length === 0, blocks, gaps, audit, findings }
}

/** Runs one part; damage met there becomes a finding. */
function readable<T>(findings: string[], what: string, fallback: T, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    findings.push(`${what} cannot be read: a page of it is damaged.`)
    return fallback
  }
}

function checkPages(connection: Connection, findings: string[]): void {
  readable(findings, 'The database', undefined, () => {
    const lines = connection.prepare(`PRAGMA integrity_check(${LISTED_FINDINGS})`).pluck().all()
    for (const line of lines) {
      if (line !== 'ok') findings.push(`The database check says: ${String(line).replaceAll('\n', ' ')}.`)
    }
  })
}

interface BlockCount {
  good: number
  bad: number
}

function checkBlocks(connection: Connection, findings: string[]): BlockCount {
  const count: BlockCount = { good: 0, bad: 0 }
  const range = readable(findings, 'The list of wave blocks', undefined, () =>
    connection.prepare<[], { first: number | null; last: number | null }>(queries.blockIdRange).get(),
  )
  const select = connection.prepare<[number], BlockRow>(queries.blockById)
  const skipped = readable(
    findings,
    'The list of removed blocks',
    () => false,
    () => removedOnPurpose(connection),
  )
  const bad: string[] = []
  // One by one, so that a damaged page costs only the blocks that lie on it.
  for (let id = range?.first ?? 1; id <= (range?.last ?? 0); id++) {
    const problem = blockProblem(connection, select, id)
    if (problem === 'missing' && skipped(id)) continue
    if (problem === 'erased') continue
    if (problem === null) {
      count.good++
    } else {
      count.bad++
      bad.push(problem === 'missing' ? `Wave block ${id} is missing.` : problem)
    }
  }
  addListed(findings, bad)
  return count
}

/** Says of the number of a block whether it was removed by retention, by an erasure or when it was sealed. */
function removedOnPurpose(connection: Connection): (id: number) => boolean {
  const ranges = connection.prepare<[], { first: number; last: number }>(wholeTableQueries.blocksGone).all()
  let next = 0
  return (id) => {
    while ((ranges[next]?.last ?? Number.POSITIVE_INFINITY) < id) next++
    return id >= (ranges[next]?.first ?? Number.POSITIVE_INFINITY)
  }
}

/** Waits to be removed by an erasure that has destroyed its key. */
function isErased(connection: Connection, subject: number): boolean {
  return readErasures(connection).some(({ done, facts }) => !done && facts.subjects.includes(subject))
}

/** Null if all is well; a sentence, or why it is none. */
function blockProblem(
  connection: Connection,
  select: { get(id: number): BlockRow | undefined },
  id: number,
): string | null {
  let row: BlockRow | undefined
  try {
    row = select.get(id)
  } catch (error) {
    if (!isDamage(error)) throw error
    return `Wave block ${id} lies on a damaged page.`
  }
  if (row === undefined) return 'missing'
  const decoded = openBlock(keysOf(connection), row)
  const samples = decoded?.pieces.reduce((sum, piece) => sum + piece.samples.length, 0)
  const isWhole = decoded !== null && decoded.channel === row.channel && samples === row.samples
  const isShort = row.to_utc_ms - row.from_utc_ms <= LONGEST_BLOCK_MS
  if (isWhole && isShort) return null
  if (isErased(connection, row.subject)) return 'erased'
  const name = `Wave block ${id} of channel ${row.channel} from ${new Date(row.from_utc_ms).toISOString()}`
  return isWhole
    ? `${name} spans more than two minutes: its later part is not shown. Export it, and report how it was made.`
    : `${name} is damaged.`
}

function checkJournal(connection: Connection, findings: string[], blocks: BlockCount): void {
  readable(findings, 'The last minute of waves', undefined, () => {
    const rows = connection.prepare<[number, number], JournalRow>(queries.journalOldest)
    for (const row of rows.all(0, Number.MAX_SAFE_INTEGER)) {
      if (openJournal(keysOf(connection), row).whole) continue
      blocks.bad++
      findings.push(`A second of the last minute of waves (journal row ${row.id}) is damaged.`)
    }
  })
}

function checkAudit(connection: Connection, findings: string[]): { rows: number; ok: boolean } {
  const before = findings.length
  const rows = readable(findings, 'The audit trail', 0, () =>
    inSnapshot(connection, () => {
      const trail = connection.prepare<[], AuditColumns>(wholeTableQueries.audit).all().map(auditRowOf)
      addListed(findings, checkAuditChain(trail, auditHead(connection)))
      addListed(findings, auditSealFindings(connection, trail))
      return trail.length
    }),
  )
  const triggers = readable(findings, 'The schema', AUDIT_TRIGGERS as readonly unknown[], () =>
    connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all(),
  )
  for (const name of AUDIT_TRIGGERS) {
    if (!triggers.includes(name)) findings.push(`The guard "${name}" of the audit trail was removed.`)
  }
  return { rows, ok: findings.length === before }
}

function addListed(findings: string[], more: readonly string[]): void {
  findings.push(...more.slice(0, LISTED_FINDINGS))
  if (more.length > LISTED_FINDINGS) findings.push(`And ${more.length - LISTED_FINDINGS} more like these.`)
}
