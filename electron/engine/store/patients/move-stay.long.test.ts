import { describe, expect, it } from 'vitest'
import type { PatientView } from '../../../ipc/views.ts'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { ALL, content } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import {
  BY,
  END,
  LEFT_FROM,
  NUMBER,
  recordSeconds,
  recordTwoPatients,
  STAY_S,
  STAYS_FROM,
  WAVE,
  WHO_LEFT,
  WHO_STAYS,
} from '../testing/two-patients.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import type { StayMoveStep } from './patient-steps.ts'

const RIGHT = { id: 'RGT-5550001', authority: 'HOSP' }
/** In the middle of a block of waves. */
const SINCE = STAYS_FROM + 20_400

function step(over: Partial<StayMoveStep> & Pick<StayMoveStep, 'what'>): StayMoveStep {
  const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
  return { kind: 'move', id: 'm1', was: WHO_STAYS, becomes: RIGHT, person: null, audit, ...over }
}

function settle(writer: SqliteStoreWriter): void {
  while (writer.sealStep(Number.POSITIVE_INFINITY)) {
    // Each round works for its budget.
  }
}

function opened(folder: string) {
  const { writer } = openStoreWriter(openOptions(folder))
  recordTwoPatients(writer)
  return writer
}

function stays(folder: string): [string, number, number | null][] {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return reader.bindings('b1').map(({ patient, fromUtcMs, toUtcMs }) => [patient.id, fromUtcMs, toUtcMs])
  } finally {
    reader.close()
  }
}

/** Whose key each block of waves has, by the patient. */
function blockOwners(folder: string): Map<string, number> {
  const { connection, reader } = openStoreReader(openOptions(folder))
  try {
    const owners = new Map<string, number>()
    const rows = connection
      .prepare<[], { subject: number; samples: number }>('SELECT subject, samples FROM block')
      .all()
    const stored = connection
      .prepare<[], { subject: number }>('SELECT DISTINCT subject FROM binding ORDER BY from_utc_ms')
      .all()
    const names = new Map(stored.map(({ subject }, index) => [subject, String(index)]))
    for (const { subject, samples } of rows) {
      const name = names.get(subject) ?? 'nobody'
      owners.set(name, (owners.get(name) ?? 0) + samples)
    }
    return owners
  } finally {
    reader.close()
  }
}

function erase(writer: SqliteStoreWriter, patient: PatientView): void {
  writer.erase({ patient, reason: 'on request', endsStays: true }, BY)
  while (writer.eraseStep(BY) === 'more') {
    // Each round removes some.
  }
}

describe('a stretch given to the right patient', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('H3 keeps every sample, number, note and entry, says in both records what was moved, and can be taken back', () =>
    withFolder((folder) => {
      const writer = opened(folder)
      const before = content(folder)
      writer.saveNote({
        ...{ id: 'n1', bed: 'b1', kind: 'note', text: 'seen', author: 'AB' },
        ...{ atUtcMs: SINCE + 1, writtenUtcMs: SINCE + 1 },
      })
      writer.takeStep(step({ what: { bed: 'b1', fromUtcMs: SINCE, toUtcMs: null } }), BY)
      const moved: ReturnType<typeof stays> = [
        [WHO_LEFT.id, LEFT_FROM, STAYS_FROM],
        [WHO_STAYS.id, STAYS_FROM, SINCE],
        [RIGHT.id, SINCE, null],
      ]
      expect(stays(folder)).toEqual(moved)
      // Half way: what has no new key yet opens with the old one.
      expect(content(folder)).toMatchObject({ waves: before.waves, numbers: before.numbers })
      settle(writer)
      expect(content(folder)).toMatchObject({ waves: before.waves, numbers: before.numbers })
      const { reader } = openStoreReader(openOptions(folder))
      const [told] = reader.stayMoves()
      expect(told).toEqual({
        ...{ id: 'm1', kind: 'repaired', bed: 'b1', fromUtcMs: SINCE, toUtcMs: BY.atUtcMs },
        ...{ was: WHO_STAYS, becomes: RIGHT, movedUtcMs: BY.atUtcMs, author: 'AB', isUndone: false },
        wasRunning: true,
      })
      const later = { ...BY, atUtcMs: END + 5_000 }
      recordSeconds(writer, 3 * STAY_S, 3 * STAY_S + 5)
      const undo = step({ id: 'm2', what: { undoes: 'm1' }, was: RIGHT, becomes: WHO_STAYS })
      writer.takeStep(undo, later)
      settle(writer)
      // What came since is taken back with it; the rows that say so stay.
      expect(stays(folder)).toEqual([
        [WHO_LEFT.id, LEFT_FROM, STAYS_FROM],
        [WHO_STAYS.id, STAYS_FROM, SINCE],
        [WHO_STAYS.id, SINCE, null],
      ])
      expect(reader.stayMoves().map(({ kind, isUndone }) => [kind, isUndone])).toEqual([
        ['repaired', true],
        ['undone', false],
      ])
      expect(reader.notes('b1', ...ALL).map(({ text }) => text)).toEqual(['seen'])
      expect(() => writer.takeStep({ ...undo, id: 'm3' }, later)).toThrow(/taken back already/)
      reader.close()
      writer.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('goes with the key of the right patient only: the one of the wrong one opens none of it', () =>
    withFolder((folder) => {
      let writer = opened(folder)
      const all = content(folder)
      writer.takeStep(step({ what: { bed: 'b1', fromUtcMs: SINCE, toUtcMs: null } }), BY)
      writer.close()
      // Waves get their key at the next start, where it was not done before.
      writer = openStoreWriter(openOptions(folder)).writer
      settle(writer)
      const owners = blockOwners(folder)
      expect([...owners.keys()].sort()).toEqual(['0', '1', '2', 'nobody'])
      erase(writer, WHO_STAYS)
      const left = content(folder)
      expect(left.waves.flatMap(({ samples }) => [...samples]).length).toBeGreaterThan(0)
      const since = (at: number) => at >= SINCE
      const kept = all.numbers.filter((row) => row.atUtcMs < STAYS_FROM || since(row.atUtcMs))
      expect(left.numbers).toEqual(kept)
      expect(JSON.stringify(left)).not.toContain(WHO_STAYS.id)
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.stayMoves()).toMatchObject([{ was: null, becomes: RIGHT }])
      const wave = (from: number, to: number) =>
        reader.waves(WAVE, from, to).reduce((sum, { samples }) => sum + samples.length, 0)
      expect(wave(STAYS_FROM, SINCE)).toBe(0)
      expect(wave(SINCE, END)).toBe(Math.round(((END - SINCE) / 1000) * 250))
      reader.close()
      writer.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('is gone when the right patient is erased, waves that wait for their key too; the wrong one’s own time stays', () =>
    withFolder((folder) => {
      const writer = opened(folder)
      writer.takeStep(step({ what: { bed: 'b1', fromUtcMs: SINCE, toUtcMs: null } }), BY)
      erase(writer, RIGHT)
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.waves(WAVE, SINCE, END)).toEqual([])
      expect(reader.numerics(NUMBER, SINCE, END)).toEqual([])
      expect(reader.waves(WAVE, STAYS_FROM, SINCE)).not.toEqual([])
      expect(reader.stayMoves()).toMatchObject([{ was: WHO_STAYS, becomes: null }])
      reader.close()
      writer.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('takes everything of a temporary patient, in whatever bed', () =>
    withFolder((folder) => {
      const writer = opened(folder)
      writer.bind('b1', null, END)
      writer.bind('b2', WHO_STAYS, END)
      writer.takeStep(step({ what: 'everything' }), BY)
      expect(stays(folder).at(-1)).toEqual([RIGHT.id, STAYS_FROM, END])
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.bindings('b2')).toMatchObject([{ patient: RIGHT, toUtcMs: null }])
      expect(reader.stayMoves().map(({ bed, kind }) => [bed, kind])).toEqual([
        ['b1', 'named'],
        ['b2', 'named'],
      ])
      reader.close()
      writer.close()
    }))

  it('refuses what cannot be, and then nothing is changed', () =>
    withFolder((folder) => {
      const writer = opened(folder)
      const asStored = stays(folder)
      const what = { bed: 'b1', fromUtcMs: SINCE, toUtcMs: null }
      const refused: [Partial<StayMoveStep>, RegExp][] = [
        [{ becomes: WHO_STAYS }, /the same patient/],
        [{ was: WHO_LEFT }, /Nothing of this patient lies/],
        [{ what: { ...what, bed: 'none' } }, /Nothing of this patient lies/],
        [{ what: { undoes: 'none' } }, /no such correction/],
      ]
      for (const [over, sentence] of refused) {
        expect(() => writer.takeStep(step({ what, ...over }), BY)).toThrow(sentence)
      }
      writer.bind('b2', RIGHT, END - 1000)
      expect(() => writer.takeStep(step({ what }), BY)).toThrow(/lay in another bed \(b2\)/)
      writer.holdPatient({ patient: WHO_STAYS, reason: 'court', isLifted: false }, BY)
      expect(() => writer.takeStep(step({ what }), BY)).toThrow(
        expect.objectContaining({ code: 'legalHold' }),
      )
      expect(stays(folder)).toEqual(asStored)
      expect(START_UTC_MS).toBeLessThan(SINCE)
      writer.close()
    }))
})
