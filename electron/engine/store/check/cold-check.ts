import { type Connection, connect } from '../file/database.ts'
import { damaged, isDamage } from '../file/errors.ts'
import type { StorePaths } from '../file/paths.ts'
import { type BlockRow, isBlockIntact } from '../seal/sealed-block.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { TreeWalk, treesOf } from './tree-walk.ts'

/** The clock is looked at after so many rows. */
const ROWS_A_LOOK = 16
/** A checked record is checked again after so long: disks lose bits in what nobody reads. */
const AGAIN_AFTER_MS = 7 * 86_400_000
/** After a failure that says nothing of the record. */
const RETRY_AFTER_MS = 3_600_000
/** Pages are read once: what recording needs stays in the memory of the writer's own connection. */
const SMALL_CACHE = 'cache_size = -256'

/**
 * Reads the whole record, old data too, in short steps while nothing else is to be done: every page of every table and
 * index, whose cipher has a check of its own, and the seal of every wave block. A start reads only what it needs, so
 * damage of old data would else be met by the person who looks for it.
 */
export class ColdCheck {
  readonly #paths: StorePaths
  readonly #keyHex: string
  #connection: Connection | null = null
  #walks: TreeWalk[] = []
  #nextMs = 0

  /** In: where the record lies and its key, 64 hex digits. */
  constructor(paths: StorePaths, keyHex: string) {
    this.#paths = paths
    this.#keyHex = keyHex
  }

  /**
   * Reads for about `budgetMs`; out: whether there is more to read now. Throws `storeDamaged`, or what SQLite says of
   * a damaged page; any other failure is no reason to disturb the recording, and it is tried again later.
   */
  step(nowMs: number, budgetMs: number): boolean {
    if (nowMs < this.#nextMs) return false
    try {
      return this.#read(nowMs, performance.now() + budgetMs)
    } catch (error) {
      this.close()
      this.#nextMs = nowMs + RETRY_AFTER_MS
      if (isDamage(error)) throw error
      return false
    }
  }

  #read(nowMs: number, until: number): boolean {
    const connection = this.#connection ?? this.#begin()
    // Whoever was erased since has no key any more.
    keysOf(connection).readAgain()
    while (performance.now() < until) {
      const [walk] = this.#walks
      if (walk === undefined) {
        this.close()
        this.#nextMs = nowMs + AGAIN_AFTER_MS
        return false
      }
      if (!this.#readSome(connection, walk, until)) this.#walks.shift()
    }
    return true
  }

  #begin(): Connection {
    const connection = connect(this.#paths, this.#keyHex, 'reader')
    this.#connection = connection
    connection.pragma(SMALL_CACHE)
    this.#walks = treesOf(connection).map((tree) => new TreeWalk(connection, tree))
    return connection
  }

  #readSome(connection: Connection, walk: TreeWalk, until: number): boolean {
    const { tree } = walk
    const isBlocks = tree.isTable && tree.name === 'block'
    let rows = 0
    return walk.step((columns) => {
      if (isBlocks) this.#checkBlock(connection, tree.columns, columns)
      return ++rows % ROWS_A_LOOK !== 0 || performance.now() < until
    })
  }

  #checkBlock(connection: Connection, names: readonly string[], columns: readonly unknown[]): void {
    const row: unknown = Object.fromEntries(names.map((name, index) => [name, columns[index]]))
    if (!isBlockIntact(keysOf(connection), row as BlockRow)) throw damaged(this.#paths.folder)
  }

  /** Lets go of the record; a later step begins anew. */
  close(): void {
    this.#walks = []
    this.#connection?.close()
    this.#connection = null
  }
}
