import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from './open.ts'
import { exportRecovery, parseRecovery, restoreFromRecovery } from './recovery.ts'
import { withFolder } from './testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from './testing/samples.ts'

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

describe('recovery file', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('restores the record in another folder', () =>
    withFolder((folder) => {
      const from = join(folder, 'old')
      const to = join(folder, 'new', 'pc')
      const recovery = makeRecord(from)
      restoreFromRecovery({ recovery, fromDir: from, toDir: to })
      const { reader } = openStoreReader(openOptions(to))
      expect(reader.numerics(1, 0, Number.MAX_SAFE_INTEGER)[0]?.value).toBe(72)
      reader.close()
      expect(statSync(join(to, 'station.key')).mode & 0o777).toBe(0o600)
      openStoreWriter(openOptions(to)).writer.close()
    }))

  it('gives a folder its lost key back', () =>
    withFolder((folder) => {
      const recovery = makeRecord(folder)
      expect(() => openStoreWriter(openOptions(folder))).toThrow(
        expect.objectContaining({ code: 'storeWrongKey' }),
      )
      restoreFromRecovery({ recovery, fromDir: folder, toDir: folder })
      openStoreWriter(openOptions(folder)).writer.close()
    }))

  it('survives being retyped, and shows a typing mistake', () =>
    withFolder((folder) => {
      const text = makeRecord(folder)
      const retyped = text.toUpperCase().replace(/^(\w[\w ]*):/gm, (name) => name.toLowerCase())
      expect(parseRecovery(text.replaceAll('\n', '\r\n'))).toEqual(parseRecovery(text))
      expect(() => parseRecovery(retyped.replace('WARD-3', 'ward-3'))).not.toThrow()
      const keyLine = text.split('\n').find((line) => line.startsWith('key: ')) ?? ''
      for (let at = 'key:     '.length; at < keyLine.length; at++) {
        const digit = keyLine[at] ?? ' '
        if (digit === ' ') continue
        const wrong = keyLine.slice(0, at) + (digit === '0' ? '1' : '0') + keyLine.slice(at + 1)
        expect(() => parseRecovery(text.replace(keyLine, wrong))).toThrow(/typing mistake/)
      }
      expect(() => parseRecovery(text.replace('ward-3', 'ward-4'))).toThrow(/typing mistake/)
      expect(() => parseRecovery('hello')).toThrow(/not a Vigil recovery file/)
    }))

  it('refuses another record, a folder in use, a filled target and a missing source', () =>
    withFolder((folder) => {
      const [one, two] = [join(folder, 'one'), join(folder, 'two')]
      const recovery = makeRecord(one)
      const other = openStoreWriter(openOptions(two))
      const refused = (code: string) => expect.objectContaining({ code })
      const restore = (fromDir: string, toDir: string) => () =>
        restoreFromRecovery({ recovery, fromDir, toDir })
      expect(restore(two, join(folder, 'x'))).toThrow(refused('storeWrongKey'))
      expect(restore(one, two)).toThrow(refused('storeForeign'))
      expect(restore(join(folder, 'none'), join(folder, 'x'))).toThrow(refused('fileMissing'))
      other.writer.close()
      restoreFromRecovery({ recovery, fromDir: one, toDir: one })
      const running = openStoreWriter(openOptions(one))
      expect(restore(one, join(folder, 'y'))).toThrow(refused('storeInUse'))
      running.writer.close()
    }))

  it('names the argument a caller got wrong', () => {
    expect(() => exportRecovery('short', '{}')).toThrow('"key"')
    expect(() => exportRecovery('ab'.repeat(32), '{}')).toThrow('"stationJson"')
  })
})
