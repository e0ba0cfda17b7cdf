import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import Database from 'better-sqlite3'
import { joinPieces } from '../../../electron/engine/store/codec/pieces.ts'
import { type Connection, connect } from '../../../electron/engine/store/file/database.ts'
import { storePaths } from '../../../electron/engine/store/file/paths.ts'
import { queries } from '../../../electron/engine/store/file/queries.ts'
import { openStoreWriter } from '../../../electron/engine/store/open/open.ts'
import { type JournalRow, openJournal } from '../../../electron/engine/store/seal/sealed-journal.ts'
import { IN_THE_CLEAR, keysOf } from '../../../electron/engine/store/seal/subject-keys.ts'
import { openOptions, RATE_HZ, secondOf } from '../../../electron/engine/store/testing/samples.ts'
import type { StoredWave } from '../../../electron/engine/store/types.ts'
import { FOLD_ROWS } from '../../../electron/engine/store/write/fold.ts'
import { WAVES } from '../../support/stored-ward.ts'

/** One way to keep the waves of a ward. */
export interface Side {
  /** Stores one second of all waves; it is on the disk when this returns. */
  write(waves: readonly StoredWave[]): void
  /** Work between two seconds that is not part of a commit. */
  between(): void
  /** Brings everything out of logs, so that the files can be weighed. */
  settle(): void
}

/** Step in which the store folds between seconds, as its worker does. */
const FOLD_STEP_MS = 60
const CHECKPOINT = 'wal_checkpoint(TRUNCATE)'
const ROWS_SCHEMA =
  'CREATE TABLE sample (channel INTEGER NOT NULL, at_utc_ms INTEGER NOT NULL, value INTEGER NOT NULL)'
const INSERT_ROW = 'INSERT INTO sample (channel, at_utc_ms, value) VALUES (?, ?, ?)'
/** Peers are as safe against a power cut as the store is. */
const ROWS_PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL'] as const
const SAMPLE_MS = 1000 / RATE_HZ

function openOurs(folder: string) {
  const opened = openStoreWriter(openOptions(folder))
  opened.writer.record(secondOf({ channels: WAVES }))
  return { writer: opened.writer, connection: connect(storePaths(folder), opened.key.hex, 'writer') }
}

function coded(folder: string): Side {
  const { writer, connection } = openOurs(folder)
  return {
    write: (waves) => writer.record(secondOf({ waves })),
    between: () => void writer.foldStep(FOLD_STEP_MS),
    settle: () => void connection.pragma(CHECKPOINT),
  }
}

/** The same journal, rows and transactions; a fold joins a minute of each wave and keeps the samples as they are. */
function uncoded(folder: string): Side {
  const { writer, connection } = openOurs(folder)
  return {
    write: (waves) => writer.record(secondOf({ waves })),
    between: () => {
      if (Number(connection.prepare(queries.journalCount).pluck().get()) < FOLD_ROWS) return
      foldUncoded(connection)
      connection.pragma('wal_checkpoint(PASSIVE)')
    },
    settle: () => void connection.pragma(CHECKPOINT),
  }
}

function foldUncoded(connection: Connection): void {
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalOldest).all(0, FOLD_ROWS)
  const pieces = new Map<number, StoredWave[]>()
  const parts = rows.flatMap((row) => openJournal(keysOf(connection), row).parts)
  for (const wave of parts.flatMap((part) => part.waves)) {
    pieces.set(wave.channel, [...(pieces.get(wave.channel) ?? []), wave])
  }
  const insert = connection.prepare(queries.insertBlock)
  connection.transaction(() => {
    for (const [channel, group] of pieces) {
      for (const { startUtcMs, samples } of joinPieces(group, RATE_HZ)) {
        const endUtcMs = startUtcMs + samples.length * SAMPLE_MS
        const bytes = new Uint8Array(samples.buffer)
        insert.run(channel, startUtcMs, endUtcMs, samples.length, IN_THE_CLEAR, bytes)
      }
    }
    connection.prepare(queries.deleteJournal).run(rows.at(-1)?.id ?? 0)
  })()
}

function writeRows(
  waves: readonly StoredWave[],
  insert: (channel: number, atUtcMs: number, value: number) => void,
) {
  for (const { channel, startUtcMs, samples } of waves) {
    for (let index = 0; index < samples.length; index++) {
      insert(channel, startUtcMs + index * SAMPLE_MS, samples[index] as number)
    }
  }
}

function betterSqliteRows(folder: string): Side {
  const connection = new Database(join(folder, 'rows.db'))
  for (const pragma of ROWS_PRAGMAS) connection.pragma(pragma)
  connection.exec(ROWS_SCHEMA)
  const insert = connection.prepare<[number, number, number]>(INSERT_ROW)
  const write = connection.transaction((waves: readonly StoredWave[]) => {
    writeRows(waves, (channel, atUtcMs, value) => insert.run(channel, atUtcMs, value))
  })
  return { write, between: () => {}, settle: () => void connection.pragma(CHECKPOINT) }
}

function nodeSqliteRows(folder: string): Side {
  const connection = new DatabaseSync(join(folder, 'rows.db'))
  for (const pragma of ROWS_PRAGMAS) connection.exec(`PRAGMA ${pragma}`)
  connection.exec(ROWS_SCHEMA)
  const insert = connection.prepare(INSERT_ROW)
  return {
    write(waves) {
      connection.exec('BEGIN')
      writeRows(waves, (channel, atUtcMs, value) => insert.run(channel, atUtcMs, value))
      connection.exec('COMMIT')
    },
    between: () => {},
    settle: () => connection.exec(`PRAGMA ${CHECKPOINT}`),
  }
}

/** Nothing but the samples, one after the other: the least a second can cost. */
function appendFile(folder: string): Side {
  const file = openSync(join(folder, 'samples.bin'), 'a')
  process.once('exit', () => closeSync(file))
  return {
    write(waves) {
      const second = new Int16Array(waves.length * RATE_HZ)
      for (const [index, { samples }] of waves.entries()) second.set(samples, index * RATE_HZ)
      writeSync(file, new Uint8Array(second.buffer))
      fdatasyncSync(file)
    },
    between: () => {},
    settle: () => {},
  }
}

/** All sides by name, ours first. */
export const SIDES: Readonly<Record<string, (folder: string) => Side>> = {
  vigil: coded,
  'vigil, codec off': uncoded,
  'better-sqlite3, a row a sample': betterSqliteRows,
  'node:sqlite, a row a sample': nodeSqliteRows,
  'append to a file (floor)': appendFile,
}
