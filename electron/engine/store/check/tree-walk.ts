import type { Connection } from '../file/database.ts'

/** A table or an index of a record: what SQLite keeps as one tree of pages. */
export interface Tree {
  readonly name: string
  /** The table it is or belongs to. */
  readonly table: string
  readonly isTable: boolean
  /** What orders it: columns, or `rowid`. */
  readonly keys: readonly string[]
  /** What a row of it holds behind its keys: all columns of a table, none of an index. */
  readonly columns: readonly string[]
  /** The condition of an index that holds some rows only; empty for all others. */
  readonly filter: string
}

interface SchemaRow {
  readonly type: 'table' | 'index'
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

const TREES = `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE rootpage > 0 ORDER BY type DESC, name`
const IS_WITHOUT_ROWID = `SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`
const COLUMNS = 'SELECT name FROM pragma_table_info(?)'
const PRIMARY_KEY = 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk'
const INDEX_KEY = 'SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 AND name IS NOT NULL ORDER BY seqno'
const PARTIAL_INDEX = /\sWHERE\s+(.+)$/is

/** Every tree of a record, tables first, whatever migrations have added. Throws SQLite errors as they are. */
export function treesOf(connection: Connection): Tree[] {
  const names = (sql: string, of: string): string[] =>
    connection.prepare<[string]>(sql).pluck().all(of).map(String)
  return connection
    .prepare<[], SchemaRow>(TREES)
    .all()
    .map(({ type, name, tbl_name: table, sql }) => {
      if (type === 'index') {
        const filter = PARTIAL_INDEX.exec(sql ?? '')?.[1] ?? ''
        return { name, table, isTable: false, keys: names(INDEX_KEY, name), columns: [], filter }
      }
      const hasRowid = connection.prepare<[string]>(IS_WITHOUT_ROWID).pluck().get(name) !== 1
      const keys = hasRowid ? ['rowid'] : names(PRIMARY_KEY, name)
      return { name, table, isTable: true, keys, columns: names(COLUMNS, name), filter: '' }
    })
}

function quoted(name: string): string {
  return name === 'rowid' ? name : `"${name}"`
}

/**
 * Reads one tree from its first row to its last in short steps, each a picture of its own: nothing is held between
 * them, so that the log can be emptied. Rows that others add behind it are not seen.
 */
export class TreeWalk {
  readonly tree: Tree
  readonly #first: string
  readonly #next: string
  readonly #connection: Connection
  #after: unknown[] | null = null

  constructor(connection: Connection, tree: Tree) {
    const keys = tree.keys.map(quoted).join(', ')
    const from = `FROM ${quoted(tree.table)} ${tree.isTable ? 'NOT INDEXED' : `INDEXED BY ${quoted(tree.name)}`}`
    const select = `SELECT ${[...tree.keys, ...tree.columns].map(quoted).join(', ')} ${from}`
    const isAfter = `(${keys}) > (${tree.keys.map(() => '?').join(', ')})`
    const inFilter = tree.filter === '' ? '' : `(${tree.filter}) AND `
    this.#first = `${select} WHERE ${inFilter}TRUE ORDER BY ${keys}`
    this.#next = `${select} WHERE ${inFilter}${isAfter} ORDER BY ${keys}`
    this.tree = tree
    this.#connection = connection
  }

  /**
   * Gives `onRow` the columns of row after row until it answers false. Out: whether there is more. A page that cannot
   * be read throws as SQLite does.
   */
  step(onRow: (columns: readonly unknown[]) => boolean): boolean {
    const after = this.#after
    const keys = this.tree.keys.length
    const rows = this.#connection.prepare(after === null ? this.#first : this.#next).raw()
    for (const row of rows.iterate(...(after ?? []))) {
      this.#after = row.slice(0, keys)
      if (!onRow(row.slice(keys))) return true
    }
    return false
  }
}
