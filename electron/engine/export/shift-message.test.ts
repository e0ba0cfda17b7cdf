import { describe, expect, it } from 'vitest'
import { leaf, segmentsOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { temporaryPatient } from '../../ipc/patient.ts'
import { exportHl7 } from './hl7.ts'
import type { MessageForm } from './message-form.ts'
import { buildShiftMessage, type MessageRequest } from './shift-message.ts'
import {
  ageClassRow,
  type MemoryRecord,
  memoryReader,
  numericRow,
  numericSpec,
  waveSpec,
} from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const BED = { bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'serial:/dev/ttyS0', options: '{}' }
const ORIGIN = { station: 'ward-3', madeUtcMs: FROM + 600_000 }
const ALL = { bed: null, fromUtcMs: null, toUtcMs: null }

function record(over: MemoryRecord = {}, simulated = false): MemoryRecord {
  const channels = [
    { number: 1, bed: 'b1', driver: 'ge-s5', simulated, channel: numericSpec() },
    {
      number: 2,
      bed: 'b1',
      driver: 'ge-s5',
      simulated,
      channel: numericSpec({ key: 'X_NONE', id: 'X_NONE', code: null }),
    },
  ]
  const numerics = Array.from({ length: 120 }, (_, second) =>
    numericRow(FROM + second * 1000, 60 + (second >= 60 ? 10 : 0)),
  )
  numerics.push(numericRow(FROM + 5000, null, { channel: 2 }))
  const bindings = [
    { bed: 'b1', patient: { id: '12345', authority: 'HOSP' }, fromUtcMs: FROM - 1000, toUtcMs: null },
  ]
  const alarmEvents = [ageClassRow(FROM - 1000)]
  return { beds: [BED], channels, numerics, bindings, alarmEvents, ...over }
}

function request(over: Partial<MessageRequest> = {}): MessageRequest {
  return {
    bed: 'b1',
    fromUtcMs: FROM,
    toUtcMs: FROM + 120_000,
    station: 'ward-3',
    madeUtcMs: FROM + 120_000,
    madeBy: null,
    eui64: '080019FFFE3ED02D',
    destination: { id: 'his', training: false, form: { kind: 'hl7', map: [], ack: 'ihe' } },
    ...over,
  }
}

const TRAINING = { id: 'school', training: true, form: { kind: 'hl7', map: [], ack: 'ihe' } } as const

function values(text: string) {
  const result = parseMessage(text)
  if (!result.ok) throw new Error(result.problem)
  return segmentsOf(result.message, 'OBX')
    .filter((segment) => leaf(segment, 2) === 'NM')
    .map((segment) => [
      leaf(segment, 3, { component: leaf(segment, 3, { component: 3 }) === 'MDC' ? 2 : 1 }),
      leaf(segment, 5),
    ])
}

/** The note of a message as python3-hl7 reads it. */
function noteOf(text: string): readonly string[] | undefined {
  return parseWithPython(text)[0]?.find((segment) => segment[0] === 'NTE')
}

describe('the message of a shift', () => {
  it('carries the last state and the figures of the summary, and no field that never had a number', () => {
    const { text } = buildShiftMessage(memoryReader(record()), request())
    expect(values(text)).toEqual([
      ['MDC_ECG_HEART_RATE', '70'],
      ['X_VIGIL_MEDIAN', '65'],
      ['X_VIGIL_LOWEST', '60'],
      ['X_VIGIL_HIGHEST', '70'],
      ['X_VIGIL_IN_LIMITS', '120'],
      ['X_VIGIL_OUT_OF_LIMITS', '0'],
      ['X_VIGIL_NOT_MEASURED', '0'],
    ])
  })

  it('has no number for a channel that has fallen silent', () => {
    const { text } = buildShiftMessage(
      memoryReader(record()),
      request({ toUtcMs: FROM + 300_000, madeUtcMs: FROM + 300_000 }),
    )
    expect(values(text)[0]).toEqual(['MDC_ECG_HEART_RATE', ''])
    expect(text).toContain('|NAV|||X|')
  })

  it('is refused for simulated data to a destination that is not for training', () => {
    const reader = memoryReader(record({}, true))
    expect(() => buildShiftMessage(reader, request())).toThrow(
      expect.objectContaining({
        code: 'simulatedNotTraining',
        message: expect.stringContaining('nothing was sent'),
      }),
    )
    const { text } = buildShiftMessage(reader, request({ destination: TRAINING }))
    expect(text.split('|')[10]).toBe('T')
    expect(text).toContain('|TEST|||R|')
    expect(noteOf(text)).toEqual(['NTE', '1', 'L', 'SIMULATED: not from a patient'])
  })

  it('is refused under the identifier of a simulated bed, whatever the channels say', () => {
    const bindings = [
      { bed: 'b1', patient: { id: 'SIM-b1', authority: 'VIGIL' }, fromUtcMs: FROM, toUtcMs: null },
    ]
    expect(() => buildShiftMessage(memoryReader(record({ bindings })), request())).toThrow(
      expect.objectContaining({ code: 'simulatedNotTraining' }),
    )
  })

  it('is for training what goes to a training destination, without calling real data a test', () => {
    const { text } = buildShiftMessage(memoryReader(record()), request({ destination: TRAINING }))
    expect(text.split('|')[10]).toBe('T')
    expect(text).not.toContain('TEST')
    expect(noteOf(text)).toBeUndefined()
  })

  it('H3 waits for identity without a patient, also for data from before the identifier was typed', () => {
    const code = (over: MemoryRecord) => () => buildShiftMessage(memoryReader(record(over)), request())
    expect(code({ bindings: [] })).toThrow(expect.objectContaining({ code: 'waitingForIdentity' }))
    const unknown = { bed: 'b1', patient: temporaryPatient(3, FROM), fromUtcMs: FROM, toUtcMs: null }
    expect(code({ bindings: [unknown] })).toThrow(expect.objectContaining({ code: 'waitingForIdentity' }))
    const lines = exportHl7(memoryReader(record({ bindings: [unknown] })), ALL, ORIGIN, () => undefined)
    expect(() => [...lines]).toThrow(expect.objectContaining({ code: 'waitingForIdentity' }))
    const bound = {
      bed: 'b1',
      patient: { id: '12345', authority: 'HOSP' },
      fromUtcMs: FROM + 60_000,
      toUtcMs: null,
    }
    const { text } = buildShiftMessage(memoryReader(record({ bindings: [bound] })), request())
    expect(values(text)[2]).toEqual(['X_VIGIL_LOWEST', '70'])
    expect(text).toContain('|20260616070100.000+0000|20260616070200.000+0000')
  })

  it('is refused where nothing is recorded', () => {
    expect(() => buildShiftMessage(memoryReader(record({ numerics: [] })), request())).toThrow(
      expect.objectContaining({ code: 'nothingRecorded' }),
    )
  })
})

describe('the record as HL7', () => {
  it('is one message a bed and minute, as python3-hl7 splits them', () => {
    const notes: string[] = []
    const text = [...exportHl7(memoryReader(record()), ALL, ORIGIN, (line) => notes.push(line))].join('')
    const messages = parseWithPython(text)
    expect(messages).toHaveLength(2)
    expect(messages.map((segments) => segments.at(-1)?.[5])).toEqual(['', '70'])
    expect(text).not.toContain('\n')
    expect(noteOf(text)).toBeUndefined()
    expect(notes).toEqual([])
  })

  it('says SIMULATED in every message of a simulated bed', () => {
    const text = [...exportHl7(memoryReader(record({}, true)), ALL, ORIGIN, () => undefined)].join('')
    const notes = parseWithPython(text).map((segments) => segments.find(([name]) => name === 'NTE')?.[3])
    expect(notes).toEqual(['SIMULATED: not from a patient', 'SIMULATED: not from a patient'])
  })

  it('leaves time without an identifier out and says so', () => {
    const bound = { bed: 'b1', patient: { id: '1', authority: 'H' }, fromUtcMs: FROM + 60_000, toUtcMs: null }
    const notes: string[] = []
    const reader = memoryReader(record({ bindings: [bound] }))
    expect([...exportHl7(reader, ALL, ORIGIN, (line) => notes.push(line))]).toHaveLength(1)
    expect(notes).toEqual([
      '1 min of bed b1 have no patient identifier and are left out: waiting for identity.',
    ])
    const nameless = memoryReader(record({ bindings: [] }))
    expect(() => [...exportHl7(nameless, ALL, ORIGIN, () => undefined)]).toThrow(
      expect.objectContaining({ code: 'waitingForIdentity' }),
    )
  })

  it('says of a period before the record that nothing is recorded, not that someone is missing', () => {
    const notes: string[] = []
    const before = { bed: null, fromUtcMs: FROM - 120_000, toUtcMs: FROM - 60_000 }
    const messages = exportHl7(memoryReader(record()), before, ORIGIN, (line) => notes.push(line))
    expect(() => [...messages]).toThrow(expect.objectContaining({ code: 'nothingRecorded' }))
    expect(notes).toEqual([])
  })
})

it('brings waves round an alarm to a FHIR server that wants them, and to no other', () => {
  const channel = waveSpec({ rateHz: 10 })
  const about = record()
  const channels = [
    ...(about.channels ?? []),
    { number: 3, bed: 'b1', driver: 'ge-s5', simulated: false, channel },
  ]
  const samples = Int16Array.from({ length: 1_200 }, (_, index) => index)
  const waves = [{ channel: 3, startUtcMs: FROM, samples, missing: [], marks: [] }]
  const alert = { bed: 'b1', atUtcMs: FROM + 60_000, phase: 'start', kind: 'physiological' } as const
  const alerts = [{ ...alert, priority: 'high' as const, text: 'ASYSTOLE' }]
  const reader = memoryReader({ ...about, channels, waves, alerts })
  const fhir = { kind: 'fhir', map: [], patientSystem: 'urn:oid:2.999.1', provenance: false } as const
  const textFor = (form: MessageForm) =>
    buildShiftMessage(reader, request({ destination: { id: 'his', training: false, form } })).text
  const wanted = textFor({ ...fhir, strips: true })
  expect(wanted).toContain(Array.from({ length: 200 }, (_, index) => 500 + index).join(' '))
  expect(wanted).toContain('"valueString":"ASYSTOLE"')
  expect(textFor({ ...fhir, strips: false })).not.toContain('SampledData')
  expect(textFor({ kind: 'hl7', map: [], ack: 'ihe' })).not.toContain('ASYSTOLE')
})
