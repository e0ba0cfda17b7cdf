import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FILE_FORMATS } from '../../../ipc/file-export.ts'
import type { StoredAlarmEvent } from '../../store/tables/alarm-events.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  SHIFT_FROM_UTC_MS,
  waveSpec,
} from '../testing/memory-reader.ts'
import { ageOf, disguised } from './disguise.ts'
import { requestedStays } from './stay-files.ts'
import { readEdf } from './testing/foreign-edf.ts'
import { piece, placed } from './testing/mixed-record.ts'
import { ALL, runExport } from './testing/run-export.ts'

const SECRET = '5e'.repeat(32)
const WEEK_MS = 7 * 24 * 3_600_000
/** Stands in every text of the record that could say who somebody is. */
const TOKEN = 'ZQX'
const BIRTH_DATE = '1931-02-28'

/** Two beds, one after the other, of one patient; every free text, name and identifier holds the token. */
function tokenRecord() {
  const [from, moved, to] = [SHIFT_FROM_UTC_MS, SHIFT_FROM_UTC_MS + 60_000, SHIFT_FROM_UTC_MS + 120_000]
  const beds = [`bed-${TOKEN}-1`, `bed-${TOKEN}-2`] as const
  const patient = { id: `ID-${TOKEN}`, authority: `AUTH-${TOKEN}` }
  const person = { name: `Name ${TOKEN}`, birthDate: BIRTH_DATE, ageClass: 'adult', paced: 'no' } as const
  const raised: StoredAlarmEvent = {
    bed: beds[0],
    number: 1,
    atUtcMs: from + 3000,
    type: 'raised',
    payload: JSON.stringify({
      event: { type: 'raised', condition: 'c1', by: TOKEN },
      about: {
        occurrence: 1,
        facts: { source: 'station', kind: 'technical', priority: 'low', text: `why ${TOKEN}` },
      },
    }),
  }
  return memoryReader({
    beds: beds.map((bed) => ({
      bed,
      label: `Label ${TOKEN}`,
      driver: 'd',
      link: `tcp:${TOKEN}`,
      options: '{}',
    })),
    channels: beds.flatMap((bed, index) => [
      { number: 10 * index + 1, bed, driver: 'ge-s5', simulated: false, channel: numericSpec() },
      {
        number: 10 * index + 2,
        bed,
        driver: 'ge-s5',
        simulated: false,
        channel: waveSpec({ vendor: TOKEN }),
      },
    ]),
    numerics: [
      numericRow(from, 72, { deviceMs: from + 5 }),
      numericRow(from + 1000, 73),
      numericRow(moved, 74, { channel: 11 }),
      numericRow(to, 75, { channel: 11 }),
    ],
    waves: [piece(2, 0, placed(300)), piece(12, 70_000, placed(300))],
    gaps: [
      {
        bed: beds[0],
        channel: null,
        fromUtcMs: from + 4000,
        toUtcMs: moved,
        cause: 'unplugged',
        evidence: TOKEN,
      },
    ],
    alerts: [
      {
        bed: beds[0],
        atUtcMs: from + 1000,
        phase: 'start',
        priority: 'high',
        kind: 'technical',
        text: TOKEN,
      },
      { bed: beds[0], atUtcMs: from + 2000, phase: 'end', priority: 'high', kind: 'technical', text: TOKEN },
    ],
    alarmEvents: [raised],
    clocks: [{ bed: beds[0], atUtcMs: from, deviceMs: from + 5, link: `tcp:${TOKEN}` }],
    notes: [
      {
        id: TOKEN,
        bed: beds[0],
        kind: 'note',
        atUtcMs: from + 500,
        writtenUtcMs: from,
        author: TOKEN,
        text: TOKEN,
      },
    ],
    entries: [
      {
        id: TOKEN,
        bed: beds[0],
        kind: 'pain',
        value: 3,
        unit: '{score}',
        atUtcMs: from + 100,
        writtenUtcMs: from + 200,
        author: TOKEN,
        corrects: TOKEN,
        state: 'valid',
      },
    ],
    bindings: [
      { bed: beds[0], patient, person, fromUtcMs: from, toUtcMs: moved },
      { bed: beds[1], patient, person, fromUtcMs: moved, toUtcMs: null },
    ],
  })
}

describe('an export without who it is from', () => {
  it.each(FILE_FORMATS)('holds no byte of identity, free text or true date as %s', (format) => {
    const folder = temporaryFolder()
    const { names } = runExport(tokenRecord(), { format }, folder, SECRET)
    expect(names.length).toBeGreaterThanOrEqual(2)
    for (const name of names) {
      const text = `${name}\n${readFileSync(join(folder, name), 'latin1')}`
      expect(text).not.toContain(TOKEN)
      for (const date of ['2026-06', '16-JUN-2026', '16.06.26', '/06/2026', '20260616', '1931', '28-FEB']) {
        expect(text).not.toContain(date)
      }
    }
  })

  it('shifts all dates of a patient alike, by whole weeks, on every bed and every time', () => {
    const shifts = [1, 2].flatMap(() =>
      requestedStays(tokenRecord(), { ...ALL, patient: `ID-${TOKEN}`, format: 'csv' }).map((stay) => {
        const { period, subject } = disguised(stay, SECRET)
        expect(period.toUtcMs - period.fromUtcMs).toBe(stay.period.toUtcMs - stay.period.fromUtcMs)
        return { shift: stay.period.fromUtcMs - period.fromUtcMs, id: subject.patient?.id }
      }),
    )
    expect(new Set(shifts.map((one) => JSON.stringify(one))).size).toBe(1)
    const [{ shift = 0 } = {}] = shifts
    expect(shift % WEEK_MS).toBe(0)
    expect(shift).toBeGreaterThanOrEqual(52 * WEEK_MS)
  })

  it('says another person of the same identifier from another authority, or with another secret, otherwise', () => {
    const [stay] = requestedStays(tokenRecord(), { ...ALL, format: 'csv' })
    if (stay === undefined) throw new Error('no stay')
    const other = { ...stay, subject: { ...stay.subject, patient: { id: `ID-${TOKEN}`, authority: 'B' } } }
    const aliases = [disguised(stay, SECRET), disguised(other, SECRET), disguised(stay, 'ab'.repeat(32))]
    expect(new Set(aliases.map(({ subject }) => subject.patient?.id)).size).toBe(3)
  })

  it('keeps the samples, the gaps and that there was an alarm, and pools ages above 89', () => {
    const folder = temporaryFolder()
    const { names } = runExport(tokenRecord(), { format: 'edf' }, folder, SECRET)
    const { patient, signals, annotations } = readEdf(readFileSync(join(folder, names[0] ?? '')))
    expect(patient).toMatch(/^P[0-9a-f]{10} X X X Age_90\+$/)
    expect(signals[0]?.samples.slice(0, 300)).toEqual(placed(300))
    expect(annotations.map(({ text }) => text)).toEqual([
      'Note',
      'Monitor alarm, high: alarm 1',
      'Vigil alarm, low: technical',
      'Gap, whole bed: unplugged',
    ])
  })

  it.each([
    ['1937-06-17', '88'],
    ['1936-06-17', '89'],
    ['1936-06-16', '90+'],
    ['2026-06-16', '0'],
    [null, null],
  ])('gives somebody born %s the age %s', (birthDate, age) => {
    expect(ageOf({ name: null, birthDate, ageClass: null, paced: 'unknown' }, SHIFT_FROM_UTC_MS)).toBe(age)
  })
})
