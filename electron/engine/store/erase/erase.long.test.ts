import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BackupRun } from '../backup/backup-run.ts'
import { verifyStore } from '../check/verify.ts'
import { connect } from '../file/database.ts'
import { auditHead } from '../file/meta.ts'
import { storePaths } from '../file/paths.ts'
import { wholeTableQueries } from '../file/queries.ts'
import { type AuditColumns, auditRowOf } from '../file/rows.ts'
import { sealing } from '../migrations/0006-sealing.ts'
import { migrations } from '../migrations/index.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { exportRecovery } from '../open/recovery.ts'
import { restoreFromRecovery } from '../open/restore.ts'
import { checkAuditChain, EMPTIED_TEXT } from '../tables/audit.ts'
import { ALL, content, expectLeftGone, expectNothingInPages, leftSubject } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { countedNumerics, countedSamples, naiveTrend, near } from '../testing/naive-trend.ts'
import { takeBackBefore } from '../testing/old-record.ts'
import { rawPages, storedFloat } from '../testing/raw-file.ts'
import { keyIn, subjectKeys } from '../testing/record-keys.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions, RATE_HZ, START_UTC_MS } from '../testing/samples.ts'
import {
  BY,
  connectPatient,
  END,
  LEFT_FROM,
  NUMBER,
  recordSeconds,
  recordTwoPatients,
  STAY_S,
  STAYS_FROM,
  valueAt,
  WAVE,
  WHO_LEFT,
  WHO_STAYS,
} from '../testing/two-patients.ts'
import { eraseToEnd } from './finish.ts'

const REQUEST = { patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }
/** A value that somebody typed, as a release before wrote it into the audit. */
const COMPARED = '61.718281'
const REFUSED = (code: string) => expect.objectContaining({ code })

function expectTrendFits(folder: string): void {
  const { reader } = openStoreReader(openOptions(folder))
  const points = { wave: reader.waves(WAVE, ...ALL), numbers: reader.numerics(NUMBER, ...ALL) }
  for (const [channel, values] of [
    [NUMBER, countedNumerics(points.numbers)],
    [WAVE, countedSamples(points.wave, RATE_HZ).map((one) => ({ ...one, value: one.value * 0.001 }))],
  ] as const) {
    for (const most of [1, 4, 60]) {
      const trend = reader.trend(channel, START_UTC_MS, END, most)
      const naive = naiveTrend(values, trend?.widthMs ?? 0, START_UTC_MS, END)
      expect(trend?.points).toEqual(
        naive.map((point) => ({
          ...point,
          mean: near(Number(point.mean)),
          least: near(point.least),
          greatest: near(point.greatest),
        })),
      )
    }
  }
  reader.close()
}

describe('erasing a patient', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('leaves neither key nor identifier nor value in any decrypted page, and all of the others', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.foldStep(Number.POSITIVE_INFINITY)
      const [keys, gone] = [subjectKeys(folder), leftSubject(folder)]
      writer.erase(REQUEST, BY)
      expect(eraseToEnd(writer, BY)).toBe('done')
      recordSeconds(writer, 3 * STAY_S, 3 * STAY_S)
      writer.close()
      expectNothingInPages(folder, keys, gone)
      expectLeftGone(folder)
      expectTrendFits(folder)
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
      const [row] = content(folder).erasures
      expect(row).toMatchObject({
        done: true,
        facts: {
          initials: 'AB',
          reason: REQUEST.reason,
          erased: { keys: 1, numerics: STAY_S, alerts: 1, stays: 1 },
          prints: [],
          proof: { ok: true, searched: 'pages', keys: 0, identifiers: 0, numerics: 0, emptiedAuditRows: 0 },
        },
      })
      expect(row?.facts.proof).toMatchObject({ logEmptied: true, rebuilt: true })
      expect(row?.facts.erased.blocks).toBeGreaterThan(0)
      expect(
        content(folder)
          .audit.map(({ action }) => action)
          .slice(-2),
      ).toEqual(['patient.erase', 'patient.erased'])
    }))

  it('takes what still waits in the journal, and a fold under way goes on without it', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      connectPatient(writer, WHO_LEFT, END)
      recordSeconds(writer, 3 * STAY_S, 3 * STAY_S + 40)
      connectPatient(writer, null, END + 40_000)
      const keys = subjectKeys(folder)
      const gone = leftSubject(folder)
      writer.erase(REQUEST, BY)
      eraseToEnd(writer, BY)
      recordSeconds(writer, 3 * STAY_S + 40, 4 * STAY_S)
      writer.close()
      const left = content(folder)
      expect(left.waves.filter(({ startUtcMs }) => startUtcMs >= END && startUtcMs < END + 40_000)).toEqual(
        [],
      )
      expect(left.numbers).toHaveLength(3 * STAY_S - 40)
      expect(left.erasures[0]?.facts.erased.journalRows).toBeGreaterThan(0)
      expect(rawPages(folder, keyIn(folder)).includes(keys.get(gone) ?? '')).toBe(false)
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('takes the notes about them, which lie sealed until then, and leaves those about others', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      const [ofLeft, ofStaying] = ['slept badly, asked for water', 'walked to the window alone']
      for (const [text, atUtcMs] of [
        [ofLeft, LEFT_FROM + 1],
        [ofStaying, STAYS_FROM + 1],
      ] as const) {
        const note = { id: `note at ${atUtcMs}`, bed: 'b1', kind: 'note', author: 'AB', text } as const
        writer.saveNote({ ...note, atUtcMs, writtenUtcMs: atUtcMs })
      }
      const reading = () => {
        const { reader } = openStoreReader(openOptions(folder))
        const found = reader.notes('b1', ...ALL)
        reader.close()
        return found.map(({ text }) => text)
      }
      expect(reading()).toEqual([ofLeft, ofStaying])
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
      writer.erase(REQUEST, BY)
      eraseToEnd(writer, BY)
      writer.close()
      expect(reading()).toEqual([ofStaying])
      expect(content(folder).erasures[0]?.facts.erased.notes).toBe(1)
      const pages = rawPages(folder, keyIn(folder))
      for (const text of [ofLeft, ofStaying]) expect(pages.includes(text)).toBe(false)
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('refuses who is unknown, connected, on hold or named in the reason, and changes nothing', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      const before = content(folder)
      const asked = (parts: Partial<typeof REQUEST>) => () => writer.erase({ ...REQUEST, ...parts }, BY)
      expect(asked({ patient: { ...WHO_LEFT, authority: 'OTHER' } })).toThrow(REFUSED('unknownPatient'))
      expect(asked({ patient: WHO_STAYS })).toThrow(REFUSED('patientInBed'))
      expect(asked({ reason: `for ${WHO_LEFT.id}` })).toThrow(REFUSED('badRequest'))
      expect(content(folder)).toEqual(before)
      writer.holdPatient({ patient: WHO_LEFT, reason: 'court order 7', isLifted: false }, BY)
      expect(asked({})).toThrow(
        expect.objectContaining({ code: 'legalHold', message: expect.stringContaining('court order 7') }),
      )
      writer.holdPatient({ patient: WHO_LEFT, reason: 'order lifted', isLifted: true }, BY)
      writer.erase(REQUEST, BY)
      eraseToEnd(writer, BY)
      expect(asked({})).toThrow(
        expect.objectContaining({ code: 'unknownPatient', message: expect.stringMatching(/was erased at/) }),
      )
      writer.erase({ ...REQUEST, patient: WHO_STAYS, endsStays: true }, BY)
      eraseToEnd(writer, BY)
      writer.close()
      expect(content(folder).stays).toEqual([])
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('waits while another program reads the log, and goes on when that one ends', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      const { connection, reader } = openStoreReader(openOptions(folder))
      connection.exec('BEGIN')
      connection.prepare('SELECT count(*) FROM block').get()
      writer.erase(REQUEST, BY)
      expect(eraseToEnd(writer, BY)).toBe('waiting')
      connection.exec('COMMIT')
      reader.close()
      expect(eraseToEnd(writer, BY)).toBe('done')
      writer.close()
      expectLeftGone(folder)
    }))

  it('keeps the audit chain whole, where the erased patient is no longer named', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.erase(REQUEST, BY)
      eraseToEnd(writer, BY)
      writer.close()
      const connection = connect(storePaths(folder), keyIn(folder), 'reader')
      const rows = connection.prepare<[], AuditColumns>(wholeTableQueries.audit).all().map(auditRowOf)
      expect(checkAuditChain(rows, auditHead(connection))).toEqual([])
      connection.close()
      const [left, staying] = content(folder).audit
      expect([left?.after, staying?.after]).toEqual(['{"erased":true}', JSON.stringify(WHO_STAYS)])
    }))

  it('seals what an older release left in the clear before it goes, and empties what its audit rows said', () =>
    withFolder((folder) => {
      const first = openStoreWriter(openOptions(folder))
      recordTwoPatients(first.writer)
      const told = { bed: 'b1', pairs: [{ key: 'k', vigil: 61, screen: COMPARED, atUtcMs: LEFT_FROM + 1 }] }
      first.writer.audit({
        ...BY,
        ...{ action: 'driver.confirm', object: 'tiny', before: null, after: JSON.stringify(told) },
      })
      first.writer.close()
      takeBackBefore(folder, sealing)
      const connection = connect(storePaths(folder), keyIn(folder), 'writer')
      expect(connection.prepare('SELECT patient FROM binding').pluck().all()).toEqual([
        WHO_LEFT.id,
        WHO_STAYS.id,
      ])
      connection.close()
      const { writer } = openStoreWriter(openOptions(folder))
      writer.erase(REQUEST, BY)
      eraseToEnd(writer, BY)
      writer.close()
      expectLeftGone(folder)
      expectTrendFits(folder)
      const { proof } = content(folder).erasures[0]?.facts ?? {}
      expect(proof).toMatchObject({ ok: true, identifiers: 0, numerics: 0, emptiedAuditRows: 2 })
      const pages = rawPages(folder, keyIn(folder))
      expect(pages.includes(WHO_LEFT.id)).toBe(false)
      expect(pages.includes(COMPARED)).toBe(false)
      const audit = content(folder).audit.map(({ action, before, after }) => [action, before, after])
      expect(audit.slice(0, 3)).toEqual([
        ['bed.setPatient', null, EMPTIED_TEXT],
        ['bed.setPatient', null, JSON.stringify(WHO_STAYS)],
        ['driver.confirm', null, EMPTIED_TEXT],
      ])
      expect(audit).toContainEqual(['audit.emptied', null, JSON.stringify({ rows: [1, 3] })])
      for (let second = STAY_S; second < 2 * STAY_S; second++)
        expect(pages.includes(storedFloat(valueAt(second)))).toBe(false)
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
      expect(migrations).toContain(sealing)
    }))
})

/** A backup made while the patient who left is there, then they are erased. Out: the backup's folder and the recovery text. */
function backedUpThenErased(folder: string): { backup: string; recovery: string; data: string } {
  const [data, stick] = [join(folder, 'data'), join(folder, 'stick')]
  mkdirSync(stick)
  const { writer, key } = openStoreWriter(openOptions(data))
  recordTwoPatients(writer)
  const run = new BackupRun(openOptions(data), { to: stick, station: 'ward-3', nowUtcMs: END })
  while (!run.step(100).done) {
    // Copies on.
  }
  const { findings: _, isSameDisk: __, ...made } = run.finish()
  writer.saveBackup({ ...made, id: crypto.randomUUID(), initials: null }, BY)
  writer.erase(REQUEST, BY)
  eraseToEnd(writer, BY)
  writer.close()
  const recovery = exportRecovery(key.hex, readFileSync(storePaths(data).stationFile, 'utf8'))
  return { backup: made.folder, recovery, data }
}

describe('a backup from before an erasure', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('is named by the receipt, gets a note, and is not restored unless told so', () =>
    withFolder((folder) => {
      const { backup, recovery, data } = backedUpThenErased(folder)
      const [row] = content(data).erasures
      expect(row?.facts.notedIn).toEqual([backup])
      const toDir = join(folder, 'new')
      expect(() => restoreFromRecovery({ recovery, fromDir: backup, toDir })).toThrow(
        REFUSED('patientErased'),
      )
      expect(existsSync(storePaths(toDir).database)).toBe(false)
      restoreFromRecovery({ recovery, fromDir: backup, toDir, erased: 'bringBack' })
      expect(content(toDir).stays).toEqual([WHO_LEFT, WHO_STAYS])
      const again = join(folder, 'again')
      restoreFromRecovery({ recovery, fromDir: backup, toDir: again, erased: 'eraseAgain' })
      expectLeftGone(again)
      expect(content(again).erasures).toMatchObject([{ id: row?.id, done: true }])
      expect(verifyStore(openOptions(again)).findings).toEqual([])
    }))

  it('that could not be noted is refused when the record that knows of the erasure is named', () =>
    withFolder((folder) => {
      const { backup, recovery, data } = backedUpThenErased(folder)
      const copy = join(folder, 'copy')
      mkdirSync(copy)
      for (const name of ['station.db', 'station.json']) {
        writeCopy(join(backup, name), join(copy, name))
      }
      const toDir = join(folder, 'new')
      const restore = () => restoreFromRecovery({ recovery, fromDir: copy, toDir, erasedIn: [data] })
      expect(restore).toThrow(REFUSED('patientErased'))
      restoreFromRecovery({ recovery, fromDir: copy, toDir })
      expect(content(toDir).stays).toEqual([WHO_LEFT, WHO_STAYS])
    }))
})

function writeCopy(from: string, to: string): void {
  writeFileSync(to, readFileSync(from))
}
