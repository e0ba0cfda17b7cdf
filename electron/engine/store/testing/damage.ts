import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'

/** Size of a page of the database. */
export const PAGE_BYTES = 4096

/** Changes one byte in the middle of a page, counted from 0, of a closed record. */
export function damagePage(folder: string, page: number): void {
  const file = join(folder, 'station.db')
  const bytes = readFileSync(file)
  const at = page * PAGE_BYTES + PAGE_BYTES / 2
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** Changes one byte in the first page of a table or index of a closed record whose key lies beside it. */
export function damageTable(folder: string, name: string): void {
  const keyHex = readFileSync(join(folder, 'station.key'), 'utf8').trim()
  const connection = connect(storePaths(folder), keyHex, 'reader')
  const root = connection
    .prepare<[string]>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name)
  connection.close()
  damagePage(folder, Number(root) - 1)
}

/** Changes one byte inside the first wave block of a closed record, as a fault of memory would: only its checksum tells. */
export function damageFirstBlock(folder: string): void {
  const keyHex = readFileSync(join(folder, 'station.key'), 'utf8').trim()
  const connection = connect(storePaths(folder), keyHex, 'writer')
  const payload = connection.prepare('SELECT payload FROM block WHERE id = 1').pluck().get()
  if (!(payload instanceof Uint8Array)) throw new TypeError('"folder" holds no block')
  const middle = payload.length >> 1
  payload[middle] = (payload[middle] ?? 0) ^ 1
  connection.prepare<[Uint8Array]>('UPDATE block SET payload = ? WHERE id = 1').run(payload)
  connection.close()
}

/** Puts the database of some other program in the place of a closed record. */
export function replaceByForeign(folder: string): void {
  const { database } = storePaths(folder)
  writeFileSync(database, '')
  const plain = new Database(database)
  plain.exec('CREATE TABLE theirs (a)')
  plain.close()
}
