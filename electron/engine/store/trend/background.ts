import type { Connection } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { getMeta, setMeta } from '../file/meta.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { NumericColumns } from '../file/rows.ts'
import { type BlockRow, openBlock } from '../seal/sealed-block.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { enterTrend } from './enter.ts'
import { bucketStart, TREND_LEVELS } from './levels.ts'
import { addNumeric, addWave, type Sums } from './sums.ts'

/** Numbers are entered by the hour: some thousand rows at most, so that no step is long. */
const HOUR_MS = Math.max(...TREND_LEVELS)

interface Todo {
  readonly channel: number
  readonly from_utc_ms: number
  readonly before_utc_ms: number
}

/** What one step has found: entered together, in one transaction. */
interface Found {
  readonly channel: number
  readonly minutes: Sums
}

/**
 * Enters what was recorded before the pyramid existed, newest first, in short
 * steps between two seconds. What has been entered is on disk together with the
 * mark that says so: a crash repeats nothing and loses nothing. Damaged blocks and
 * pages are passed over and leave a hole.
 */
export class TrendBackground {
  readonly #connection: Connection
  /** Null when every block is entered. */
  #blocksBelow: number | null
  #numericsWait = true
  #turn = 0

  constructor(connection: Connection) {
    this.#connection = connection
    const below = Number(getMeta(connection, 'trendBlocksBelow') ?? 1)
    this.#blocksBelow = below > 1 ? below : null
  }

  /** Works for about `budgetMs`; out: whether there is more to do. Throws SQLite errors of writing. */
  step(budgetMs: number): boolean {
    if (!this.#numericsWait && this.#blocksBelow === null) return false
    const until = performance.now() + budgetMs
    // By turns, so that numbers do not wait for a week of waves.
    const entersBlocks = this.#turn++ % 2 === 0 ? this.#blocksBelow !== null : !this.#numericsWait
    if (entersBlocks) this.#enterBlocks(until)
    else this.#enterNumerics(until)
    return this.#numericsWait || this.#blocksBelow !== null
  }

  #enterBlocks(until: number): void {
    let below = this.#blocksBelow ?? 1
    const found: Found[] = []
    const select = this.#connection.prepare<[number], BlockRow>(queries.blockById)
    while (below > 1) {
      below--
      const row = orLost(undefined, () => select.get(below))
      const block = row === undefined ? null : openBlock(keysOf(this.#connection), row)
      if (block !== null && block.channel === row?.channel) {
        const minutes: Sums = new Map()
        for (const piece of block.pieces) addWave(minutes, piece, block.rateHz)
        found.push({ channel: block.channel, minutes })
      }
      if (performance.now() >= until) break
    }
    this.#connection.transaction(() => {
      this.#enter(found)
      setMeta(this.#connection, 'trendBlocksBelow', String(below))
    })()
    this.#blocksBelow = below > 1 ? below : null
  }

  /** Reads outside any transaction: inside one the first damaged page would make all later reads fail. */
  #enterNumerics(until: number): void {
    const todos = new Map(
      this.#connection
        .prepare<[], Todo>(wholeTableQueries.trendTodo)
        .all()
        .map((todo) => [todo.channel, todo]),
    )
    const found: Found[] = []
    const moved = new Map<number, number | null>()
    for (let todo = newestOf(todos); todo !== undefined; todo = newestOf(todos)) {
      const { channel } = todo
      const start = this.#hourBefore(todo)
      moved.set(channel, start)
      if (start === null) {
        todos.delete(channel)
      } else {
        found.push({ channel, minutes: this.#numericMinutes(channel, start, todo.before_utc_ms) })
        todos.set(channel, { ...todo, before_utc_ms: start })
      }
      if (performance.now() >= until) break
    }
    this.#connection.transaction(() => {
      this.#enter(found)
      for (const [channel, start] of moved) {
        if (start === null) this.#connection.prepare(queries.endTrendTodo).run(channel)
        else this.#connection.prepare(queries.moveTrendTodo).run(start, channel)
      }
    })()
    this.#numericsWait = todos.size > 0
  }

  /** Start of the newest hour with numbers that is not entered yet; null when there is none. */
  #hourBefore({ channel, from_utc_ms: fromUtcMs, before_utc_ms: beforeUtcMs }: Todo): number | null {
    const newest = orLost<unknown>('damaged', () =>
      this.#connection.prepare(queries.newestNumericBefore).pluck().get(channel, beforeUtcMs),
    )
    if (newest !== 'damaged') return newest === null ? null : bucketStart(Number(newest), HOUR_MS)
    return beforeUtcMs <= fromUtcMs ? null : bucketStart(beforeUtcMs - 1, HOUR_MS)
  }

  #numericMinutes(channel: number, fromUtcMs: number, toUtcMs: number): Sums {
    const select = this.#connection.prepare<number[], NumericColumns>(queries.numericsInRange)
    const minutes: Sums = new Map()
    for (const row of orLost([], () => select.all(channel, fromUtcMs, toUtcMs))) addNumeric(minutes, row)
    return minutes
  }

  #enter(found: readonly Found[]): void {
    for (const { channel, minutes } of found) enterTrend(this.#connection, channel, minutes)
  }
}

/** By turns between channels: all of them come back to the present first. */
function newestOf(todos: ReadonlyMap<number, Todo>): Todo | undefined {
  let newest: Todo | undefined
  for (const todo of todos.values()) {
    if (newest === undefined || todo.before_utc_ms > newest.before_utc_ms) newest = todo
  }
  return newest
}

function orLost<T>(lost: T, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return lost
  }
}
