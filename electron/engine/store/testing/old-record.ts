import { readFileSync } from 'node:fs'
import { connect } from '../database.ts'
import { comparison } from '../migrations/0002-comparison.ts'
import { migrations } from '../migrations/index.ts'
import { openStoreWriter } from '../open.ts'
import { storePaths } from '../paths.ts'
import { announced, numericChannel, openOptions, secondOf } from './samples.ts'

/** A record as the first release left it: schema 1, with a bed and a channel in it. */
export function makeOldRecord(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  writer.saveBed({ bed: 'b1', label: 'Bed 1', driver: 'test', link: 'sim:', options: '{}' })
  writer.record(secondOf({ channels: [announced(1, numericChannel('hr'))] }))
  writer.close()
  takeBackBefore(folder, comparison)
}

/**
 * Takes a closed record, whose key lies beside it, back to the schema before `step`:
 * the tables and columns that this migration and later ones made are dropped, all else stays.
 */
export function takeBackBefore(folder: string, step: string): void {
  const version = migrations.indexOf(step)
  const kept = migrations.slice(0, version).join()
  const keyHex = readFileSync(storePaths(folder).stationKey, 'utf8').trim()
  const connection = connect(storePaths(folder), keyHex, 'writer')
  const tables = connection
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all()
  for (const { name } of tables) {
    if (name !== 'sqlite_sequence' && !kept.includes(`CREATE TABLE ${name} `)) {
      connection.exec(`DROP TABLE ${name}`)
    }
  }
  const later = migrations.slice(version).join()
  for (const [, table, column] of later.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g)) {
    connection.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  }
  connection.pragma(`user_version = ${version}`)
  connection.close()
}
