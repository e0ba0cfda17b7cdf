import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
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
import { openStoreReader, openStoreWriter } from './open.ts'

function makeRecord(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  const channels = [announced(1, numericChannel('hr'))]
  writer.record(secondOf({ channels, numerics: [numericAt(1, START_UTC_MS, 72)] }))
  writer.close()
}

function failure(code: string, message: RegExp): unknown {
  return expect.objectContaining({ code, message: expect.stringMatching(message) })
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 0x40
  writeFileSync(file, bytes)
}

describe('opening a record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('makes one at first start and finds it again', () =>
    withFolder((folder) => {
      const dataDir = join(folder, 'new', 'data')
      makeRecord(dataDir)
      const again = openStoreWriter(openOptions(dataDir))
      expect(again.closedCleanly).toBe(true)
      expect(again.coverage).toEqual([
        { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS, knownUntilUtcMs: START_UTC_MS },
      ])
      expect(again.notices).toEqual([expect.stringMatching(/^The key lies beside the data/)])
      again.writer.close()
      const stationFile: unknown = JSON.parse(readFileSync(join(dataDir, 'station.json'), 'utf8'))
      expect(stationFile).toEqual({
        formatVersion: 1,
        keyId: expect.stringMatching(/^[0-9a-f]{16}$/),
        station: 'ward-3',
        created: '2026-01-05T08:00:00.000Z',
      })
    }))

  it('H15 leaves nothing readable in any file of the folder', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.bind('b1', { id: 'PATIENT-MARKER', authority: 'HOSP' }, START_UTC_MS)
      writer.saveBed({ bed: 'b1', label: 'LABEL-MARKER', driver: 'x', link: 'sim:', options: '{}' })
      for (const name of readdirSync(folder)) {
        const text = readFileSync(join(folder, name), 'latin1')
        expect(text, name).not.toMatch(/MARKER|CREATE TABLE/)
      }
      writer.close()
    }))

  it('refuses a second writer and lets readers in', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      expect(() => openStoreWriter(openOptions(folder))).toThrow(
        failure('storeInUse', /close that one first/),
      )
      openStoreReader(openOptions(folder)).reader.close()
      writer.close()
      openStoreWriter(openOptions(folder)).writer.close()
    }))

  it('tells a wrong key, changing nothing', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const before = readFileSync(join(folder, 'station.db'))
      const key = { hex: '00'.repeat(32), place: 'key file' } as const
      const wrong = failure('storeWrongKey', /does not open the record/)
      expect(() => openStoreWriter({ ...openOptions(folder), key })).toThrow(wrong)
      expect(() => openStoreReader({ ...openOptions(folder), key })).toThrow(wrong)
      expect(readFileSync(join(folder, 'station.db')).equals(before)).toBe(true)
    }))

  it('tells a foreign file, changing nothing', () =>
    withFolder((folder) => {
      const plain = new Database(join(folder, 'station.db'))
      plain.exec('CREATE TABLE theirs (a)')
      plain.close()
      writeFileSync(join(folder, 'station.key'), 'ab'.repeat(32))
      const foreign = failure('storeForeign', /not a Vigil record.*left as it is/)
      const before = readFileSync(join(folder, 'station.db'))
      expect(() => openStoreWriter(openOptions(folder))).toThrow(foreign)
      expect(() => openStoreReader(openOptions(folder))).toThrow(foreign)
      expect(readFileSync(join(folder, 'station.db')).equals(before)).toBe(true)
      writeFileSync(join(folder, 'station.db'), 'this is a letter, not a database. '.repeat(200))
      expect(() => openStoreWriter(openOptions(folder))).toThrow(foreign)
      expect(existsSync(join(folder, 'station.json'))).toBe(false)
    }))

  it('tells a text in the place of the record, and keeps it there', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const letter = 'This is a letter, not a record.\n'
      writeFileSync(join(folder, 'station.db'), letter)
      expect(() => openStoreWriter(openOptions(folder))).toThrow(failure('storeForeign', /left as it is/))
      expect(readFileSync(join(folder, 'station.db'), 'utf8')).toBe(letter)
      expect(readdirSync(folder).filter((file) => file.includes('damaged'))).toEqual([])
    }))

  it('tells a record of a newer version, changing nothing', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const keyHex = readFileSync(join(folder, 'station.key'), 'utf8').trim()
      const connection = connect(storePaths(folder), keyHex, 'writer')
      connection.pragma('user_version = 99')
      connection.close()
      const newer = failure('storeNewer', /install the newer Vigil/)
      expect(() => openStoreWriter(openOptions(folder))).toThrow(newer)
      const file = join(folder, 'station.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace('"formatVersion": 1', '"formatVersion": 2'))
      expect(() => openStoreReader(openOptions(folder))).toThrow(newer)
    }))

  it('refuses a folder that cannot be one, and a reader where there is no record', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'file'), '')
      expect(() => openStoreWriter(openOptions(join(folder, 'file', 'data')))).toThrow(
        failure('storeUnavailable', /cannot be used/),
      )
      expect(() => openStoreReader(openOptions(folder))).toThrow(
        failure('fileMissing', /check the data folder/),
      )
    }))

  for (const [name, damage] of [
    ['a changed byte in its first page', (file: string) => flip(file, 100)],
    ['a changed byte in its schema', (file: string) => flip(file, 3000)],
    ['a cut end', (file: string) => truncateSync(file, 8000)],
  ] as const) {
    it(`sets a record with ${name} aside untouched and begins a new one`, () =>
      withFolder((folder) => {
        makeRecord(folder)
        damage(join(folder, 'station.db'))
        const damaged = readFileSync(join(folder, 'station.db'))
        expect(verifyStore(openOptions(folder)).ok).toBe(false)
        const { writer, notices } = openStoreWriter(openOptions(folder))
        expect(notices[0]).toMatch(
          /^The record was damaged: it was kept untouched as .*damaged-20260105T080000\S+Z and a new one was begun\. /,
        )
        expect(readdirSync(folder).filter((file) => file.includes('.new'))).toEqual([])
        writer.record(secondOf({ channels: [announced(1, numericChannel('hr'))] }))
        writer.close()
        const aside = readdirSync(folder).find((file) => /^station\.db\.damaged-[0-9TZ]+$/.test(file))
        expect(readFileSync(join(folder, aside ?? '')).equals(damaged)).toBe(true)
        expect(verifyStore(openOptions(folder)).findings).toEqual([
          expect.stringContaining(`kept as ${aside}: move`),
        ])
        for (const file of readdirSync(folder)) if (file.includes('.damaged-')) rmSync(join(folder, file))
        expect(verifyStore(openOptions(folder)).ok).toBe(true)
      }))
  }

  it('keeps a damaged station.json and writes a new one for the same key', () =>
    withFolder((folder) => {
      makeRecord(folder)
      writeFileSync(join(folder, 'station.json'), '{"half":')
      const { writer, notices } = openStoreWriter(openOptions(folder))
      expect(notices[0]).toMatch(/^station\.json could not be read/)
      expect(writer.channels()).toHaveLength(1)
      writer.close()
      const aside = readdirSync(folder).find((file) => file.startsWith('station.json.damaged-'))
      expect(verifyStore(openOptions(folder)).findings).toEqual([
        expect.stringContaining(`kept as ${aside}: nothing of the record is in it`),
      ])
    }))

  for (const [name, change, sentence] of [
    [
      'unreadable',
      (file: string) => writeFileSync(file, '{"half":'),
      /^station\.json cannot be read: start Vigil/,
    ],
    ['missing', (file: string) => rmSync(file), /^station\.json is missing: start Vigil/],
  ] as const) {
    it(`says in verify that station.json is ${name}`, () =>
      withFolder((folder) => {
        makeRecord(folder)
        change(join(folder, 'station.json'))
        const report = verifyStore(openOptions(folder))
        expect(report).toMatchObject({ ok: false, findings: [expect.stringMatching(sentence)] })
      }))
  }
})
