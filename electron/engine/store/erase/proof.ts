import type { ErasureProof } from '../../../ipc/erasure.ts'
import type { Connection } from '../database.ts'
import { pageBytes } from '../page-bytes.ts'
import { wholeTableQueries } from '../queries.ts'
import { type ChannelColumns, channelOf } from '../rows.ts'
import type { ErasedStretch, ErasureFacts } from './erasures.ts'
import { countPrints, type Found } from './prints.ts'
import { countErasedRows } from './row-search.ts'

/** A larger record does not fit into memory in the clear; its rows are searched instead of its pages. */
const MOST_BYTES_OF_PAGES = 1024 * 1024 * 1024
/** Tables without any text, and the sealed waves: ciphertext says nothing. */
const NOT_READ_BY_ROW = ['block', 'journal', 'numeric', 'numeric_tail', 'trend']
const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`

type Searched = Pick<ErasureProof, 'searched' | 'bytes' | 'keys' | 'identifiers' | 'numerics'>

/** Searches the record for what was erased. In: how far the file was cleared before. */
export function proveErasure(
  connection: Connection,
  facts: ErasureFacts,
  recordKeyHex: string,
  cleared: Pick<ErasureProof, 'atUtcMs' | 'logEmptied' | 'rebuilt'>,
): ErasureProof {
  const search = pageBytes(connection, 'all') <= MOST_BYTES_OF_PAGES ? searchPages : searchRows
  const found = search(connection, facts, recordKeyHex)
  // Cut data was sealed with a key that stays: only a file without free room surely lacks it.
  const isCiphertextLeft = (facts.cut ?? []).length > 0 && !cleared.rebuilt
  const inOldAuditRows = identifiersInAudit(connection, facts, recordKeyHex)
  const identifiers = Math.max(0, found.identifiers - inOldAuditRows)
  const ok = found.keys + identifiers + found.numerics === 0 && cleared.logEmptied && !isCiphertextLeft
  return { ...cleared, ...found, identifiers, inOldAuditRows, ok }
}

/** Channels whose numbers must be gone, with the stretches of their bed. */
function stretchesByChannel(
  connection: Connection,
  stretches: readonly ErasedStretch[],
): Map<number, ErasedStretch[]> {
  const channels = connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all().map(channelOf)
  return new Map(
    channels.map(({ number, bed }) => [number, stretches.filter((stretch) => stretch.bed === bed)]),
  )
}

/** The file as the pager decrypts it, free room and slack included. */
function searchPages(connection: Connection, facts: ErasureFacts, recordKeyHex: string): Searched {
  const pages = connection.serialize()
  const { key, identifier } = countPrints(facts.prints, pages, recordKeyHex)
  const numerics = countErasedRows(pages, stretchesByChannel(connection, facts.stretches))
  pages.fill(0)
  return { searched: 'pages', bytes: pages.length, keys: key, identifiers: identifier, numerics }
}

function searchRows(connection: Connection, facts: ErasureFacts, recordKeyHex: string): Searched {
  const found: Found = { key: 0, identifier: 0 }
  let bytes = 0
  for (const table of connection.prepare(TABLES).pluck().all().map(String)) {
    if (NOT_READ_BY_ROW.includes(table)) continue
    for (const row of connection.prepare(`SELECT * FROM "${table}"`).raw().iterate()) {
      const cells = row.map((cell) => (cell instanceof Uint8Array ? cell : Buffer.from(String(cell))))
      const joined = Buffer.from(cells.flatMap((cell) => [...cell]))
      bytes += joined.length
      const { key, identifier } = countPrints(facts.prints, joined, recordKeyHex)
      found.key += key
      found.identifier += identifier
    }
  }
  const numerics = numbersLeft(connection, facts.stretches)
  return { searched: 'rows', bytes, keys: found.key, identifiers: found.identifier, numerics }
}

function numbersLeft(connection: Connection, stretches: readonly ErasedStretch[]): number {
  let left = 0
  for (const [channel, ofChannel] of stretchesByChannel(connection, stretches)) {
    for (const { fromUtcMs, toUtcMs } of ofChannel) {
      for (const table of ['numeric', 'numeric_tail']) {
        const sql = `SELECT count(*) FROM ${table} WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ?`
        left += Number(connection.prepare(sql).pluck().get(channel, fromUtcMs, toUtcMs))
      }
    }
  }
  return left
}

/** Rows of before sealing hold identifiers in the clear and never change. */
function identifiersInAudit(connection: Connection, facts: ErasureFacts, recordKeyHex: string): number {
  const prints = facts.prints.filter((print) => print.kind === 'identifier')
  let count = 0
  const rows = connection.prepare('SELECT object, before, after FROM audit').raw()
  for (const row of rows.iterate()) {
    const text = Buffer.from(row.map((cell) => cell ?? '').join(''))
    count += countPrints(prints, text, recordKeyHex).identifier
  }
  return count
}
