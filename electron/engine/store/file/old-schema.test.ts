import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sealing } from '../migrations/0006-sealing.ts'
import { migrations } from '../migrations/index.ts'
import { showAsCurrent } from './old-schema.ts'
import { queries, wholeTableQueries } from './queries.ts'

/** What a reader asks: SELECTs, and none of them may meet a table that a release before did not have. */
const READ = Object.entries({ ...queries, ...wholeTableQueries }).filter(([, sql]) => /^\s*SELECT/.test(sql))

/** Records from before patients were sealed are the oldest that are read as they are. */
const OLDEST = migrations.indexOf(sealing)

test.each(migrations.slice(OLDEST).map((_, index) => OLDEST + index))(
  'every question can be asked of a record of schema %i as it is',
  (version) => {
    const connection = new Database(':memory:')
    for (const sql of migrations.slice(0, version)) connection.exec(sql)
    connection.pragma(`user_version = ${version}`)
    showAsCurrent(connection)
    const refused = READ.flatMap(([name, sql]) => {
      try {
        connection.prepare(sql)
        return []
      } catch (error) {
        return `${name}: ${String(error)}`
      }
    })
    expect(refused).toEqual([])
    connection.close()
  },
)
