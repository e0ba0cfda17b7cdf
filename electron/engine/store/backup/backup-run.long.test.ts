import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { exportRecovery } from '../open/recovery.ts'
import { restoreFromRecovery } from '../open/restore.ts'
import { damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import { makeOldRecord } from '../testing/old-record.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import { BackupRun } from './backup-run.ts'

const CHANNELS = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
const SECONDS = 3 * FOLD_ROWS + 10
const MADE_UTC_MS = START_UTC_MS + 3_600_000
const NAME = 'vigil-ward-3-20260105T090000Z'
/** No budget: a step then copies its least, so that there are many. */
const LEAST_MS = 0

function recordSecond(writer: SqliteStoreWriter, index: number): void {
  const atUtcMs = START_UTC_MS + index * 1000
  const samples = Array.from({ length: 250 }, (_, at) => (index * 7 + at * 3) % 900)
  writer.record(secondOf({ numerics: [numericAt(2, atUtcMs, index)], waves: [pieceAt(1, atUtcMs, samples)] }))
}

interface Bench {
  readonly folder: string
  readonly data: string
  readonly stick: string
  readonly writer: SqliteStoreWriter
  begin(to?: string): BackupRun
}

/** A record of a few minutes that goes on, and an empty stick. */
function withBench(body: (bench: Bench) => void): Promise<void> {
  return withFolder((folder) => {
    const [data, stick] = [join(folder, 'data'), join(folder, 'stick')]
    mkdirSync(stick)
    const { writer } = openStoreWriter(openOptions(data))
    writer.record(secondOf({ channels: CHANNELS }))
    for (let index = 0; index < SECONDS; index++) recordSecond(writer, index)
    writer.fold(START_UTC_MS)
    writer.bind('b1', { id: 'T-1', authority: 'HOSP' }, START_UTC_MS)
    const entry = { atUtcMs: START_UTC_MS, actor: ACTOR, action: 'test', object: 'x', before: null }
    writer.audit({ ...entry, after: '"SECRETMARK"' })
    const begin = (to = stick) =>
      new BackupRun(openOptions(data), { to, station: 'ward 3', nowUtcMs: MADE_UTC_MS })
    try {
      body({ folder, data, stick, writer, begin })
    } finally {
      writer.close()
    }
  })
}

function stepToEnd(run: BackupRun, between: () => void = () => {}): number[] {
  const shares: number[] = []
  for (let done = false; !done; between()) {
    const progress = run.step(LEAST_MS + 1)
    shares.push(progress.share)
    done = progress.done
  }
  return shares
}

/** All that the record holds of values, waves, stays and audit. */
function contentOf(dataDir: string): unknown {
  const { reader } = openStoreReader(openOptions(dataDir))
  const [from, to] = [0, Number.MAX_SAFE_INTEGER]
  const content = {
    channels: reader.channels(),
    numerics: reader.numerics(2, from, to),
    waves: reader.waves(1, from, to),
    stays: reader.bindings('b1'),
    audit: reader.auditRows(),
    span: reader.span(),
  }
  reader.close()
  return content
}

describe('a backup', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('is the record as it was when it began, while recording goes on, in steps that tell how far they are', () =>
    withBench(({ folder, data, stick, writer, begin }) => {
      const before = contentOf(data)
      let index = SECONDS
      const run = begin()
      const shares = stepToEnd(run, () => {
        recordSecond(writer, index++)
        writer.foldStep(Number.POSITIVE_INFINITY)
      })
      const receipt = run.finish()
      expect(index).toBeGreaterThan(SECONDS)
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      expect(shares.at(-1)).toBe(1)
      expect(receipt).toMatchObject({
        ok: true,
        findings: [],
        folder: join(stick, NAME),
        madeUtcMs: MADE_UTC_MS,
      })
      expect(receipt).toMatchObject({ auditRows: 1, isSameDisk: true })
      expect(receipt.auditHash).toMatch(/^[0-9a-f]{64}$/)
      expect(readdirSync(stick)).toEqual([NAME])
      expect(readdirSync(receipt.folder)).toEqual(['station.db', 'station.json'])
      expect(readFileSync(join(receipt.folder, 'station.db')).includes('SECRETMARK')).toBe(false)

      const key = readFileSync(storePaths(data).stationKey, 'utf8')
      const recovery = exportRecovery(key, readFileSync(storePaths(data).stationFile, 'utf8'))
      const toDir = join(folder, 'restored')
      restoreFromRecovery({ recovery, fromDir: receipt.folder, toDir })
      expect(contentOf(toDir)).toEqual(before)
      expect(verifyStore(openOptions(toDir))).toMatchObject({ ok: true, blocks: { bad: 0 } })
      const next = openStoreWriter(openOptions(toDir))
      expect(next.closedCleanly).toBe(true)
      recordSecond(next.writer, index)
      next.writer.close()
      expect(verifyStore(openOptions(data)).ok).toBe(true)
    }))

  it('is made of a record of the first release too, and brought up to date', () =>
    withFolder((folder) => {
      const [data, stick] = [join(folder, 'data'), join(folder, 'stick')]
      mkdirSync(stick)
      makeOldRecord(data)
      const run = new BackupRun(openOptions(data), { to: stick, station: 'w', nowUtcMs: MADE_UTC_MS })
      stepToEnd(run)
      const receipt = run.finish()
      expect(receipt).toMatchObject({ ok: true, findings: [] })
      const { reader } = openStoreReader({
        ...openOptions(receipt.folder),
        keyFile: storePaths(data).stationKey,
      })
      expect([reader.beds().length, reader.channels().length, reader.backups()]).toEqual([1, 1, []])
      reader.close()
    }))

  it('gives journal rows and blocks no number twice after it is restored', () =>
    withBench(({ data, begin }) => {
      const run = begin()
      stepToEnd(run)
      const { folder } = run.finish()
      const sequence = (path: string) => {
        const connection = connect(
          storePaths(path),
          readFileSync(storePaths(data).stationKey, 'utf8').trim(),
          'reader',
        )
        const rows = connection.prepare('SELECT name, seq FROM sqlite_sequence ORDER BY name').all()
        connection.close()
        return rows
      }
      expect(sequence(folder)).toEqual(sequence(data))
      expect(sequence(data)).not.toEqual([])
    }))

  it('leaves nothing when it is ended, and ends twice', () =>
    withBench(({ stick, begin }) => {
      const run = begin()
      run.step(LEAST_MS)
      expect(readdirSync(stick)).toEqual([`${NAME}.partial`])
      run.abort()
      run.abort()
      expect(readdirSync(stick)).toEqual([])
      expect(() => run.step(1)).toThrow(TypeError)
    }))

  it('says in one sentence that the stick went away while it was written; the record is unharmed', () =>
    withBench(({ data, stick, begin }) => {
      const run = begin()
      run.step(LEAST_MS)
      rmSync(stick, { recursive: true })
      let failed: unknown
      try {
        stepToEnd(run)
        run.finish()
      } catch (error) {
        failed = error
      }
      expect(failed).toMatchObject({
        code: 'backupFailed',
        message: expect.stringMatching(
          /^The backup to .*stick was not finished \(ENOENT\): the stick or folder went away .* unharmed: plug it in and back up again\.$/,
        ),
      })
      expect(verifyStore(openOptions(data)).ok).toBe(true)
    }))

  it.each([
    ['a folder that is not there', 'absent', 'fileMissing', /plug the stick in/],
    ['a file', 'file', 'fileMissing', /is not there/],
    ['the record itself', 'data', 'badRequest', /inside the record/],
    ['a folder inside the record', 'data/inside', 'badRequest', /inside the record/],
  ])('refuses %s and makes nothing', (_name, to, code, sentence) =>
    withBench(({ folder, data, begin }) => {
      writeFileSync(join(folder, 'file'), '')
      mkdirSync(join(data, 'inside'))
      const before = readdirSync(folder, { recursive: true }).toSorted()
      expect(() => begin(join(folder, to))).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(sentence) }),
      )
      expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(before)
    }),
  )

  it('never writes over a backup of the same second, whole or not', () =>
    withBench(({ stick, begin }) => {
      const refused = expect.objectContaining({ code: 'badRequest' })
      const run = begin()
      expect(() => begin()).toThrow(refused)
      stepToEnd(run)
      run.finish()
      expect(() => begin()).toThrow(refused)
      expect(readdirSync(stick)).toEqual([NAME])
    }))

  it('keeps a copy of a record in which verify finds damage, and says so', () =>
    withBench(({ data, stick, begin }) => {
      const key = readFileSync(storePaths(data).stationKey, 'utf8').trim()
      const connection = connect(storePaths(data), key, 'writer')
      connection.exec(`UPDATE block SET payload = x'00' WHERE id = 1`)
      connection.close()
      const run = begin()
      stepToEnd(run)
      expect(run.finish()).toMatchObject({
        ok: false,
        findings: [expect.stringMatching(/^Wave block 1 of channel 1 .* is damaged\.$/)],
      })
      expect(readdirSync(stick)).toEqual([NAME])
    }))

  it('does not pass a damaged record off as a good backup', () =>
    withBench(({ data, stick, writer, begin }) => {
      writer.close()
      damageTable(data, 'block')
      expect(() => {
        const run = begin()
        stepToEnd(run)
        run.finish()
      }).toThrow(
        expect.objectContaining({ code: 'backupFailed', message: expect.stringMatching(/vigil verify/) }),
      )
      expect(readdirSync(stick)).toEqual([])
    }))
})
