import type { Connection } from '../file/database.ts'

/** What SQLite makes for itself is not copied row by row. */
const OWN_TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`

/** Rows copied, by table. */
export type CopiedRows = ReadonlyMap<string, number>

/**
 * Copies every row of `source` into `target`, which has the same tables or newer
 * ones and is empty. Yields after each row, so that the caller decides how much
 * is done at a time; returns the rows of each table. The source must be inside
 * a transaction, so that all of it is one picture; it can be asked nothing else meanwhile.
 */
export function* copyTables(source: Connection, target: Connection): Generator<void, CopiedRows, void> {
  const copied = new Map<string, number>()
  for (const name of source.prepare(OWN_TABLES).pluck().all().map(String)) {
    const columns = source.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(name).map(String)
    const list = columns.map((column) => `"${column}"`).join(', ')
    const marks = columns.map(() => '?').join(', ')
    const insert = target.prepare(`INSERT INTO "${name}" (${list}) VALUES (${marks})`)
    let rows = 0
    for (const row of source.prepare(`SELECT ${list} FROM "${name}"`).raw().iterate()) {
      insert.run(...row)
      rows++
      yield
    }
    copied.set(name, rows)
  }
  copySequences(source, target)
  return copied
}

/** Numbers once given are never given again, also where their rows are gone. */
function copySequences(source: Connection, target: Connection): void {
  target.exec('DELETE FROM sqlite_sequence')
  const insert = target.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)')
  for (const row of source.prepare('SELECT name, seq FROM sqlite_sequence').raw().all()) insert.run(...row)
}
