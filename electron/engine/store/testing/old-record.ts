import { readFileSync } from 'node:fs'
import { connect } from '../database.ts'
import { initial } from '../migrations/0001-initial.ts'
import { openStoreWriter } from '../open.ts'
import { storePaths } from '../paths.ts'
import { announced, numericChannel, openOptions, secondOf } from './samples.ts'

/** A record as the first release left it: schema 1, with a bed and a channel in it. */
export function makeOldRecord(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  writer.saveBed({ bed: 'b1', label: 'Bed 1', driver: 'test', link: 'sim:', options: '{}' })
  writer.record(secondOf({ channels: [announced(1, numericChannel('hr'))] }))
  writer.close()
  const keyHex = readFileSync(storePaths(folder).stationKey, 'utf8').trim()
  const connection = connect(storePaths(folder), keyHex, 'writer')
  const tables = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'`)
    .pluck()
    .all()
  for (const name of tables) {
    if (!initial.includes(`CREATE TABLE ${name} `)) connection.exec(`DROP TABLE ${name}`)
  }
  connection.pragma('user_version = 1')
  connection.close()
}
