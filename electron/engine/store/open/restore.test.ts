import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../testing/samples.ts'
import { type OpenWriterOptions, openStoreReader, openStoreWriter } from './open.ts'
import { exportRecovery, parseRecovery } from './recovery.ts'
import { restoreFromRecovery } from './restore.ts'

/** Makes a record with one value; out: its recovery text, with the key taken away from the folder. */
function makeRecord(folder: string): string {
  const { writer, key } = openStoreWriter(openOptions(folder))
  const channels = [announced(1, numericChannel('hr'))]
  writer.record(secondOf({ channels, numerics: [numericAt(1, START_UTC_MS, 72)] }))
  writer.close()
  const text = exportRecovery(key.hex, readFileSync(join(folder, 'station.json'), 'utf8'))
  rmSync(join(folder, 'station.key'))
  return text
}

function valueIn(folder: string): number | null | undefined {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return reader.numerics(1, 0, Number.MAX_SAFE_INTEGER)[0]?.value
  } finally {
    reader.close()
  }
}

function openWith(recovery: string, dataDir: string): OpenWriterOptions {
  return { ...openOptions(dataDir), key: { hex: parseRecovery(recovery).keyHex, place: 'key file' } }
}

const refused = (code: string) => expect.objectContaining({ code })

describe('restoring a record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('takes a record from a place that cannot be written, unless a log says that somebody writes it', () =>
    withFolder((folder) => {
      const from = join(folder, 'stick')
      const recovery = makeRecord(from)
      // In the way of the lock, as a stick locked against writing is.
      rmSync(join(from, 'writer.lock'))
      mkdirSync(join(from, 'writer.lock'))
      restoreFromRecovery({ recovery, fromDir: from, toDir: join(folder, 'new') })
      expect(valueIn(join(folder, 'new'))).toBe(72)
      writeFileSync(join(from, 'station.db-wal'), '')
      expect(() => restoreFromRecovery({ recovery, fromDir: from, toDir: join(folder, 'other') })).toThrow(
        refused('storeUnavailable'),
      )
      expect(existsSync(join(folder, 'other'))).toBe(false)
    }))

  it('copies it to a new folder, where it opens and records on; the source stays as it was', () =>
    withFolder((folder) => {
      const from = join(folder, 'old')
      const to = join(folder, 'new', 'pc')
      const recovery = makeRecord(from)
      const before = readFileSync(join(from, 'station.db'))
      restoreFromRecovery({ recovery, fromDir: from, toDir: to })
      expect(valueIn(to)).toBe(72)
      expect(statSync(join(to, 'station.key')).mode & 0o777).toBe(0o600)
      expect(readFileSync(join(from, 'station.db')).equals(before)).toBe(true)
      expect(existsSync(join(from, 'station.key'))).toBe(false)
      openStoreWriter(openOptions(to)).writer.close()
    }))

  it('brings what lies only in the log of a record that was not closed', () =>
    withFolder((folder) => {
      const [from, copy, to] = [join(folder, 'from'), join(folder, 'copy'), join(folder, 'to')]
      const recovery = makeRecord(from)
      const { writer } = openStoreWriter(openWith(recovery, from))
      writer.record(secondOf({ numerics: [numericAt(1, START_UTC_MS - 1000, 71)] }))
      // The files as a power cut leaves them.
      mkdirSync(copy)
      for (const name of ['station.db', 'station.db-wal', 'station.json']) {
        copyFileSync(join(from, name), join(copy, name))
      }
      writer.close()
      restoreFromRecovery({ recovery, fromDir: copy, toDir: to })
      expect(valueIn(to)).toBe(71)
    }))

  it('restores from a copy that has lost its station.json', () =>
    withFolder((folder) => {
      const recovery = makeRecord(join(folder, 'old'))
      rmSync(join(folder, 'old', 'station.json'))
      restoreFromRecovery({ recovery, fromDir: join(folder, 'old'), toDir: join(folder, 'new') })
      expect(valueIn(join(folder, 'new'))).toBe(72)
    }))

  it('refuses a missing source, a source in use, another record and a target that holds anything', () =>
    withFolder((folder) => {
      const [one, two, target] = [join(folder, 'one'), join(folder, 'two'), join(folder, 'target')]
      const recovery = makeRecord(one)
      makeRecord(two)
      const restore = (fromDir: string, toDir: string) => () =>
        restoreFromRecovery({ recovery, fromDir, toDir })
      expect(restore(join(folder, 'none'), target)).toThrow(refused('fileMissing'))
      expect(restore(two, target)).toThrow(refused('storeWrongKey'))
      const running = openStoreWriter(openWith(recovery, one))
      expect(restore(one, target)).toThrow(refused('storeInUse'))
      running.writer.close()
      expect(existsSync(target)).toBe(false)
      mkdirSync(target)
      writeFileSync(join(target, 'letter.txt'), 'theirs')
      expect(restore(one, target)).toThrow(refused('storeForeign'))
      expect(restore(one, one)).toThrow(refused('storeForeign'))
      expect(readdirSync(target)).toEqual(['letter.txt'])
      writeFileSync(join(folder, 'file'), '')
      expect(restore(one, join(folder, 'file'))).toThrow(refused('EEXIST'))
    }))

  it('leaves nothing behind when the copy does not open', () =>
    withFolder((folder) => {
      const [one, two, target] = [join(folder, 'one'), join(folder, 'two'), join(folder, 'target')]
      const recovery = makeRecord(one)
      makeRecord(two)
      rmSync(join(two, 'station.json'))
      expect(() => restoreFromRecovery({ recovery, fromDir: two, toDir: target })).toThrow(
        expect.objectContaining({
          code: 'storeDamaged',
          message: expect.stringMatching(/two does not open with this recovery file.*another copy\.$/),
        }),
      )
      expect(readdirSync(target)).toEqual([])
      restoreFromRecovery({ recovery, fromDir: one, toDir: target })
      expect(valueIn(target)).toBe(72)
    }))
})
