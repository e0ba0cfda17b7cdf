import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { eraseToEnd } from '../erase/finish.ts'
import { damagePage, damageTable, PAGE_BYTES } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../testing/samples.ts'
import { openStoreReader, openStoreWriter } from './open.ts'

const BEDS = ['b1', 'b2'].map((bed) => ({ bed, label: bed, driver: 'test', link: 'sim:', options: '{}' }))
const PATIENT = { id: '12345', authority: 'HOSP' }

/** A record with two beds; somebody lies in b1, and somebody has left b2. */
function makeRecord(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  const channels = [announced(1, numericChannel('nibp', 'episodic'))]
  writer.record(secondOf({ channels, numerics: [numericAt(1, START_UTC_MS, 120)] }))
  for (const bed of BEDS) writer.saveBed(bed)
  writer.bind('b1', PATIENT, START_UTC_MS)
  writer.bind('b2', { id: '777', authority: 'HOSP' }, START_UTC_MS)
  writer.bind('b2', null, START_UTC_MS + 1000)
  writer.close()
}

interface After {
  readonly beds: readonly string[]
  readonly b1: readonly unknown[]
  readonly b2: readonly unknown[]
  readonly notice: string
  readonly audit: readonly string[]
}

/** Starts on a damaged record. Out: what the new one knows. */
function startOn(folder: string): After {
  const { writer, notices } = openStoreWriter(openOptions(folder))
  writer.close()
  expect(verifyStore(openOptions(folder)).findings).toEqual([expect.stringMatching(/^An earlier record was/)])
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return {
      beds: reader.beds().map(({ bed }) => bed),
      b1: reader.bindings('b1'),
      b2: reader.bindings('b2'),
      notice: notices[0] ?? '',
      audit: reader.auditRows().map(({ action, after }) => `${action} ${after}`),
    }
  } finally {
    reader.close()
  }
}

const BACKUP = {
  id: 'k1',
  madeUtcMs: START_UTC_MS,
  folder: '/media/stick/x',
  bytes: 9,
  auditRows: 0,
  auditHash: 'ab'.repeat(32),
  initials: 'AB',
  ok: true,
}

const STAY = { bed: 'b1', patient: PATIENT, fromUtcMs: START_UTC_MS, toUtcMs: null }

describe('a start on a damaged record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it.each([
    'numeric_tail',
    'channel',
    'coverage',
    'numeric',
    'binding_time',
    'audit',
    'journal',
    'block',
    'meta',
  ])('carries beds and running stays over when %s cannot be read', (table) =>
    withFolder((folder) => {
      makeRecord(folder)
      damageTable(folder, table)
      const after = startOn(folder)
      expect(after.beds).toEqual(['b1', 'b2'])
      expect(after.b1).toEqual([STAY])
      expect(after.b2).toEqual([])
      expect(after.notice).toMatch(/a new one was begun\. Beds and patients were carried over\.$/)
      expect(after.audit).toEqual(['record.replaced {"beds":2,"patients":1,"unread":[]}'])
    }),
  )

  it('carries what is known of who lies in a bed, so that no age class is forgotten', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const facts = {
        name: 'Test Person',
        birthDate: '1970-01-02',
        ageClass: 'neonate',
        paced: 'no',
      } as const
      const { writer } = openStoreWriter(openOptions(folder))
      const person = { id: 'p1', patient: PATIENT, facts, isCorrection: false }
      const audit = { action: 'patient.describe', object: 'b1', before: null, after: null }
      const by = { actor: ACTOR, atUtcMs: START_UTC_MS }
      writer.takeStep({ kind: 'stay', binds: [], person, standby: [], audit }, by)
      writer.close()
      damageTable(folder, 'coverage')
      expect(startOn(folder).b1).toEqual([{ ...STAY, person: facts }])
    }))

  it('says that the patients could not be read, and carries the beds', () =>
    withFolder((folder) => {
      makeRecord(folder)
      damageTable(folder, 'binding')
      const after = startOn(folder)
      expect(after).toMatchObject({ beds: ['b1', 'b2'], b1: [], b2: [] })
      expect(after.notice).toMatch(/Its patients could not be read: check the patient of every bed\.$/)
      expect(after.audit).toEqual(['record.replaced {"beds":2,"patients":0,"unread":["patients"]}'])
    }))

  it('says that the beds could not be read, and carries the patients', () =>
    withFolder((folder) => {
      makeRecord(folder)
      damageTable(folder, 'bed')
      const after = startOn(folder)
      expect(after).toMatchObject({ beds: [], b1: [STAY] })
      expect(after.notice).toMatch(/Its beds could not be read: check the beds on the set-up screen\.$/)
    }))

  it.each([
    ['no page of it', (file: string) => writeFileSync(file, Buffer.alloc(3 * PAGE_BYTES, 7))],
    ['nothing after its first page', (file: string) => truncateSync(file, PAGE_BYTES)],
  ])('says so when %s can be read', (_name, harm) =>
    withFolder((folder) => {
      makeRecord(folder)
      harm(join(folder, 'station.db'))
      const after = startOn(folder)
      expect(after).toMatchObject({ beds: [], b1: [] })
      expect(after.notice).toMatch(
        /Its beds and patients could not be read: check the patient of every bed\.$/,
      )
    }),
  )

  it('never forgets who lies in a bed without saying so, whichever page is damaged', () =>
    withFolder((folder) => {
      const whole = join(folder, 'whole')
      makeRecord(whole)
      const pages = readFileSync(join(whole, 'station.db')).length / PAGE_BYTES
      const told: number[] = []
      for (let page = 0; page < pages; page++) {
        const copy = join(folder, `${page}`)
        cpSync(whole, copy, { recursive: true })
        damagePage(copy, page)
        const { writer, notices } = openStoreWriter(openOptions(copy))
        writer.close()
        if (notices.some((notice) => notice.includes('patients could not be read'))) told.push(page)
        const { reader } = openStoreReader(openOptions(copy))
        const running = reader.bindings('b1').filter(({ toUtcMs }) => toUtcMs === null)
        expect(running, `page ${page}`).toEqual(told.includes(page) ? [] : [STAY])
        reader.close()
      }
      // Only the pages of the schema, and those of the stays, the patients and their keys: few of all.
      expect(told.length).toBeLessThan(pages / 4)
      expect(pages).toBeGreaterThan(20)
    }))

  it('leaves the damaged record where it is when no new one can be made', () =>
    withFolder((folder) => {
      makeRecord(folder)
      damageTable(folder, 'coverage')
      const before = readFileSync(join(folder, 'station.db'))
      mkdirSync(join(folder, 'station.db.new'))
      expect(() => openStoreWriter(openOptions(folder))).toThrow(
        expect.objectContaining({ code: 'storeUnavailable' }),
      )
      expect(readFileSync(join(folder, 'station.db')).equals(before)).toBe(true)
      expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
    }))

  it('goes on with how long data is kept, with backups, legal holds and who was erased', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const { writer } = openStoreWriter(openOptions(folder))
      writer.keep('waves', 30)
      writer.keep('alerts', 90)
      const hold = { patient: STAY.patient, reason: 'court order', isLifted: false }
      writer.holdPatient(hold, { actor: ACTOR, atUtcMs: START_UTC_MS })
      const gone = { id: 'GONE-1', authority: 'HOSP' }
      writer.bind('b2', gone, START_UTC_MS)
      const erase = { patient: gone, reason: 'asked for', endsStays: true }
      const { id } = writer.erase(erase, { actor: ACTOR, atUtcMs: START_UTC_MS + 1 })
      eraseToEnd(writer, { actor: ACTOR, atUtcMs: START_UTC_MS + 1 })
      writer.saveBackup(BACKUP, { actor: ACTOR, atUtcMs: START_UTC_MS })
      writer.saveBackup(BACKUP, { actor: ACTOR, atUtcMs: START_UTC_MS })
      writer.close()
      damageTable(folder, 'coverage')
      const next = openStoreWriter(openOptions(folder))
      expect(next.notices[0]).toMatch(/^The record was damaged/)
      expect(next.writer.keptDays('waves')).toBe(30)
      next.writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.backups()).toEqual([BACKUP])
      expect(reader.keptDays()).toEqual({ waves: 30, numerics: null, alerts: 90 })
      expect(reader.holds()).toMatchObject([{ patient: STAY.patient, reason: 'court order', initials: 'AB' }])
      expect(reader.erasures()).toMatchObject([{ id, done: true, facts: { proof: { ok: true } } }])
      expect(reader.auditRows().map((row) => row.action)).toEqual(['backup.made', 'record.replaced'])
      reader.close()
    }))
})
