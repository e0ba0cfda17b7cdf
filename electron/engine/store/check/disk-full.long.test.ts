import { describe, expect, it } from 'vitest'
import { NO_RESERVE, type Reserve } from '../disk/reserve.ts'
import { type Connection, connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { Bench, numeric, timed } from '../testing/recorder-bench.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { SqliteStoreWriter } from '../write/writer.ts'
import { verifyStore } from './verify.ts'

const CHANNELS = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
const NOISE = Array.from({ length: 2000 }, (_, index) => (Math.imul(index, 2654435761) >> 16) & 0x7fff)
const FULL = expect.objectContaining({
  code: 'diskFull',
  message: expect.stringMatching(/free some space/),
})
const SMALL_PAGES = 80
const ENOUGH_PAGES = 100_000

function setRoom(connection: Connection, pages: number): void {
  connection.pragma(`max_page_count = ${pages}`)
}

/** A writer on a disk with room for `pages` pages: SQLite then says what a full disk makes it say. */
function writerWithRoom(
  folder: string,
  pages: number,
  reserveOf: (connection: Connection) => Reserve = () => NO_RESERVE,
): { writer: SqliteStoreWriter; connection: Connection } {
  const first = openStoreWriter(openOptions(folder))
  first.writer.record(secondOf({ channels: CHANNELS }))
  first.writer.close()
  const connection = connect(storePaths(folder), first.key.hex, 'writer')
  setRoom(connection, pages)
  const closing = { asItIs: () => void connection.close(), stored: () => {}, done: () => {} }
  const place = { dataDir: folder, keyHex: first.key.hex }
  return { writer: new SqliteStoreWriter(connection, place, closing, reserveOf(connection)), connection }
}

/** Holds back `pages` pages, once. */
function reserveOfPages(connection: Connection, pages: number): Reserve {
  let bytes = pages * Number(connection.pragma('page_size', { simple: true }))
  return {
    get bytes() {
      return bytes
    },
    wavesFit: () => bytes > 0,
    release() {
      if (bytes === 0) return false
      bytes = 0
      setRoom(connection, Number(connection.pragma('max_page_count', { simple: true })) + pages)
      return true
    },
    grow() {},
  }
}

function secondAt(index: number): ReturnType<typeof secondOf> {
  const atUtcMs = START_UTC_MS + index * 1000
  return secondOf({ numerics: [numericAt(2, atUtcMs, index)], waves: [pieceAt(1, atUtcMs, NOISE)] })
}

/** Records seconds until the disk refuses even their numbers. Out: how many were stored, whole and without waves. */
function fill(writer: SqliteStoreWriter): { whole: number; withoutWaves: number } {
  const stored = { whole: 0, withoutWaves: 0 }
  expect(() => {
    for (let index = 0; index < ENOUGH_PAGES; index++) stored[writer.record(secondAt(index))]++
  }).toThrow(FULL)
  return stored
}

describe('a full disk', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('stops waves first, is told by its own code, loses nothing that was stored, and recording goes on when there is room', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, SMALL_PAGES)
      const { whole, withoutWaves } = fill(writer)
      expect(whole).toBeGreaterThan(5)
      expect(withoutWaves).toBeGreaterThan(whole)
      const stored = whole + withoutWaves
      setRoom(connection, ENOUGH_PAGES)
      expect(writer.record(secondAt(stored))).toBe('whole')
      writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(2, START_UTC_MS, Number.MAX_SAFE_INTEGER)).toHaveLength(stored + 1)
      const samples = reader
        .waves(1, 0, Number.MAX_SAFE_INTEGER)
        .reduce((sum, { samples: { length } }) => sum + length, 0)
      expect(samples).toBe((whole + 1) * NOISE.length)
      reader.close()
      expect(verifyStore(openOptions(folder)).ok).toBe(true)
    }))

  it('leaves the reserve to numbers, alarms and audit: it is released when they find no room, and never spent on waves', () =>
    withFolder((folder) => {
      const { writer } = writerWithRoom(folder, SMALL_PAGES, (connection) => reserveOfPages(connection, 40))
      const { whole, withoutWaves } = fill(writer)
      const bare = writerWithRoom(`${folder}/bare`, SMALL_PAGES)
      const without = fill(bare.writer)
      bare.writer.close()
      expect(whole).toBe(without.whole)
      expect(withoutWaves).toBeGreaterThan(without.withoutWaves + 100)
      writer.close()
    }))

  it('gives an audit row and an alarm the room of the reserve', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, ENOUGH_PAGES, (one) => reserveOfPages(one, 20))
      setRoom(connection, Number(connection.pragma('page_count', { simple: true })))
      const entry = { atUtcMs: START_UTC_MS, actor: ACTOR, action: 'test', before: null }
      const long = 'x'.repeat(20_000)
      expect(writer.audit({ ...entry, object: 'first', after: long }).seq).toBe(1)
      const alert = { bed: 'b1', atUtcMs: START_UTC_MS, phase: 'start', priority: 'high' } as const
      const alerts = [{ ...alert, kind: 'physiological', text: 'ASYSTOLE' } as const]
      expect(writer.record(secondOf({ alerts }))).toBe('whole')
      writer.close()
      expect(verifyStore(openOptions(folder))).toMatchObject({ ok: true, audit: { rows: 1, ok: true } })
    }))

  it('is known to the next start as the reason why nothing was stored, until a second is stored again', () =>
    withFolder((folder) => {
      const { writer } = writerWithRoom(folder, SMALL_PAGES)
      const { whole, withoutWaves } = fill(writer)
      const tried = whole + withoutWaves + 1
      expect(() => writer.record(secondAt(tried))).toThrow(FULL)
      writer.close()
      const next = openStoreWriter(openOptions(folder))
      expect(next).toMatchObject({ closedCleanly: true, fullUntilUtcMs: secondAt(tried).toUtcMs })
      next.writer.record(secondAt(tried + 1))
      next.writer.close()
      const last = openStoreWriter(openOptions(folder))
      expect(last.fullUntilUtcMs).toBeNull()
      last.writer.close()
    }))

  it('is a gap of every wave, from the recorder to the ledger, as long as its samples are missing', () =>
    withFolder(async (folder) => {
      const { writer, connection } = writerWithRoom(folder, ENOUGH_PAGES)
      const bench = new Bench({ channels: CHANNELS })
      bench.store = (second) => writer.record(second)
      const play = async (seconds: number) => {
        for (let index = 0; index < seconds; index++) {
          bench.batch([numeric(index)], [timed(bench.utcMs, NOISE.slice(0, RATE_HZ), index > 0)])
          await bench.pass(1_000)
        }
      }
      await play(5)
      setRoom(connection, Number(connection.pragma('page_count', { simple: true })))
      await play(20)
      setRoom(connection, ENOUGH_PAGES)
      await play(15)
      await bench.recorder.close(bench.nowMs)
      writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      const wave = reader.channels('b1').findLast(({ channel }) => channel.kind === 'wave')
      const gaps = reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER)
      expect(new Set(gaps.map(({ cause, channel }) => `${cause} ${channel}`))).toEqual(
        new Set([`diskFull ${wave?.number}`]),
      )
      for (const { evidence } of gaps) expect(evidence).toContain('not recorded')
      const missingMs = gaps.reduce((sum, { fromUtcMs, toUtcMs }) => sum + toUtcMs - fromUtcMs, 0)
      const samples = reader
        .waves(wave?.number ?? 0, 0, Number.MAX_SAFE_INTEGER)
        .reduce((sum, { samples: { length } }) => sum + length, 0)
      expect(missingMs).toBeGreaterThan(10_000)
      expect((samples * 1_000) / RATE_HZ + missingMs).toBe(40_000)
      reader.close()
    }))

  it('stops a fold without losing the journal', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, ENOUGH_PAGES)
      for (let index = 0; index < FOLD_ROWS; index++) writer.record(secondAt(index))
      setRoom(connection, Number(connection.pragma('page_count', { simple: true })))
      expect(() => writer.fold(START_UTC_MS)).toThrow(FULL)
      setRoom(connection, ENOUGH_PAGES)
      writer.fold(START_UTC_MS)
      writer.close()
      const report = verifyStore(openOptions(folder))
      expect(report).toMatchObject({ ok: true, blocks: { good: 1, bad: 0 } })
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(2, 0, Number.MAX_SAFE_INTEGER)).toHaveLength(FOLD_ROWS)
      reader.close()
    }))

  it('answers a second that is sent again with what became of it the first time', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, SMALL_PAGES)
      let number = 1
      const sequenced = () => ({ ...secondAt(number), sequence: { session: 's', number } })
      while (writer.record(sequenced()) === 'whole') number++
      setRoom(connection, ENOUGH_PAGES)
      expect(writer.record(sequenced())).toBe('withoutWaves')
      writer.close()
    }))

  it('folds the numbers of a ward that has no waves', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, ENOUGH_PAGES)
      const numbersOnly = (index: number) =>
        secondOf({ numerics: [numericAt(2, START_UTC_MS + index, index)] })
      for (let index = 0; index < FOLD_ROWS; index++) writer.record(numbersOnly(index))
      writer.fold(START_UTC_MS)
      expect(connection.prepare('SELECT count(*) FROM numeric_tail').pluck().get()).toBe(0)
      expect(connection.prepare('SELECT count(*) FROM numeric').pluck().get()).toBe(FOLD_ROWS)
      writer.close()
    }))
})
