import type { Connection } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { queries } from '../file/queries.ts'
import { type BlockRow, openBlock } from '../seal/sealed-block.ts'
import { type JournalRow, openJournal } from '../seal/sealed-journal.ts'
import { keysOf } from '../seal/subject-keys.ts'
import type { StoredWave } from '../types.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'

/** Half open: from <= t < to. */
export interface WaveRange {
  readonly channel: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

function blockBounds({ channel, fromUtcMs, toUtcMs }: WaveRange): number[] {
  return [channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs]
}

/** All stored pieces that overlap the range, blocks then journal, in the order they were stored, not cut. */
export function wavePieces(connection: Connection, range: WaveRange): StoredWave[] {
  const pieces: StoredWave[] = []
  const blocks = connection.prepare<number[], BlockRow>(queries.blocksInRange)
  for (const row of blocks.iterate(...blockBounds(range))) {
    pieces.push(...(openBlock(keysOf(connection), row)?.pieces ?? []))
  }
  pieces.push(...journalPieces(connection, range))
  return pieces
}

/** Pieces of the rows that wait to be folded and overlap the range, not cut. */
export function journalPieces(connection: Connection, range: WaveRange): StoredWave[] {
  const rows = connection
    .prepare<number[], JournalRow>(queries.journalInRange)
    .all(range.fromUtcMs, range.toUtcMs)
    .sort((a, b) => a.id - b.id)
  return rows.flatMap((row) =>
    openJournal(keysOf(connection), row, range.channel).parts.flatMap(({ waves }) => waves),
  )
}

/**
 * The same where a page is damaged: every row is read by itself, what lies on
 * the page is left out, the rest comes. Not inside a transaction: there the
 * first damaged page would make all later reads fail.
 */
export function salvagedPieces(connection: Connection, range: WaveRange): StoredWave[] {
  const pieces: StoredWave[] = []
  const select = connection.prepare<[number], BlockRow>(queries.blockById)
  for (const id of blockIds(connection, range)) {
    const row = orLost(undefined, () => select.get(id))
    // Where the index is damaged these are all blocks there are: few of them are decoded.
    if (row?.channel !== range.channel || row.from_utc_ms >= range.toUtcMs) continue
    const block = openBlock(keysOf(connection), row)
    if (block?.channel === range.channel) pieces.push(...block.pieces)
  }
  pieces.push(...(orLost(null, () => journalPieces(connection, range)) ?? journalOneByOne(connection, range)))
  return pieces
}

function journalOneByOne(connection: Connection, { channel, toUtcMs }: WaveRange): StoredWave[] {
  const select = connection.prepare<[number], JournalRow>(queries.journalById)
  const pieces: StoredWave[] = []
  for (const id of idsBetween(
    orLost(undefined, () => connection.prepare<[], IdRange>(queries.journalIdRange).get()),
  )) {
    const row = orLost(undefined, () => select.get(id))
    if (row === undefined) continue
    pieces.push(...openJournal(keysOf(connection), row, channel).parts.flatMap(({ waves }) => waves))
  }
  // What lies outside of the range is cut away by the caller; most of a minute it would be.
  return pieces.filter(({ startUtcMs }) => startUtcMs < toUtcMs)
}

interface IdRange {
  readonly first: number | null
  readonly last: number | null
}

function idsBetween(ends: IdRange | undefined): number[] {
  const first = ends?.first ?? 1
  return Array.from({ length: (ends?.last ?? 0) - first + 1 }, (_, index) => first + index)
}

/** From the index; where that is damaged, every id there is. */
function blockIds(connection: Connection, range: WaveRange): number[] {
  const listed = orLost(null, () =>
    connection.prepare<number[], { id: number }>(queries.blockIdsInRange).all(...blockBounds(range)),
  )
  if (listed !== null) return listed.map((row) => row.id)
  return idsBetween(orLost(undefined, () => connection.prepare<[], IdRange>(queries.blockIdRange).get()))
}

function orLost<T>(lost: T, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return lost
  }
}
