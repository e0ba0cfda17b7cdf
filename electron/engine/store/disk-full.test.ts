import { describe, expect, it } from 'vitest'
import { type Connection, connect } from './database.ts'
import { FOLD_ROWS } from './fold.ts'
import { openStoreReader, openStoreWriter } from './open.ts'
import { storePaths } from './paths.ts'
import { withFolder } from './testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from './testing/samples.ts'
import { verifyStore } from './verify.ts'
import { SqliteStoreWriter } from './writer.ts'

const CHANNELS = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
const NOISE = Array.from({ length: 2000 }, (_, index) => (Math.imul(index, 2654435761) >> 16) & 0x7fff)

/** A writer on a disk with room for `pages` pages: SQLite then says what a full disk makes it say. */
function writerWithRoom(
  folder: string,
  pages: number,
): { writer: SqliteStoreWriter; connection: Connection } {
  const first = openStoreWriter(openOptions(folder))
  first.writer.record(secondOf({ channels: CHANNELS }))
  first.writer.close()
  const connection = connect(storePaths(folder), first.key.hex, 'writer')
  connection.pragma(`max_page_count = ${pages}`)
  return { writer: new SqliteStoreWriter(connection, folder, () => {}), connection }
}

function secondAt(index: number): ReturnType<typeof secondOf> {
  const atUtcMs = START_UTC_MS + index * 1000
  return secondOf({ numerics: [numericAt(2, atUtcMs, index)], waves: [pieceAt(1, atUtcMs, NOISE)] })
}

describe('a full disk', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('is told by its own code, loses nothing that was stored, and recording goes on when there is room', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, 80)
      let stored = 0
      const full = expect.objectContaining({
        code: 'diskFull',
        message: expect.stringMatching(/free some space/),
      })
      expect(() => {
        for (; stored < 1000; stored++) writer.record(secondAt(stored))
      }).toThrow(full)
      expect(stored).toBeGreaterThan(5)
      // Smaller things still find a place on the last page.
      writer.record(secondOf({ numerics: [numericAt(2, START_UTC_MS - 1, 0)] }))
      connection.pragma('max_page_count = 100000')
      writer.record(secondAt(stored))
      writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(2, START_UTC_MS, Number.MAX_SAFE_INTEGER)).toHaveLength(stored + 1)
      reader.close()
      expect(verifyStore(openOptions(folder)).ok).toBe(true)
    }))

  it('is known to the next start as the reason why nothing was stored, until a second is stored again', () =>
    withFolder((folder) => {
      const { writer } = writerWithRoom(folder, 80)
      let tried = 0
      expect(() => {
        for (; tried < 1000; tried++) writer.record(secondAt(tried))
      }).toThrow(expect.objectContaining({ code: 'diskFull' }))
      expect(() => writer.record(secondAt(++tried))).toThrow(expect.objectContaining({ code: 'diskFull' }))
      writer.close()
      const next = openStoreWriter(openOptions(folder))
      expect(next).toMatchObject({ closedCleanly: true, fullUntilUtcMs: secondAt(tried).toUtcMs })
      next.writer.record(secondAt(tried + 1))
      next.writer.close()
      const last = openStoreWriter(openOptions(folder))
      expect(last.fullUntilUtcMs).toBeNull()
      last.writer.close()
    }))

  it('stops a fold without losing the journal', () =>
    withFolder((folder) => {
      const { writer, connection } = writerWithRoom(folder, 100_000)
      for (let index = 0; index < FOLD_ROWS; index++) writer.record(secondAt(index))
      const pages = Number(connection.pragma('page_count', { simple: true }))
      connection.pragma(`max_page_count = ${pages}`)
      expect(() => writer.fold(START_UTC_MS)).toThrow(expect.objectContaining({ code: 'diskFull' }))
      connection.pragma('max_page_count = 100000')
      writer.fold(START_UTC_MS)
      writer.close()
      const report = verifyStore(openOptions(folder))
      expect(report).toMatchObject({ ok: true, blocks: { good: 1, bad: 0 } })
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(2, 0, Number.MAX_SAFE_INTEGER)).toHaveLength(FOLD_ROWS)
      reader.close()
    }))
})
