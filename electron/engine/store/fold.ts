import { encodeBlock } from './codec/block.ts'
import { decodeJournal } from './codec/journal.ts'
import { endUtcMs, joinPieces } from './codec/pieces.ts'
import type { Connection } from './database.ts'
import { queries } from './queries.ts'
import type { StoredWave } from './types.ts'

/** Journal rows (0.8 s each) that make one block of a minute: longer compresses better, a crash costs no more. */
export const FOLD_ROWS = 75
/** No block spans more, whatever the PC clock does: range queries rely on it. */
export const LONGEST_BLOCK_MS = 120_000

/** Channel number of what belongs to no channel that can still be told. */
export const NO_CHANNEL = -1

/** Whether a whole block's worth of journal waits. */
export function foldIsDue(connection: Connection): boolean {
  return Number(connection.prepare(queries.journalCount).pluck().get() ?? 0) >= FOLD_ROWS
}

/**
 * Moves the oldest minute of journal into blocks, one per channel, and the
 * waiting numerics into their clustered table, as one transaction: a crash in
 * between leaves everything as it was. Rates come from the channel rows.
 */
export function foldMinute(connection: Connection, rateOf: (channel: number) => number | null): void {
  connection.transaction(() => {
    foldWaves(connection, rateOf)
    foldNumerics(connection)
  })()
}

interface JournalRow {
  readonly id: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly payload: Uint8Array
}

function foldWaves(connection: Connection, rateOf: (channel: number) => number | null): void {
  const insert = connection.prepare(queries.insertBlock)
  const read = connection.prepare<[number, number], JournalRow>(queries.journalOldest)
  const piecesByChannel = new Map<number, StoredWave[]>()
  let lastId = 0
  for (const row of read.all(0, FOLD_ROWS)) {
    lastId = row.id
    const waves = decodeJournal(row.payload)
    // Kept as it is: verify then counts and names it as a block that cannot be read.
    if (waves === null) insert.run(NO_CHANNEL, row.from_utc_ms, row.to_utc_ms, 0, row.payload)
    for (const wave of waves ?? []) {
      const pieces = piecesByChannel.get(wave.channel)
      if (pieces === undefined) piecesByChannel.set(wave.channel, [wave])
      else pieces.push(wave)
    }
  }
  for (const [channel, pieces] of piecesByChannel) {
    const rateHz = rateOf(channel)
    if (rateHz === null) throw new TypeError('"journal" names a channel that is no wave')
    for (const group of groupBySpan(joinPieces(pieces, rateHz), rateHz)) {
      let fromUtcMs = Number.POSITIVE_INFINITY
      let toUtcMs = Number.NEGATIVE_INFINITY
      let samples = 0
      for (const piece of group) {
        fromUtcMs = Math.min(fromUtcMs, piece.startUtcMs)
        toUtcMs = Math.max(toUtcMs, endUtcMs(piece, rateHz))
        samples += piece.samples.length
      }
      insert.run(channel, fromUtcMs, toUtcMs, samples, encodeBlock(group, rateHz))
    }
  }
  connection.prepare(queries.deleteJournal).run(lastId)
}

/** Splits pieces so that no group spans more than LONGEST_BLOCK_MS, e.g. across a jump of the PC clock. */
function groupBySpan(pieces: readonly StoredWave[], rateHz: number): StoredWave[][] {
  const groups: StoredWave[][] = []
  let group: StoredWave[] = []
  let fromUtcMs = 0
  let toUtcMs = 0
  for (const piece of pieces) {
    const from = Math.min(fromUtcMs, piece.startUtcMs)
    const to = Math.max(toUtcMs, endUtcMs(piece, rateHz))
    if (group.length > 0 && to - from <= LONGEST_BLOCK_MS) {
      group.push(piece)
      fromUtcMs = from
      toUtcMs = to
    } else {
      group = [piece]
      groups.push(group)
      fromUtcMs = piece.startUtcMs
      toUtcMs = endUtcMs(piece, rateHz)
    }
  }
  return groups
}

export interface NumericRow {
  readonly measured_utc_ms: number
  readonly channel: number
  readonly ordinal: number
  readonly arrival_delta_ms: number
  readonly device_delta_ms: number | null
  readonly value: number | null
  readonly validity: number
}

/** Inserts a numeric row under the first free ordinal, so that no row is lost to another of the same instant. */
export function insertNumericRow(statement: NumericInsert, row: NumericRow): void {
  for (let ordinal = row.ordinal; ; ordinal++) {
    const { changes } = statement.run(
      row.measured_utc_ms,
      row.channel,
      ordinal,
      row.arrival_delta_ms,
      row.device_delta_ms,
      row.value,
      row.validity,
    )
    if (changes > 0) return
  }
}

export interface NumericInsert {
  run(...values: (number | null)[]): { readonly changes: number }
}

const BEFORE_ALL_TIME = Number.MIN_SAFE_INTEGER

function foldNumerics(connection: Connection): void {
  const rows = connection.prepare<[number], NumericRow>(queries.numericTailAfter).all(BEFORE_ALL_TIME)
  // By channel, so that each page of the clustered table is visited once.
  rows.sort((a, b) => a.channel - b.channel || a.measured_utc_ms - b.measured_utc_ms || a.ordinal - b.ordinal)
  const insert = connection.prepare<(number | null)[]>(queries.insertNumeric)
  for (const row of rows) insertNumericRow(insert, { ...row, ordinal: 0 })
  connection.prepare(queries.clearNumericTail).run(BEFORE_ALL_TIME)
}
