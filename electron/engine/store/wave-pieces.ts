import type { Connection } from './database.ts'
import { isDamage } from './errors.ts'
import { LONGEST_BLOCK_MS } from './fold.ts'
import { queries } from './queries.ts'
import { type BlockRow, openBlock } from './seal/sealed-block.ts'
import { type JournalRow, openJournal } from './seal/sealed-journal.ts'
import { keysOf } from './seal/subject-keys.ts'
import type { StoredWave } from './types.ts'

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
    const block = row === undefined ? null : openBlock(keysOf(connection), row)
    if (block?.channel === range.channel) pieces.push(...block.pieces)
  }
  pieces.push(...orLost([], () => journalPieces(connection, range)))
  return pieces
}

/** From the index; where that is damaged, every id there is. */
function blockIds(connection: Connection, range: WaveRange): number[] {
  const listed = orLost(null, () =>
    connection.prepare<number[], { id: number }>(queries.blockIdsInRange).all(...blockBounds(range)),
  )
  if (listed !== null) return listed.map((row) => row.id)
  const ends = orLost(undefined, () =>
    connection.prepare<[], { first: number | null; last: number | null }>(queries.blockIdRange).get(),
  )
  const first = ends?.first ?? 1
  return Array.from({ length: (ends?.last ?? 0) - first + 1 }, (_, index) => first + index)
}

function orLost<T>(lost: T, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return lost
  }
}
