import type { Connection } from './database.ts'

interface Statement {
  run(...values: (string | number | null | Uint8Array)[]): { readonly changes: number }
}

/** Statements of one connection, each prepared once: a second of a full ward runs some of them hundreds of times. */
export class PreparedStatements {
  readonly #connection: Connection
  readonly #statements = new Map<string, Statement>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** The statement with this text. */
  of(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare<(string | number | null | Uint8Array)[]>(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
