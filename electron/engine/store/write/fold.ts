import { encodeBlock } from '../codec/block.ts'
import { endUtcMs, joinPieces, splitPiece } from '../codec/pieces.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type BlockRow, sealBlock } from '../seal/sealed-block.ts'
import { type JournalRow, openJournal } from '../seal/sealed-journal.ts'
import { splitByStays } from '../seal/split.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { IN_THE_CLEAR, keysOf } from '../seal/subject-keys.ts'
import { enterNumerics, enterTrend } from '../trend/enter.ts'
import { addWave, type Sums } from '../trend/sums.ts'
import type { StoredWave } from '../types.ts'

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

/** A row of the block table to be. */
interface ReadyBlock extends BlockRow {
  /** What the block says of each minute, for the trend pyramid. */
  readonly minutes: Sums
}

/** Pieces of one channel and one subject that are to become blocks. */
interface Waiting {
  readonly channel: FoldedChannel
  readonly subject: number
  readonly pieces: StoredWave[]
}

/** What a fold must know of a wave channel. */
export interface FoldedChannel {
  readonly number: number
  readonly bed: string
  readonly rateHz: number
}

/** A fold under way: what is still to be coded, what is ready. */
interface Plan {
  readonly lastJournalId: number
  /** Whether all of its journal is sealed: rows of earlier releases are not. */
  readonly isSealed: boolean
  readonly waiting: Waiting[]
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
  readonly #channelOf: (channel: number) => FoldedChannel | null
  readonly #stays: StayBook
  #plan: Plan | null = null
  /** Seconds recorded since the numerics were last folded. */
  #seconds = 0
  #finished = false

  /** In: the open record, its wave channels by number, and whose time is whose. */
  constructor(connection: Connection, channelOf: (channel: number) => FoldedChannel | null, stays: StayBook) {
    this.#connection = connection
    this.#channelOf = channelOf
    this.#stays = stays
  }

  /** Forgets a fold under way: the journal, which still holds all of it, was changed. */
  beginAgain(): void {
    this.#plan = null
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
    this.#plan ??= this.#makePlan()
    const plan = this.#plan
    while (plan.waiting.length > 0) {
      const next = plan.waiting.pop()
      if (next !== undefined) plan.ready.push(...codeBlocks(this.#connection, next))
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

  #makePlan(): Plan {
    const rows = this.#connection
      .prepare<[number, number], JournalRow>(queries.journalOldest)
      .all(0, FOLD_ROWS)
    const waiting = new Map<string, Waiting>()
    const ready: ReadyBlock[] = []
    let isSealed = true
    for (const row of rows) {
      const { parts, whole } = openJournal(keysOf(this.#connection), row)
      if (!whole) ready.push(unreadable(row))
      for (const { subject, waves } of parts) {
        if (subject === IN_THE_CLEAR) isSealed = false
        for (const wave of waves) this.#wait(waiting, subject, wave)
      }
    }
    return { lastJournalId: rows.at(-1)?.id ?? 0, isSealed, waiting: [...waiting.values()], ready }
  }

  /** Waves of an earlier release, in the clear, are given to their subjects here. */
  #wait(waiting: Map<string, Waiting>, subject: number, wave: StoredWave): void {
    const channel = this.#channelOf(wave.channel)
    if (channel === null) throw new TypeError('"journal" names a channel that is no wave')
    const parts =
      subject === IN_THE_CLEAR
        ? splitByStays(this.#stays, channel.bed, channel.rateHz, wave)
        : [{ subject, waves: [wave] }]
    for (const part of parts) {
      const name = `${channel.number}/${part.subject}`
      const known = waiting.get(name)
      if (known !== undefined) known.pieces.push(...part.waves)
      else waiting.set(name, { channel, subject: part.subject, pieces: [...part.waves] })
    }
  }
}

/** Codes and seals what waits. Throws TypeError where the key of its subject is gone. */
function codeBlocks(connection: Connection, { channel, subject, pieces }: Waiting): ReadyBlock[] {
  const { number, rateHz } = channel
  // What a stalled disk held back comes as one long piece.
  const short = joinPieces(pieces, rateHz).flatMap((piece) => splitPiece(piece, rateHz, LONGEST_BLOCK_MS))
  return groupBySpan(short, rateHz).map((group) => {
    const place = {
      subject,
      channel: number,
      from_utc_ms: Math.min(...group.map((piece) => piece.startUtcMs)),
      to_utc_ms: Math.max(...group.map((piece) => endUtcMs(piece, rateHz))),
      samples: group.reduce((sum, piece) => sum + piece.samples.length, 0),
    }
    const payload = sealBlock(keysOf(connection), place, encodeBlock(group, rateHz))
    return { ...place, payload, minutes: minutesOf(group, rateHz) }
  })
}

/** Kept as it is: verify then counts and names it as a block that cannot be read. */
function unreadable(row: JournalRow): ReadyBlock {
  const { from_utc_ms, to_utc_ms, payload } = row
  const place = { subject: IN_THE_CLEAR, channel: NO_CHANNEL, from_utc_ms, to_utc_ms, samples: 0 }
  return { ...place, payload, minutes: new Map() }
}

function commit(connection: Connection, plan: Plan): void {
  const insert = connection.prepare(queries.insertBlock)
  for (const { channel, from_utc_ms, to_utc_ms, samples, subject, payload, minutes } of plan.ready) {
    insert.run(channel, from_utc_ms, to_utc_ms, samples, subject, payload)
    enterTrend(connection, channel, minutes)
  }
  deleteJournal(connection, plan)
  foldNumerics(connection)
}

/**
 * Sealed rows are not overwritten with zeros: what the freed pages hold opens for nobody once its key is destroyed, and
 * writing them would double what a second costs the disk.
 */
function deleteJournal(connection: Connection, { lastJournalId, isSealed }: Plan): void {
  if (isSealed) connection.pragma('secure_delete = OFF')
  try {
    connection.prepare(queries.deleteJournal).run(lastJournalId)
  } finally {
    connection.pragma('secure_delete = ON')
  }
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
