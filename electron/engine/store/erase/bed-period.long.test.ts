import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { ALL, content } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { rawPages, storedFloat } from '../testing/raw-file.ts'
import { keyIn, subjectKeys } from '../testing/record-keys.ts'
import {
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
import {
  BY,
  END,
  LEFT_FROM,
  NUMBER,
  recordSeconds,
  recordTwoPatients,
  STAY_S,
  sampleAt,
  valueAt,
  WAVE,
} from '../testing/two-patients.ts'
import { eraseToEnd } from './finish.ts'
import { writeErasureNote } from './notes.ts'

const MS_PER_S = 1000
const REASON = 'recorded without consent'
/** In the middle of nobody's time, across two blocks and inside both. */
const CUT_FROM_S = 40
const CUT_TO_S = 100

function period(fromS: number, toS: number) {
  return {
    bed: 'b1',
    fromUtcMs: START_UTC_MS + fromS * MS_PER_S,
    toUtcMs: START_UTC_MS + toS * MS_PER_S,
    reason: REASON,
  }
}

/** All but these seconds are there to the last sample, and these are not, in rows and in pages. */
function expectGone(folder: string, fromS: number, toS: number, seconds = 3 * STAY_S): void {
  const kept = Array.from({ length: seconds }, (_, second) => second).filter(
    (second) => second < fromS || second >= toS,
  )
  const { numbers, waves, gaps } = content(folder)
  expect(numbers.map(({ value }) => value)).toEqual(kept.map(valueAt))
  expect(waves.flatMap(({ samples }) => [...samples])).toEqual(
    kept.flatMap((second) => Array.from({ length: RATE_HZ }, (_, at) => sampleAt(second * RATE_HZ + at))),
  )
  const told = { channel: null, cause: 'erased', toUtcMs: START_UTC_MS + toS * MS_PER_S }
  expect(gaps).toContainEqual(expect.objectContaining(told))
  const pages = rawPages(folder, keyIn(folder))
  for (let second = 0; second < seconds; second++)
    expect(pages.includes(storedFloat(valueAt(second))), `value of second ${second}`).toBe(
      kept.includes(second),
    )
  expect(verifyStore(openOptions(folder)).findings).toEqual([])
}

describe('erasing what a period of a bed holds of nobody', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('destroys the key of a stretch that lies in it with all of its data, and leaves the patients', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      const keys = subjectKeys(folder)
      const { id } = writer.erase(period(-10, 3 * STAY_S), BY)
      expect(eraseToEnd(writer, BY)).toBe('done')
      writer.close()
      expectGone(folder, 0, STAY_S)
      const pages = rawPages(folder, keyIn(folder))
      const destroyed = [...keys.values()].filter((key) => !pages.includes(key))
      expect(destroyed).toHaveLength(1)
      const { erasures, audit, alerts } = content(folder)
      expect(alerts).toEqual([LEFT_FROM, LEFT_FROM + STAY_S * MS_PER_S])
      expect(erasures).toMatchObject([
        {
          id,
          digest: null,
          done: true,
          facts: { reason: REASON, cut: [], erased: { keys: 1 }, proof: { ok: true } },
        },
      ])
      expect(audit.map(({ action }) => action).slice(-2)).toEqual(['bed.erase', 'bed.erased'])
    }))

  it('cuts blocks and journal of a stretch that reaches beyond it, whose key stays for the rest', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.erase(period(CUT_FROM_S, CUT_TO_S), BY)
      expect(eraseToEnd(writer, BY)).toBe('done')
      recordSeconds(writer, 3 * STAY_S, 4 * STAY_S)
      writer.close()
      expectGone(folder, CUT_FROM_S, CUT_TO_S, 4 * STAY_S)
      expect(content(folder).erasures).toMatchObject([
        {
          facts: { subjects: [], erased: { keys: 0, numerics: CUT_TO_S - CUT_FROM_S }, proof: { ok: true } },
        },
      ])
    }))

  it('reaches into the journal, and the station goes on in the same bed', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.bind('b1', null, END)
      recordSeconds(writer, 3 * STAY_S, 3 * STAY_S + 30)
      writer.erase(period(3 * STAY_S + 5, 3 * STAY_S + 20), { ...BY, atUtcMs: END + 30 * MS_PER_S })
      expect(eraseToEnd(writer, BY)).toBe('done')
      recordSeconds(writer, 3 * STAY_S + 30, 4 * STAY_S)
      writer.close()
      expectGone(folder, 3 * STAY_S + 5, 3 * STAY_S + 20, 4 * STAY_S)
    }))

  it('cuts what a stalled disk held back for minutes and gave in one piece', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const seconds = Array.from({ length: 3 * STAY_S }, (_, second) => second)
      const channels = [announced(WAVE, waveChannel('ii')), announced(NUMBER, numericChannel('hr'))]
      const samples = Array.from({ length: seconds.length * RATE_HZ }, (_, index) => sampleAt(index))
      const numerics = seconds.map((second) =>
        numericAt(NUMBER, START_UTC_MS + second * MS_PER_S, valueAt(second)),
      )
      writer.record(secondOf({ channels, numerics, waves: [pieceAt(WAVE, START_UTC_MS, samples)] }))
      recordSeconds(writer, 3 * STAY_S, 4 * STAY_S)
      writer.erase(period(CUT_FROM_S, CUT_TO_S), BY)
      expect(eraseToEnd(writer, BY)).toBe('done')
      writer.close()
      expectGone(folder, CUT_FROM_S, CUT_TO_S, 4 * STAY_S)
    }))

  it('is carried out again in a copy of before that a note has reached', () =>
    withFolder((folder) => {
      const data = join(folder, 'data')
      const { writer } = openStoreWriter(openOptions(data))
      recordTwoPatients(writer)
      writer.close()
      const note = { id: '9f4be0fc-0000-4000-8000-000000000001', digest: null, atUtcMs: BY.atUtcMs }
      writeErasureNote(data, { ...note, period: { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: LEFT_FROM } })
      const opened = openStoreWriter(openOptions(data))
      expect(opened.notices).toContain('An erasure that was begun earlier was finished.')
      opened.writer.close()
      expectGone(data, 0, STAY_S)
    }))

  it.each([
    ['a bed that the record does not know', { ...period(0, 10), bed: 'b9' }, /nothing of the bed b9/],
    ['a time of which there is nothing', period(-100, -10), /nothing of the bed b1 in this period/],
    ['a time in which somebody was connected throughout', period(STAY_S, STAY_S + 10), /by their identifier/],
  ])('refuses %s, and erases nothing', (_, request, sentence) =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      expect(() => writer.erase(request, BY)).toThrow(sentence)
      writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.numerics(NUMBER, ...ALL)).toHaveLength(3 * STAY_S)
      expect(reader.waves(WAVE, ...ALL).length).toBeGreaterThan(0)
      expect(reader.erasures()).toEqual([])
      reader.close()
    }),
  )
})
