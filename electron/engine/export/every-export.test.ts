import { expect, it } from 'vitest'
import type { StayMoveView } from '../../ipc/patient.ts'
import type { StoredGap, StoreReader } from '../store/types.ts'
import { exportCsv } from './csv.ts'
import { exportHl7 } from './hl7.ts'
import { exportJson } from './json.ts'
import { shiftCsv } from './shift-csv.ts'
import { buildShiftMessage } from './shift-message.ts'
import { computeShiftSummary } from './shift-summary.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  SHIFT_FROM_UTC_MS,
  waveSpec,
} from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'

const SECOND_MS = 1_000
const AT = SHIFT_FROM_UTC_MS
const TO = AT + 300 * SECOND_MS
const REQUEST = { bed: 'b1', fromUtcMs: AT, toUtcMs: TO, station: 'ward-3', madeUtcMs: TO, madeBy: 'AB' }
const CAUSES: readonly StoredGap['cause'][] = [
  ...(['unplugged', 'silent', 'checksumStorm', 'moduleOff', 'asleep', 'appClosed', 'crash', 'hung'] as const),
  ...(['diskFull', 'clockJump'] as const),
]

/** A gap of each cause, ten seconds each, that of one channel among them; the last ones come after all data. */
const gaps = CAUSES.map((cause, index): StoredGap => {
  const fromUtcMs = AT + (20 + index * 20) * SECOND_MS
  const channel = cause === 'moduleOff' || cause === 'diskFull' ? 2 : null
  const toUtcMs = fromUtcMs + 10 * SECOND_MS
  return { bed: 'b1', channel, fromUtcMs, toUtcMs, cause, evidence: `seen: ${cause}, so` }
})

/** A stretch that was given from one patient to the one of the bed. */
const MOVE: StayMoveView = {
  ...{ id: 'm1', kind: 'repaired', bed: 'b1', fromUtcMs: AT, toUtcMs: AT + 30 * SECOND_MS },
  ...{ was: { id: 'T-998877', authority: 'HOSP' }, becomes: { id: 'SIM-b1', authority: 'VIGIL' } },
  ...{ movedUtcMs: AT + 60 * SECOND_MS, author: 'QX', isUndone: false, wasRunning: true },
}

const reader: StoreReader = memoryReader({
  channels: [
    { number: 1, bed: 'b1', driver: 'ge-s5', simulated: true, channel: numericSpec() },
    { number: 2, bed: 'b1', driver: 'ge-s5', simulated: true, channel: waveSpec() },
  ],
  numerics: [numericRow(AT + SECOND_MS, 72), numericRow(AT + 90 * SECOND_MS, 73)],
  gaps,
  stayMoves: [MOVE],
  bindings: [{ bed: 'b1', patient: { id: 'SIM-b1', authority: 'VIGIL' }, fromUtcMs: AT, toUtcMs: null }],
})
const period = { bed: 'b1', fromUtcMs: AT, toUtcMs: TO }

function hl7(): string {
  return [...exportHl7(reader, period, { station: 'ward-3', madeUtcMs: TO }, () => undefined)].join('')
}

const exports: readonly (readonly [name: string, make: () => string])[] = [
  ['csv', () => [...exportCsv(reader, period)].join('')],
  ['json', () => [...exportJson(reader, period)].join('')],
  ['hl7', hl7],
  ['the CSV of a shift', () => shiftCsv(computeShiftSummary(reader, REQUEST))],
  [
    'the message of a shift',
    () => {
      const destination = {
        id: 'school',
        training: true,
        form: { kind: 'hl7', map: [], ack: 'ihe' },
      } as const
      return buildShiftMessage(reader, { ...REQUEST, eui64: '080019FFFE3ED02D', destination }).text
    },
  ],
]

for (const [name, make] of exports) {
  it(`tells each gap with its times, channel, cause and evidence: ${name}`, () => {
    const lines = make().split(/[\r\n]+/)
    for (const { fromUtcMs, toUtcMs, cause, channel, evidence } of gaps) {
      const [line, ...more] = lines.filter((one) => one.includes(`seen: ${cause}, so`))
      expect(more).toEqual([])
      for (const utcMs of [fromUtcMs, toUtcMs]) expect(line).toContain(new Date(utcMs).toISOString())
      expect(line).toContain(channel === null ? 'whole bed' : 'Pleth')
      expect(line).toContain(evidence)
    }
  })
}

for (const [name, make] of exports) {
  it(`tells that a stretch was given to another patient, when and by whom, and names the other by an end only: ${name}`, () => {
    const text = make()
    const [line, ...more] = text.split(/[\r\n]+/).filter((one) => one.includes('QX'))
    expect(more).toEqual([])
    for (const utcMs of [MOVE.fromUtcMs, MOVE.toUtcMs, MOVE.movedUtcMs]) {
      expect(line).toContain(new Date(utcMs).toISOString())
    }
    expect(line).toContain('ID ending 877')
    expect(text).not.toContain('T-998877')
  })
}

it('ends the HL7 of a stay with a message of the gaps that came after its last number', () => {
  const messages = parseWithPython(hl7())
  const last = messages.at(-1) ?? []
  expect(last.filter(([name]) => name === 'NTE').map((segment) => segment.join('|'))).toContainEqual(
    expect.stringContaining('clockJump'),
  )
  expect(last.filter((segment) => segment[0] === 'OBX' && segment[2] === 'NM')).toEqual([])
  expect(last[0]?.join('|')).toContain('|T|')
})
