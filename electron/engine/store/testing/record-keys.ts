import { readFileSync } from 'node:fs'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'

/** The key of a record that lies beside it, 64 hex digits. */
export function keyIn(folder: string): string {
  return readFileSync(storePaths(folder).stationKey, 'utf8').trim()
}

/** The keys of all subjects by number. */
export function subjectKeys(folder: string): Map<number, Buffer> {
  const connection = connect(storePaths(folder), keyIn(folder), 'reader')
  const rows = connection
    .prepare<[], { subject: number; key: Buffer }>('SELECT subject, key FROM subject_key')
    .all()
  connection.close()
  return new Map(rows.map(({ subject, key }) => [subject, Buffer.from(key)]))
}
