import { readFileSync } from 'node:fs'
import { encodeBlock } from '../codec/block.ts'
import { encodeJournal } from '../codec/journal.ts'
import { type Connection, connect } from '../file/database.ts'
import { setMeta } from '../file/meta.ts'
import { storePaths } from '../file/paths.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type AuditColumns, auditRowOf, openedAuditRow } from '../file/rows.ts'
import { comparison } from '../migrations/0002-comparison.ts'
import { sealing } from '../migrations/0006-sealing.ts'
import { migrations } from '../migrations/index.ts'
import { openStoreWriter } from '../open/open.ts'
import { type BlockRow, openBlock } from '../seal/sealed-block.ts'
import { type JournalRow, openJournal } from '../seal/sealed-journal.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { identityOf } from '../seal/subjects.ts'
import { chainAuditRow, FIRST_PREVIOUS_HASH } from '../tables/audit.ts'
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
  if (version <= migrations.indexOf(sealing)) unseal(connection)
  const tables = connection
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all()
  for (const { name } of tables) {
    if (name !== 'sqlite_sequence' && !kept.includes(`CREATE TABLE ${name} `)) {
      connection.exec(`DROP TABLE ${name}`)
    }
  }
  const later = migrations.slice(version).join()
  for (const [, index, table] of later.matchAll(/CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)/g)) {
    if (kept.includes(`CREATE TABLE ${table} `)) connection.exec(`DROP INDEX ${index}`)
  }
  for (const [, table] of later.matchAll(/ALTER TABLE (\w+) RENAME TO/g)) {
    if (table !== undefined && kept.includes(`CREATE TABLE ${table} `)) remake(connection, table, kept)
  }
  for (const [, table = '', column = ''] of later.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g)) {
    if (!columnsOf(connection, table).includes(column)) continue
    connection.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  }
  // An index that a later migration made anew is as it was.
  for (const [, index] of later.matchAll(/DROP INDEX (\w+)/g)) {
    const [made] = new RegExp(`CREATE (UNIQUE )?INDEX ${index} ON [^;]*;`).exec(kept) ?? []
    if (made !== undefined) connection.exec(made)
  }
  connection.pragma(`user_version = ${version}`)
  connection.close()
}

function columnsOf(connection: Connection, table: string): string[] {
  return connection.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).map(String)
}

/** Gives a table that a later migration made anew the shape that the kept ones give it. */
function remake(connection: Connection, table: string, kept: string): void {
  const [made = ''] = new RegExp(`CREATE TABLE ${table} [^;]*;`).exec(kept) ?? []
  const added = kept.match(new RegExp(`ALTER TABLE ${table} ADD COLUMN [^;]*;`, 'g')) ?? []
  connection.exec(`ALTER TABLE ${table} RENAME TO later_${table}; ${made} ${added.join(' ')}`)
  const columns = columnsOf(connection, table).join(', ')
  connection.exec(`INSERT OR IGNORE INTO ${table} (${columns}) SELECT ${columns} FROM later_${table};
    DROP TABLE later_${table};`)
}

/** Puts everything that is sealed into the clear, as releases before sealing stored it. */
function unseal(connection: Connection): void {
  const keys = keysOf(connection)
  const blocks = connection.prepare<[], BlockRow & { readonly id: number }>('SELECT * FROM block').all()
  for (const row of blocks) {
    const block = openBlock(keys, row)
    if (block === null) continue
    const payload = row.subject === 0 ? row.payload : encodeBlock(block.pieces, block.rateHz)
    connection.prepare('UPDATE block SET subject = 0, payload = ? WHERE id = ?').run(payload, row.id)
  }
  for (const row of connection.prepare<[], JournalRow>('SELECT * FROM journal').all()) {
    const waves = openJournal(keys, row).parts.flatMap((part) => part.waves)
    connection.prepare('UPDATE journal SET payload = ? WHERE id = ?').run(encodeJournal(waves), row.id)
  }
  unsealAudit(connection)
  for (const { id, subject } of connection
    .prepare<[], { id: number; subject: number }>('SELECT id, subject FROM binding')
    .all()) {
    const patient = identityOf(connection, subject)
    connection
      .prepare('UPDATE binding SET subject = 0, patient = ?, authority = ? WHERE id = ?')
      .run(patient?.id ?? '', patient?.authority ?? '', id)
  }
}

/** Writes the audit anew with its patients in the clear and a chain that fits. */
function unsealAudit(connection: Connection): void {
  const rows = connection.prepare<[], AuditColumns>(wholeTableQueries.audit).all().map(auditRowOf)
  const triggers = connection
    .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all()
  const opened = rows.map((row) => openedAuditRow(connection, row))
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`)
  connection.exec('DELETE FROM audit')
  setMeta(connection, 'auditHash', FIRST_PREVIOUS_HASH)
  let previous = FIRST_PREVIOUS_HASH
  for (const entry of opened) {
    const row = chainAuditRow(entry.seq, entry, previous)
    const { actor } = row
    connection
      .prepare(queries.insertAudit)
      .run(
        row.seq,
        row.atUtcMs,
        actor.station,
        actor.initials,
        actor.session,
        row.action,
        row.object,
        row.before,
        row.after,
        row.previousHash,
        row.hash,
      )
    previous = row.hash
    setMeta(connection, 'auditHash', row.hash)
  }
  for (const { sql } of triggers) connection.exec(sql)
}
