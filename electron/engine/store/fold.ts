import { encodeBlock } from './codec/block.ts'
import { decodeJournal } from './codec/journal.ts'
import { endUtcMs, joinPieces } from './codec/pieces.ts'
import type { Connection } from './database.ts'
import { queries } from './queries.ts'
import { enterNumerics, enterTrend } from './trend/enter.ts'
import { addWave, type Sums } from './trend/sums.ts'
import type { StoredWave } from './types.ts'

/** Journal rows (0.7 s each) that make one block of nearly a minute: longer compresses better, a crash costs no more. */
export const FOLD_ROWS = 75
/** No block spans more, whatever the PC clock does: range queries rely on it. */
export const LONGEST_BLOCK_MS = 120_000

/** Channel number of what belongs to no channel that can still be told. */
const NO_CHANNEL = -1

/** Minutes of journal that wait; from 1 on a fold is due. */
function minutesWaiting(connection: Connection): number {
  return Number(connection.prepare(queries.journalCount).pluck().get() ?? 0) / FOLD_ROWS
}

interface JournalRow {
  readonly id: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly payload: Uint8Array
}

/** A row of the block table to be. */
interface ReadyBlock {
  readonly channel: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly samples: number
  readonly payload: Uint8Array
  /** What the block says of each minute, for the trend pyramid. */
  readonly minutes: Sums
}

/** A fold under way: what is still to be coded, what is ready. */
interface Plan {
  readonly lastJournalId: number
  readonly waiting: [channel: number, pieces: StoredWave[]][]
  readonly ready: ReadyBlock[]
}

/**
 * Folds the oldest minute of journal into blocks, one per channel, and the
 * waiting numerics into their clustered table. Coding is spread over many short
 * steps, so that no alarm or second waits long for its commit; the result goes
 * in as one transaction, so that a crash leaves everything as it was.
 */
export class Folder {
  readonly #connection: Connection
  readonly #rateOf: (channel: number) => number | null
  #plan: Plan | null = null
  /** Seconds recorded since the numerics were last folded. */
  #seconds = 0
  #finished = false

  constructor(connection: Connection, rateOf: (channel: number) => number | null) {
    this.#connection = connection
    this.#rateOf = rateOf
  }

  /** Told of each second recorded: numbers fold by it where no wave ever fills the journal. */
  noteSecond(): void {
    this.#seconds++
  }

  /**
   * Works for about `budgetMs`, longer the more minutes wait, so that a slow PC
   * never falls behind for good. Out: whether there is more to do. Throws
   * SQLite errors; the journal is then intact.
   */
  step(budgetMs: number): boolean {
    const minutes = minutesWaiting(this.#connection)
    if (this.#plan === null && minutes < 1) {
      if (this.#seconds >= FOLD_ROWS) this.#commit(() => foldNumerics(this.#connection))
      return false
    }
    const until = performance.now() + budgetMs * Math.max(1, minutes * minutes)
    this.#plan ??= makePlan(this.#connection)
    const plan = this.#plan
    while (plan.waiting.length > 0) {
      const next = plan.waiting.pop()
      if (next !== undefined) plan.ready.push(...this.#code(...next))
      if (performance.now() >= until) return true
    }
    this.#plan = null
    this.#commit(() => commit(this.#connection, plan))
    return minutesWaiting(this.#connection) >= 1
  }

  #commit(body: () => void): void {
    this.#connection.transaction(body)()
    this.#seconds = 0
    this.#finished = true
  }

  /** Whether a minute has been folded since this was last asked. */
  finished(): boolean {
    const finished = this.#finished
    this.#finished = false
    return finished
  }

  #code(channel: number, pieces: readonly StoredWave[]): ReadyBlock[] {
    const rateHz = this.#rateOf(channel)
    if (rateHz === null) throw new TypeError('"journal" names a channel that is no wave')
    return groupBySpan(joinPieces(pieces, rateHz), rateHz).map((group) => ({
      channel,
      fromUtcMs: Math.min(...group.map((piece) => piece.startUtcMs)),
      toUtcMs: Math.max(...group.map((piece) => endUtcMs(piece, rateHz))),
      samples: group.reduce((sum, piece) => sum + piece.samples.length, 0),
      payload: encodeBlock(group, rateHz),
      minutes: minutesOf(group, rateHz),
    }))
  }
}

function makePlan(connection: Connection): Plan {
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalOldest).all(0, FOLD_ROWS)
  const piecesByChannel = new Map<number, StoredWave[]>()
  const ready: ReadyBlock[] = []
  for (const row of rows) {
    const waves = decodeJournal(row.payload)
    if (waves === null) ready.push(unreadable(row))
    for (const wave of waves ?? []) {
      const pieces = piecesByChannel.get(wave.channel)
      if (pieces === undefined) piecesByChannel.set(wave.channel, [wave])
      else pieces.push(wave)
    }
  }
  return { lastJournalId: rows.at(-1)?.id ?? 0, waiting: [...piecesByChannel], ready }
}

/** Kept as it is: verify then counts and names it as a block that cannot be read. */
function unreadable(row: JournalRow): ReadyBlock {
  const { from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs, payload } = row
  return { channel: NO_CHANNEL, fromUtcMs, toUtcMs, samples: 0, payload, minutes: new Map() }
}

function commit(connection: Connection, plan: Plan): void {
  const insert = connection.prepare(queries.insertBlock)
  for (const { channel, fromUtcMs, toUtcMs, samples, payload, minutes } of plan.ready) {
    insert.run(channel, fromUtcMs, toUtcMs, samples, payload)
    enterTrend(connection, channel, minutes)
  }
  connection.prepare(queries.deleteJournal).run(plan.lastJournalId)
  foldNumerics(connection)
}

function minutesOf(pieces: readonly StoredWave[], rateHz: number): Sums {
  const minutes: Sums = new Map()
  for (const piece of pieces) addWave(minutes, piece, rateHz)
  return minutes
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
  enterNumerics(connection, rows)
  connection.prepare(queries.clearNumericTail).run(BEFORE_ALL_TIME)
}
