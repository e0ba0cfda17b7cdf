import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Destination } from '../config/schema.ts'
import { postBundle } from '../export/fhir/fhir-attempt.ts'
import { exportJobs } from '../export/jobs.ts'
import { USUAL_TIMES } from '../export/mllp-attempt.ts'
import { findingsOf, loadDefinitions, startFhirServer } from '../export/testing/fhir-server.ts'
import { dictionaryFindings } from '../export/testing/hl7-dictionary.ts'
import { parseWithPython } from '../export/testing/python-hl7.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import type { StayMoveStep } from '../store/patients/patient-steps.ts'
import type { NewOutboxRow } from '../store/tables/outbox.ts'
import {
  announced,
  openOptions,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../store/testing/samples.ts'
import { BY } from '../store/testing/two-patients.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type StripParts, stripRows, stripWithdrawals } from './strip-rows.ts'

const SECOND_MS = 1_000
const WRONG = { id: '4711', authority: 'HOSP' }
const RIGHT = { id: '900', authority: 'HOSP' }
const STRIP = { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + 3 * SECOND_MS }
const HL7: Destination = { id: 'his', type: 'mllp', host: '127.0.0.1', port: 9, ack: 'ihe', training: true }
const FHIR: Destination = {
  ...{ id: 'ehr', type: 'fhir', host: '127.0.0.1', port: 9, path: '/', training: true },
  ...{ patientSystem: 'urn:oid:2.999.1', provenance: false, strips: false },
}

/** Three seconds of a wave of a patient, in a record on the disk; strips are sent from it, and stretches moved in it. */
function station() {
  const folder = temporaryFolder()
  const { writer } = openStoreWriter(openOptions(folder))
  writer.record(secondOf({ channels: [announced(1, waveChannel('ecg'))] }))
  writer.bind('b1', WRONG, START_UTC_MS)
  for (let second = 0; second < 3; second++) {
    const samples = Int16Array.from({ length: RATE_HZ }, (_, index) => second * RATE_HZ + index)
    const wave = {
      channel: 1,
      startUtcMs: START_UTC_MS + second * SECOND_MS,
      samples,
      missing: [],
      marks: [],
    }
    writer.record(secondOf({ waves: [wave] }))
  }
  const { reader } = openStoreReader(openOptions(folder))
  onTestFinished(() => {
    reader.close()
    writer.close()
  })
  const parts = {
    actor: { station: 'ward-3' },
    mapping: { rowsFor: () => [] },
    nowUtcMs: () => START_UTC_MS + 60_000,
    store: {
      job: async (name: string, args: unknown) =>
        structuredClone(exportJobs[name as 'stripMessages'](reader, JSON.parse(JSON.stringify(args)))),
      read: { deliveries: async () => reader.deliveries(), stayMoves: async () => reader.stayMoves() },
    },
    // Only what is used of the engine.
  } as unknown as StripParts
  let atUtcMs = START_UTC_MS + 10_000
  const deliver = (rows: readonly NewOutboxRow[]) => {
    for (const row of writer.outbox({ kind: 'queue', rows, atUtcMs })) {
      const end = { seq: row.seq, attempts: 0, reason: '', controlId: row.key, atUtcMs } as const
      writer.outbox({ kind: 'end', state: 'delivered', ...end })
    }
    atUtcMs += SECOND_MS
    return rows.map(({ message }) => message?.text ?? '')
  }
  const step = (id: string, over: Pick<StayMoveStep, 'what' | 'was' | 'becomes'>) => {
    const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
    writer.takeStep({ kind: 'move', id, person: null, audit, ...over }, { ...BY, atUtcMs })
    atUtcMs += SECOND_MS
    const move = reader.stayMoves().find((one) => one.id === id)
    if (move === undefined) throw new Error('nothing was moved')
    return move
  }
  const repair = (id: string, fromUtcMs = START_UTC_MS) =>
    step(id, { what: { bed: 'b1', fromUtcMs, toUtcMs: null }, was: WRONG, becomes: RIGHT })
  const undo = (id: string, undoes: string) => step(id, { what: { undoes }, was: RIGHT, becomes: WRONG })
  return { parts, deliver, repair, undo }
}

/** Identifier, and status and samples of each wave, of messages as python3-hl7 reads them. */
function seen(texts: readonly string[]) {
  return parseWithPython(texts.join('')).map((segments) => {
    const of = (name: string) => segments.filter(([own]) => own === name)
    const waves = of('OBX').filter((row) => row[2] === 'NA')
    return {
      patient: of('PID')[0]?.[3]?.split('^')[0],
      waves: waves.map((row) => [
        row[3]?.split('^')[0],
        row[14],
        row[11],
        row[5] === '' ? 0 : row[5]?.split('^').length,
      ]),
      statuses: [...new Set(of('OBX').map((row) => row[11]))],
      moved: of('NTE').some((row) => row[3]?.startsWith('MOVED')),
    }
  })
}

describe('a strip that was delivered for the wrong patient', () => {
  it('is taken back second by second from them, without a value, under what it was sent under (OBX-11 D)', async () => {
    const { parts, deliver, repair } = station()
    const sent = deliver(await stripRows(parts, STRIP, HL7))
    const rows = await stripWithdrawals(parts, repair('m1'), [HL7])
    expect(rows.map(({ kind, patient }) => [kind, patient?.id])).toEqual(Array(3).fill(['takeBack', '4711']))
    const texts = rows.map(({ message }) => message?.text ?? '')
    expect(texts.flatMap((text) => dictionaryFindings(text))).toEqual([])
    const [before, after] = [seen(sent), seen(texts)]
    expect(after.map(({ statuses, moved, patient }) => [statuses, moved, patient])).toEqual(
      Array(3).fill([['D'], true, '4711']),
    )
    const named = (one: (typeof before)[number]) => one.waves.map(([id, at]) => [id, at])
    expect(after.map(named)).toEqual(before.map(named))
    expect(after.flatMap(({ waves }) => waves.map((wave) => wave[3]))).toEqual([0, 0, 0])
    // Sent again, it is the other patient's.
    expect(
      seen((await stripRows(parts, STRIP, HL7)).map(({ message }) => message?.text ?? ''))[0],
    ).toMatchObject({
      ...{ patient: '900', statuses: ['R'], moved: true },
    })
  })

  it('is taken back whole where only a part of it was theirs, and once', async () => {
    const { parts, deliver, repair } = station()
    deliver(await stripRows(parts, STRIP, HL7))
    deliver(await stripRows(parts, STRIP, HL7))
    const rows = await stripWithdrawals(parts, repair('m1', START_UTC_MS + 2_500), [HL7])
    expect(seen(rows.map(({ message }) => message?.text ?? '')).map(({ patient }) => patient)).toEqual(
      Array(3).fill('4711'),
    )
  })

  it('is not where it was never delivered, was delivered elsewhere, or was sent for who it is of by now', async () => {
    const { parts, deliver, repair, undo } = station()
    deliver(await stripRows(parts, STRIP, HL7))
    const first = repair('m1')
    expect(await stripWithdrawals(parts, first, [{ ...HL7, id: 'other' }])).toEqual([])
    expect(await stripWithdrawals(parts, first, [HL7])).toHaveLength(3)
    // Nothing was sent for the other one: taken back, the step has nothing to take back.
    expect(await stripWithdrawals(parts, undo('m2', 'm1'), [HL7])).toEqual([])
    // What was withdrawn and is theirs after all stands in its own place again.
    const again = seen((await stripRows(parts, STRIP, HL7)).map(({ message }) => message?.text ?? ''))
    expect(again.map(({ patient, statuses }) => [patient, statuses])).toEqual(Array(3).fill(['4711', ['C']]))
  })

  it('is entered in error at a FHIR server, is theirs again when that was wrong, and is never there twice', {
    // Reads 30 MB of definitions on a machine that may be busy.
    timeout: 60_000,
  }, async () => {
    const { parts, deliver, repair, undo } = station()
    // The server finds by identifier what it has the search parameters of.
    const profiles = loadDefinitions()
    const { port, kept, close } = await startFhirServer()
    onTestFinished(close)
    const post = async (rows: readonly NewOutboxRow[]) => {
      for (const text of deliver(rows)) {
        const target = { host: '127.0.0.1', port, path: '/', baseDir: '.' }
        expect(await postBundle(target, text, USUAL_TIMES)).toEqual({ end: 'delivered', detail: '' })
      }
    }
    const there = async () => (await kept('Observation')).flatMap(statusAt).sort()
    await post(await stripRows(parts, STRIP, FHIR))
    expect(await there()).toEqual(['4711 preliminary'])
    await post(await stripWithdrawals(parts, repair('m1'), [FHIR]))
    expect(await there()).toEqual(['4711 entered-in-error'])
    await post(await stripRows(parts, STRIP, FHIR))
    expect(await there()).toEqual(['4711 entered-in-error', '900 preliminary'])
    await post(await stripWithdrawals(parts, undo('m2', 'm1'), [FHIR]))
    await post(await stripRows(parts, STRIP, FHIR))
    expect(await there()).toEqual(['4711 preliminary', '900 entered-in-error'])
    const alone = (await kept('Observation')).map((one) => ({ ...one, device: undefined }))
    expect(alone.flatMap((one) => findingsOf(JSON.parse(JSON.stringify(one)), profiles))).toEqual([])
  })
})

/** Whose a strip is there, and how it stands. */
function statusAt(resource: Resource): string[] {
  if (resource.resourceType !== 'Observation' || resource.valueSampledData === undefined) return []
  return [`${resource.subject?.identifier?.value} ${resource.status}`]
}
