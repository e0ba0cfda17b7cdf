import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type StayMoveRow, stayMoveRows } from '../patients/stay-moves.ts'
import type { NewChannel } from '../types.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'
import { sealBlockByStays } from './seal-old.ts'
import type { BlockRow } from './sealed-block.ts'
import type { StayBook } from './stay-book.ts'

/** What it uses of the writer. */
export interface ResealParts {
  readonly connection: Connection
  readonly stays: StayBook
  readonly channelOf: (channel: number) => NewChannel | undefined
}

/** Blocks of a channel that are still to be looked at; null: not looked up yet. */
interface Stretch {
  readonly move: StayMoveRow
  readonly channel: number
  blocks: number[] | null
}

/**
 * Gives the waves of a stretch that was moved the key of whose it is: the bytes inside stay as they are, a block in
 * which the patient changes is cut. In short steps between two seconds; until then each block opens with the key that its
 * row names, so nothing is unreadable meanwhile. Goes on at the next start.
 */
export class Reseal {
  readonly #parts: ResealParts
  #waiting: Stretch[] | null = null

  constructor(parts: ResealParts) {
    this.#parts = parts
  }

  /** A stretch was moved, or a transaction was undone: what is to be done is looked up anew. */
  lookAgain(): void {
    this.#waiting = null
  }

  /** Works for about `budgetMs`; out: whether there is more to do. Outside any transaction. */
  step(budgetMs: number): boolean {
    if (this.#look().length === 0) return false
    const until = performance.now() + budgetMs
    this.#parts.connection.transaction(() => {
      do this.#next()
      while (this.#look().length > 0 && performance.now() < until)
    })()
    return this.#look().length > 0
  }

  /** All that is left, at once: before a key is destroyed. Inside a transaction of the caller. */
  finish(): void {
    while (this.#look().length > 0) this.#next()
  }

  #look(): Stretch[] {
    this.#waiting ??= this.#pending()
    return this.#waiting
  }

  #pending(): Stretch[] {
    const { connection, channelOf } = this.#parts
    const numbers = connection.prepare('SELECT number FROM channel').pluck().all().map(Number)
    return stayMoveRows(connection)
      .filter(({ resealed }) => resealed === 0)
      .flatMap((move) => {
        const own = numbers.filter((number) => channelOf(number)?.bed === move.bed)
        if (own.length === 0) connection.prepare(queries.markResealed).run(move.number)
        return own.map((channel) => ({ move, channel, blocks: null }))
      })
  }

  /** One block of the first stretch, or its end. */
  #next(): void {
    const waiting = this.#look()
    const [stretch] = waiting
    if (stretch === undefined) return
    const { connection, stays, channelOf } = this.#parts
    const { move, channel } = stretch
    stretch.blocks ??= connection
      .prepare<number[]>(queries.blockIdsInRange)
      .pluck()
      .all(channel, move.from_utc_ms, move.to_utc_ms + LONGEST_BLOCK_MS, move.to_utc_ms)
      .map(Number)
    const id = stretch.blocks.pop()
    if (id !== undefined) {
      const block = connection.prepare<[number], BlockRow>(queries.blockById).get(id)
      if (block?.subject === move.was) sealBlockByStays(connection, id, stays, channelOf)
      return
    }
    waiting.shift()
    if (waiting.some((other) => other.move.number === move.number)) return
    connection.prepare(queries.markResealed).run(move.number)
  }
}
