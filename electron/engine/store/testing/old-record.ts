import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../database.ts'
import { migrations } from '../migrations/index.ts'
import { storePaths } from '../paths.ts'

/**
 * Takes a closed record, whose key lies beside it, back to the schema before `step`:
 * the tables that this migration and later ones made are dropped, all else stays.
 */
export function takeBackBefore(folder: string, step: string): void {
  const version = migrations.indexOf(step)
  const kept = migrations.slice(0, version).join()
  const keyHex = readFileSync(join(folder, 'station.key'), 'utf8').trim()
  const connection = connect(storePaths(folder), keyHex, 'writer')
  const tables = connection
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all()
  for (const { name } of tables) {
    if (name !== 'sqlite_sequence' && !kept.includes(`CREATE TABLE ${name} `)) {
      connection.exec(`DROP TABLE ${name}`)
    }
  }
  connection.pragma(`user_version = ${version}`)
  connection.close()
}
