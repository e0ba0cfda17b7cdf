import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { setAsideFiles } from '../open/beside.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { connect } from './database.ts'
import { storePaths } from './paths.ts'

const PATIENT = { id: '12345', authority: 'HOSP' }
/** Seconds after the last checkpoint. */
const ONLY_IN_LOG = 3
const BED = { bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: '{}' }

/** Two runs: one closed in order, one killed some seconds after it had folded `seconds` of its own. Out: the folder it left. */
function killed(folder: string, seconds: number): string {
  const [live, left] = [join(folder, 'live'), join(folder, 'left')]
  const first = openStoreWriter(openOptions(live)).writer
  first.saveBed(BED)
  first.bind('b1', PATIENT, START_UTC_MS)
  first.record(
    secondOf({ channels: [announced(1, numericChannel('hr'))], numerics: [numericAt(1, START_UTC_MS, 70)] }),
  )
  first.close()
  const { writer } = openStoreWriter(openOptions(live))
  for (let second = 1; second <= seconds; second++)
    writer.record(secondOf({ numerics: [numericAt(1, START_UTC_MS + second * 1000, 70)] }))
  writer.foldStep(Number.POSITIVE_INFINITY)
  for (let second = seconds + 1; second <= seconds + ONLY_IN_LOG; second++)
    writer.record(secondOf({ numerics: [numericAt(1, START_UTC_MS + second * 1000, 70)] }))
  cpSync(live, left, { recursive: true })
  rmSync(join(left, 'station.db-shm'))
  writer.close()
  return left
}

describe('the log of a record', () => {
  it('H14 is kept byte for byte with a damaged record that is set aside', () =>
    withFolder((folder) => {
      const left = killed(folder, 5)
      const log = readFileSync(join(left, 'station.db-wal'))
      // Found by the start, and not covered by the log: no second says anything of beds.
      damageTable(left, 'bed')
      writeFileSync(join(left, 'station.db-wal'), log)
      const database = readFileSync(join(left, 'station.db'))
      openStoreWriter(openOptions(left)).writer.close()
      const [aside = ''] = setAsideFiles(storePaths(left))
      expect(aside).not.toBe('')
      expect(readFileSync(join(left, aside)).equals(database)).toBe(true)
      expect(readFileSync(join(left, `${aside}-wal`)).equals(log)).toBe(true)
    }))

  it('H14 that somebody removed is told, and nobody is taken for the patient of a bed', () =>
    withFolder((folder) => {
      // After a fold, the database says that a writer is open.
      const left = killed(folder, FOLD_ROWS)
      rmSync(join(left, 'station.db-wal'))
      const options = openOptions(left)
      const missing = expect.stringMatching(
        /^The log of the record is missing: what was recorded after 2026-/,
      )
      expect(verifyStore(options).findings).toEqual([missing])
      // Whoever reads makes an empty log.
      expect(verifyStore(options).findings).toEqual([missing])
      const { writer, notices } = openStoreWriter(options)
      writer.close()
      expect(notices[0]).toContain('Its patients could not be read: check the patient of every bed.')
      const [aside = ''] = setAsideFiles(storePaths(left))
      expect(verifyStore({ ...options, dataDir: join(left, aside) }).findings).toEqual([missing])
      const { reader } = openStoreReader(options)
      expect([reader.beds(), reader.bindings('b1')]).toEqual([[BED], []])
      reader.close()
    }))

  it('is not missed where the database holds all that was stored: its writer ended without a word', () =>
    withFolder((folder) => {
      const left = killed(folder, 5)
      // As SQLite does it for a thread that ends: all into the database, no log, nothing said of a close.
      const key = readFileSync(join(left, 'station.key'), 'utf8').trim()
      connect(storePaths(left), key, 'writer').close()
      expect(existsSync(join(left, 'station.db-wal'))).toBe(false)
      expect(verifyStore(openOptions(left)).findings).toEqual([])
      const { writer, closedCleanly, coverage } = openStoreWriter(openOptions(left))
      writer.close()
      expect(closedCleanly).toBe(false)
      expect(coverage[0]?.toUtcMs).toBeGreaterThan(START_UTC_MS + 5_000)
      expect(setAsideFiles(storePaths(left))).toEqual([])
    }))

  it('is not missed after an orderly close, nor after a reader has made an empty one', () =>
    withFolder((folder) => {
      const options = openOptions(join(folder, 'data'))
      openStoreWriter(options).writer.close()
      expect(existsSync(join(folder, 'data', 'station.db-wal'))).toBe(false)
      expect(verifyStore(options).findings).toEqual([])
      const { writer, notices } = openStoreWriter(options)
      writer.close()
      expect(notices.filter((sentence) => sentence.includes('damaged'))).toEqual([])
    }))
})
