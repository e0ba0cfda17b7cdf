import { decodeBlock } from './codec/block.ts'
import { decodeJournal } from './codec/journal.ts'
import type { Connection } from './database.ts'
import { isDamage } from './errors.ts'
import { LONGEST_BLOCK_MS } from './fold.ts'
import { queries } from './queries.ts'
import type { StoredWave } from './types.ts'

/** Half open: from <= t < to. */
export interface WaveRange {
  readonly channel: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

interface PayloadRow {
  readonly id: number
  readonly payload: Uint8Array
}

function blockBounds({ channel, fromUtcMs, toUtcMs }: WaveRange): number[] {
  return [channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs]
}

/** All stored pieces that overlap the range, blocks then journal, in the order they were stored, not cut. */
export function wavePieces(connection: Connection, range: WaveRange): StoredWave[] {
  const pieces: StoredWave[] = []
  const blocks = connection.prepare<number[], PayloadRow>(queries.blocksInRange)
  for (const row of blocks.iterate(...blockBounds(range))) {
    pieces.push(...(decodeBlock(row.payload)?.pieces ?? []))
  }
  pieces.push(...journalPieces(connection, range))
  return pieces
}

/** Pieces of the rows that wait to be folded and overlap the range, not cut. */
export function journalPieces(connection: Connection, range: WaveRange): StoredWave[] {
  const rows = connection
    .prepare<number[], PayloadRow>(queries.journalInRange)
    .all(range.fromUtcMs, range.toUtcMs)
    .sort((a, b) => a.id - b.id)
  return rows.flatMap((row) => decodeJournal(row.payload, range.channel) ?? [])
}

/**
 * The same where a page is damaged: every row is read by itself, what lies on
 * the page is left out, the rest comes. Not inside a transaction: there the
 * first damaged page would make all later reads fail.
 */
export function salvagedPieces(connection: Connection, range: WaveRange): StoredWave[] {
  const pieces: StoredWave[] = []
  const select = connection.prepare<[number], PayloadRow & { channel: number; from_utc_ms: number }>(
    queries.blockById,
  )
  for (const id of blockIds(connection, range)) {
    const row = orLost(undefined, () => select.get(id))
    // Where the index is damaged these are all blocks there are: few of them are decoded.
    if (row?.channel !== range.channel || row.from_utc_ms >= range.toUtcMs) continue
    const block = decodeBlock(row.payload)
    if (block?.channel === range.channel) pieces.push(...block.pieces)
  }
  pieces.push(...(orLost(null, () => journalPieces(connection, range)) ?? journalOneByOne(connection, range)))
  return pieces
}

function journalOneByOne(connection: Connection, { channel, fromUtcMs, toUtcMs }: WaveRange): StoredWave[] {
  const select = connection.prepare<[number], { payload: Uint8Array }>(queries.journalById)
  const pieces: StoredWave[] = []
  for (const id of idsBetween(
    orLost(undefined, () => connection.prepare<[], IdRange>(queries.journalIdRange).get()),
  )) {
    const row = orLost(undefined, () => select.get(id))
    if (row !== undefined) pieces.push(...(decodeJournal(row.payload, channel) ?? []))
  }
  // What lies outside of the range is cut away by the caller; most of a minute it would be.
  return pieces.filter(
    (piece) => piece.startUtcMs < toUtcMs && piece.startUtcMs > fromUtcMs - LONGEST_BLOCK_MS,
  )
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
