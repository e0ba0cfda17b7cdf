/** The part of better-sqlite3's interface that the store uses; the package names no types of its own. */
declare module 'better-sqlite3' {
  interface Options {
    readonly readonly?: boolean
    readonly fileMustExist?: boolean
    /** How long to wait for another connection's lock, in ms. */
    readonly timeout?: number
  }

  export interface RunResult {
    readonly changes: number
    readonly lastInsertRowid: number | bigint
  }

  export interface Statement<Values extends unknown[], Row> {
    /** Whether an iterator is at work on it. */
    readonly busy: boolean
    run(...values: Values): RunResult
    get(...values: Values): Row | undefined
    all(...values: Values): Row[]
    iterate(...values: Values): IterableIterator<Row>
    /** Rows become the value of their first column. */
    pluck(): Statement<Values, unknown>
    /** Rows become lists of their columns, which the caller names. */
    raw<List extends readonly unknown[] = unknown[]>(): Statement<Values, List>
  }

  interface Transaction<Args extends unknown[], Result> {
    (...args: Args): Result
    immediate(...args: Args): Result
  }

  class Database {
    constructor(path: string, options?: Options)
    readonly open: boolean
    readonly inTransaction: boolean
    prepare<Values extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Values, Row>
    transaction<Args extends unknown[], Result>(body: (...args: Args) => Result): Transaction<Args, Result>
    exec(sql: string): this
    /** The whole file as its pages are once decrypted, in memory. */
    serialize(): Uint8Array<ArrayBuffer>
    pragma(sql: string, options?: { readonly simple?: boolean }): unknown
    close(): this
  }

  export default Database
}
