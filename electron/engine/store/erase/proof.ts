import { freemem } from 'node:os'
import type { ErasureProof } from '../../../ipc/erasure.ts'
import { TreeWalk, treesOf } from '../check/tree-walk.ts'
import type { Connection } from '../file/database.ts'
import { pageBytes } from '../file/page-bytes.ts'
import { wholeTableQueries } from '../file/queries.ts'
import { type ChannelColumns, channelOf } from '../file/rows.ts'
import type { ErasedStretch, ErasureFacts } from './erasures.ts'
import { PrintCounter } from './prints.ts'
import { countErasedRows } from './row-search.ts'

/** The pages of a record are searched in memory, where they are in the clear; SQLite gives out no more than 2 GiB at once. */
const MOST_BYTES_AT_ONCE = 2 * 1024 * 1024 * 1024 - 1024 * 1024
const PART_OF_FREE_MEMORY = 0.25
/** Reading more would hold up the seconds that are recorded meanwhile; of a larger record the rows are searched. */
const MOST_BYTES_WHILE_RECORDING = 512 * 1024 * 1024
/** Searched between two looks at the time. */
const BYTES_A_LOOK = 256 * 1024
/** Tables without any text, and the sealed waves: ciphertext says nothing. */
const NOT_READ_BY_ROW = ['block', 'journal', 'numeric', 'numeric_tail', 'trend']

type Searched = Pick<ErasureProof, 'searched' | 'bytes' | 'keys' | 'identifiers' | 'numerics'>

type Cleared = Pick<ErasureProof, 'atUtcMs' | 'logEmptied' | 'rebuilt'>

/** Says what a search means. In: how far the file was cleared before it. */
export function proofOf(
  { cut = [], emptiedAudit = [] }: ErasureFacts,
  cleared: Cleared,
  found: Searched,
): ErasureProof {
  // Cut data was sealed with a key that stays: only a file without free room surely lacks it.
  const isCiphertextLeft = cut.length > 0 && !cleared.rebuilt
  const isNothingFound = found.keys + found.identifiers + found.numerics === 0
  const ok = isNothingFound && cleared.logEmptied && !isCiphertextLeft
  return { ...cleared, ...found, emptiedAuditRows: emptiedAudit.length, ok }
}

/** Begins to search a record for what was erased: all of its pages where they fit into memory, else its rows. */
export function beginSearch(
  connection: Connection,
  facts: ErasureFacts,
  recordKeyHex: string,
  isRecording: boolean,
): ErasureSearch {
  const most = Math.min(
    isRecording ? MOST_BYTES_WHILE_RECORDING : MOST_BYTES_AT_ONCE,
    freemem() * PART_OF_FREE_MEMORY,
  )
  const isSmall = pageBytes(connection, 'all') <= most
  return isSmall ? searchPages(connection, facts, recordKeyHex) : searchRows(connection, facts, recordKeyHex)
}

/** A search that goes on with each `next`, a short time each; its result is what was found. */
export type ErasureSearch = Generator<undefined, Searched>

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
function* searchPages(connection: Connection, facts: ErasureFacts, recordKeyHex: string): ErasureSearch {
  const counter = new PrintCounter(facts.prints, recordKeyHex)
  const stretches = stretchesByChannel(connection, facts.stretches)
  const pages = connection.serialize()
  let [keys, identifiers, numerics] = [0, 0, 0]
  try {
    for (let from = 0; from < pages.length; from += BYTES_A_LOOK) {
      const to = Math.min(from + BYTES_A_LOOK, pages.length)
      const found = counter.count(pages, from, to)
      keys += found.key
      identifiers += found.identifier
      numerics += countErasedRows(pages, stretches, from, to)
      yield
    }
  } finally {
    pages.fill(0)
  }
  return { searched: 'pages', bytes: pages.length, keys, identifiers, numerics }
}

/** Every row outside the sealed waves, and the numbers of the erased time by their keys. */
function* searchRows(connection: Connection, facts: ErasureFacts, recordKeyHex: string): ErasureSearch {
  const counter = new PrintCounter(facts.prints, recordKeyHex)
  let [keys, identifiers, bytes] = [0, 0, 0]
  for (const tree of treesOf(connection)) {
    if (!tree.isTable || NOT_READ_BY_ROW.includes(tree.table)) continue
    const walk = new TreeWalk(connection, tree)
    for (let isMore = true; isMore; ) {
      let left = BYTES_A_LOOK
      isMore = walk.step((columns) => {
        const joined = Buffer.concat(
          columns.map((cell) => (cell instanceof Uint8Array ? cell : Buffer.from(String(cell)))),
        )
        const found = counter.count(joined)
        keys += found.key
        identifiers += found.identifier
        bytes += joined.length
        left -= joined.length
        return left > 0
      })
      yield
    }
  }
  return { searched: 'rows', bytes, keys, identifiers, numerics: numbersLeft(connection, facts.stretches) }
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
