import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { storePaths } from '../file/paths.ts'

/**
 * Every page of a record, decrypted, free and unused bytes included; the record must be
 * closed or its log empty. Uses nothing of the store but where its file lies.
 */
export function rawPages(folder: string, keyHex: string): Buffer {
  const path = storePaths(folder).database
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0)
    throw new TypeError('the log is not empty')
  const database = new Database(path, { readonly: true })
  try {
    database.pragma(`cipher = 'aegis'`)
    database.pragma(`key = 'raw:${keyHex}'`)
    return Buffer.from(database.serialize())
  } finally {
    database.close()
  }
}

/** A number as SQLite writes it in a row: eight bytes, the highest first. */
export function storedFloat(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}
