import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { sealing } from '../migrations/0006-sealing.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { content, leftSubject } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { takeBackBefore } from '../testing/old-record.ts'
import { keyIn } from '../testing/record-keys.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions, pieceAt, START_UTC_MS } from '../testing/samples.ts'
import {
  recordSeconds,
  recordTwoPatients,
  STAY_S,
  WAVE,
  WHO_LEFT,
  WHO_STAYS,
} from '../testing/two-patients.ts'
import { patientDigest } from './digest.ts'
import { newSubjectKey, openBytes, sealBytes } from './sealed-bytes.ts'
import { journalWithout, openJournal, sealJournal } from './sealed-journal.ts'
import { splitByStays } from './split.ts'
import { StayBook } from './stay-book.ts'
import type { SubjectKeys } from './subject-keys.ts'

const NOBODY = -1

function keysWith(...subjects: readonly number[]): Pick<SubjectKeys, 'of' | 'needed'> & SubjectKeys {
  const keys = new Map(subjects.map((subject) => [subject, newSubjectKey()]))
  const fake = {
    of: (subject: number) => keys.get(subject) ?? null,
    needed: (subject: number) => keys.get(subject) ?? new Uint8Array(),
  }
  return fake as unknown as SubjectKeys
}

describe('sealed bytes', () => {
  it('open with their key in their place, bit for bit, and nowhere else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), fc.nat(), (bytes, place, at) => {
        const key = newSubjectKey()
        const sealed = sealBytes(key, place, bytes)
        expect(openBytes(key, place, sealed)).toEqual(Buffer.from(bytes))
        expect(openBytes(newSubjectKey(), place, sealed)).toBeNull()
        expect(openBytes(key, `${place}.`, sealed)).toBeNull()
        const index = at % sealed.length
        sealed[index] = (sealed[index] ?? 0) ^ 1
        expect(openBytes(key, place, sealed)).toBeNull()
        expect(openBytes(key, place, sealed.subarray(0, index))).toBeNull()
      }),
    )
  })

  it('of a journal row open each by itself, go one by one, and never throw on any bytes', () => {
    const keys = keysWith(1, 2)
    const time = { from_utc_ms: START_UTC_MS, to_utc_ms: START_UTC_MS + 1000 }
    const parts = [1, 2].map((subject) => ({
      subject,
      waves: [pieceAt(subject, START_UTC_MS, [subject, 3])],
    }))
    const payload = sealJournal(keys, time, parts)
    const row = { id: 1, ...time, payload }
    expect(openJournal(keys, row)).toEqual({ parts, whole: true })
    expect(openJournal(keys, { ...row, to_utc_ms: START_UTC_MS })).toEqual({ parts: [], whole: false })
    const rest = journalWithout(payload, 1) ?? new Uint8Array()
    expect(openJournal(keys, { ...row, payload: rest })).toEqual({ parts: parts.slice(1), whole: true })
    expect(journalWithout(rest, 2)).toEqual(new Uint8Array())
    expect(journalWithout(payload, 3)).toBeNull()
    fc.assert(
      fc.property(fc.nat(payload.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = payload.slice()
        damaged[at] = (damaged[at] ?? 0) ^ flip
        expect(openJournal(keys, { ...row, payload: damaged }).whole).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        openJournal(keys, { ...row, payload: bytes })
        journalWithout(bytes, 1)
      }),
    )
  })

  it('say who a patient is only by a digest under the key of the record', () => {
    const [one, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    expect(patientDigest(one, WHO_LEFT)).toBe(patientDigest(one, { ...WHO_LEFT }))
    expect(
      new Set([patientDigest(one, WHO_LEFT), patientDigest(other, WHO_LEFT), patientDigest(one, WHO_STAYS)])
        .size,
    ).toBe(3)
    // What is joined must not be read in two ways.
    expect(patientDigest(one, { id: 'b', authority: 'a' })).not.toBe(
      patientDigest(one, { id: '', authority: 'ab' }),
    )
  })
})

describe('whose time is whose', () => {
  it('covers any stretch wholly, in order, and gives every sample to exactly one', () => {
    const stay = fc.tuple(fc.nat(50), fc.option(fc.nat(30), { freq: 4 }))
    fc.assert(
      fc.property(
        fc.array(stay, { maxLength: 6 }),
        fc.nat(60),
        fc.integer({ min: 1, max: 60 }),
        (stays, from, length) => {
          const book = new StayBook(() => NOBODY)
          stays.forEach(([start, lasts], index) => {
            book.add('b1', index + 1, start * 1000, lasts === null ? null : (start + lasts) * 1000)
          })
          const [fromUtcMs, toUtcMs] = [from * 1000, (from + length) * 1000]
          const parts = book.parts('b1', fromUtcMs, toUtcMs)
          expect(parts[0]?.fromUtcMs).toBe(fromUtcMs)
          expect(parts.at(-1)?.toUtcMs).toBe(toUtcMs)
          for (const [index, part] of parts.slice(1).entries())
            expect(part.fromUtcMs).toBe(parts[index]?.toUtcMs)
          const samples = Array.from({ length: length * 5 }, (_, index) => index)
          const split = splitByStays(book, 'b1', 5, pieceAt(1, fromUtcMs, samples))
          expect(split.flatMap(({ waves }) => waves.flatMap((wave) => [...wave.samples]))).toEqual(samples)
        },
      ),
    )
  })
})

describe('a record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('of a release before sealing is sealed in the background, split where the patient changed, and reads the same', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.close()
      const before = content(folder)
      takeBackBefore(folder, sealing)
      expect(content(folder)).toMatchObject({ waves: before.waves, stays: before.stays })
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
      // The old release did not begin a block where the patient changed.
      const old = connect(storePaths(folder), keyIn(folder), 'writer')
      old.exec('UPDATE binding SET from_utc_ms = from_utc_ms + 10000, to_utc_ms = to_utc_ms + 10000')
      const blocks = Number(old.prepare('SELECT count(*) FROM block').pluck().get())
      old.close()
      const next = openStoreWriter(openOptions(folder))
      while (next.writer.sealStep(0)) {
        // One block at a time.
      }
      recordSeconds(next.writer, 3 * STAY_S, 3 * STAY_S + 10)
      next.writer.close()
      const sealed = connect(storePaths(folder), keyIn(folder), 'reader')
      expect(sealed.prepare('SELECT count(*) FROM block WHERE subject = 0').pluck().get()).toBe(0)
      expect(sealed.prepare('SELECT count(*) FROM block').pluck().get()).toBe(blocks + 2)
      sealed.close()
      const after = content(folder)
      expect(after.stays.slice(0, 2)).toEqual(before.stays)
      expect(after.waves[0]?.samples.slice(0, before.waves[0]?.samples.length)).toEqual(
        before.waves[0]?.samples,
      )
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('whose key is gone without an erasure, or whose block was moved to another row, is told by verify', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.close()
      const gone = leftSubject(folder)
      const connection = connect(storePaths(folder), keyIn(folder), 'writer')
      const first = connection.prepare('SELECT min(id) FROM block').pluck().get()
      connection.exec(
        `UPDATE block SET payload = (SELECT payload FROM block WHERE id = ${first} + 1) WHERE id = ${first}`,
      )
      connection.exec(`DELETE FROM subject_key WHERE subject = ${gone}`)
      connection.close()
      const { findings } = verifyStore(openOptions(folder))
      expect(findings).toContain(`The key of subject ${gone} is missing: what is sealed with it is lost.`)
      expect(findings).toContainEqual(expect.stringMatching(`^Wave block ${first} .* is damaged`))
      expect(findings).toContainEqual(expect.stringMatching(/^Audit row 1 names subject/))
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.bindings('b1').map(({ patient }) => patient)).toEqual([WHO_STAYS])
      expect(reader.waves(WAVE, 0, Number.MAX_SAFE_INTEGER).length).toBeGreaterThan(0)
      reader.close()
    }))
})
