import { describe, expect, it } from 'vitest'
import { leaf, segmentsOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { EntryRow } from '../store/tables/entries.ts'
import { exportCsv } from './csv.ts'
import { exportHl7 } from './hl7.ts'
import { exportJson } from './json.ts'
import { shiftCsv } from './shift-csv.ts'
import { buildShiftMessage } from './shift-message.ts'
import { computeShiftSummary } from './shift-summary.ts'
import { dictionaryFindings } from './testing/hl7-dictionary.ts'
import { memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'

const FROM = Date.UTC(2026, 10, 22, 6)
const MINUTE_MS = 60_000
const ALL = { bed: null, fromUtcMs: null, toUtcMs: null }

const GLUCOSE: EntryRow = {
  id: 'e1',
  bed: 'b1',
  kind: 'glucose',
  value: 540,
  unit: 'mg/dL',
  atUtcMs: FROM + MINUTE_MS,
  writtenUtcMs: FROM + 2 * MINUTE_MS,
  author: '=AB',
  corrects: null,
  state: 'corrected',
}
const ENTRIES: readonly EntryRow[] = [
  GLUCOSE,
  { ...GLUCOSE, id: 'e2', value: 54, corrects: 'e1', writtenUtcMs: FROM + 3 * MINUTE_MS, state: 'valid' },
  { ...GLUCOSE, id: 'e3', kind: 'consciousness', value: 'C', unit: '', state: 'valid' },
  { ...GLUCOSE, id: 'e4', kind: 'temperature', value: 38.4, unit: 'Cel', state: 'valid' },
  { ...GLUCOSE, id: 'e5', kind: 'effort', value: 'severe', unit: '', state: 'valid' },
  { ...GLUCOSE, id: 'e6', kind: 'capillaryRefill', value: 3.5, unit: 's', state: 'valid' },
]

const reader = memoryReader({
  channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }],
  numerics: [numericRow(FROM, 72), numericRow(FROM + 5 * MINUTE_MS, 74)],
  bindings: [{ bed: 'b1', patient: { id: '12345', authority: 'HOSP' }, fromUtcMs: FROM - 1, toUtcMs: null }],
  entries: ENTRIES,
})
const REQUEST = {
  bed: 'b1',
  fromUtcMs: FROM,
  toUtcMs: FROM + 6 * MINUTE_MS,
  station: 'ward-3',
  madeUtcMs: FROM + 6 * MINUTE_MS,
  madeBy: null,
}

function metrics(text: string) {
  const result = parseMessage(text)
  if (!result.ok) throw new Error(result.problem)
  return segmentsOf(result.message, 'OBX').map((obx) => ({
    type: leaf(obx, 2),
    id: leaf(obx, 3, { component: 2 }),
    value: leaf(obx, 5),
    answer: leaf(obx, 5, { component: 2 }),
    byHand: leaf(obx, 17, { component: 2 }),
  }))
}

describe('entries by hand', () => {
  it('stand in the CSV with author and times, and a corrected one has no value that could be counted', () => {
    const lines = [...exportCsv(reader, ALL)]
    expect(lines.filter((line) => line.includes('by-hand'))).toEqual([
      "2026-11-22T06:02:00.000Z,b1,MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD,by-hand,160184,Glucose,,mg/dL,invalid,2026-11-22T06:01:00.000Z,false,,,,,'=AB,540,corrected,\r\n",
      "2026-11-22T06:02:00.000Z,b1,X_VIGIL_ACVPU,by-hand,,ACVPU,,,good,2026-11-22T06:01:00.000Z,false,,,,,'=AB,C,valid,\r\n",
      "2026-11-22T06:02:00.000Z,b1,MDC_TEMP,by-hand,150344,T,38.4,Cel,good,2026-11-22T06:01:00.000Z,false,,,,,'=AB,38.4,valid,\r\n",
      "2026-11-22T06:02:00.000Z,b1,X_VIGIL_EFFORT,by-hand,,Effort,,,good,2026-11-22T06:01:00.000Z,false,,,,,'=AB,severe,valid,\r\n",
      "2026-11-22T06:02:00.000Z,b1,X_VIGIL_CAPILLARY_REFILL,by-hand,,Cap refill,3.5,s,good,2026-11-22T06:01:00.000Z,false,,,,,'=AB,3.5,valid,\r\n",
      "2026-11-22T06:03:00.000Z,b1,MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD,by-hand,160184,Glucose,54,mg/dL,good,2026-11-22T06:01:00.000Z,false,,,,,'=AB,54,valid,\r\n",
    ])
    expect(
      JSON.parse([...exportJson(reader, ALL)].find((line) => line.includes('ACVPU')) ?? ''),
    ).toMatchObject({
      value: null,
      enteredValue: 'C',
      enteredBy: '=AB',
      entryState: 'valid',
    })
  })

  it('stand in the shift summary and its CSV as entered, and count as having measured the sign', () => {
    const summary = computeShiftSummary(reader, REQUEST)
    expect(summary.entries.map(({ id, state }) => [id, state])).toEqual([
      ['e1', 'corrected'],
      ['e2', 'valid'],
      ['e3', 'valid'],
      ['e4', 'valid'],
      ['e5', 'valid'],
      ['e6', 'valid'],
    ])
    expect(summary.notMeasured).not.toContain('Temp')
    expect(shiftCsv(summary)).toContain(
      "2026-11-22T06:01:00.000Z,Glucose,540,mg/dL,'=AB,2026-11-22T06:02:00.000Z,corrected",
    )
  })

  it('are sent as manual measurements: only what holds, a coded answer as code', () => {
    const message = buildShiftMessage(reader, {
      ...REQUEST,
      eui64: '080019FFFE3ED02D',
      destination: { id: 'his', training: false, form: { kind: 'hl7', map: [], ack: 'ihe' } },
    })
    const byHand = metrics(message.text).filter((row) => row.byHand === 'MMEAS')
    expect(byHand.sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { type: 'CWE', id: 'ACVPU', value: 'C', answer: 'new confusion', byHand: 'MMEAS' },
      { type: 'NM', id: 'Cap refill', value: '3.5', answer: '', byHand: 'MMEAS' },
      { type: 'CWE', id: 'Effort', value: 'severe', answer: 'severely increased or apnoea', byHand: 'MMEAS' },
      { type: 'NM', id: 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD', value: '54', answer: '', byHand: 'MMEAS' },
      { type: 'NM', id: 'MDC_TEMP', value: '38.4', answer: '', byHand: 'MMEAS' },
    ])
    // Whoever enters something has looked at it; who that was is not verified.
    const [read = []] = parseWithPython(message.text)
    const entered = read.filter((row) => row[0] === 'OBX' && row[17]?.includes('MMEAS'))
    expect(entered.map((row) => [row[11], row[16]])).toEqual(Array(5).fill(['F', '^=AB']))
    expect(dictionaryFindings(message.text)).toEqual([])
    const files = [...exportHl7(reader, ALL, { station: 'ward-3', madeUtcMs: FROM }, () => {})].join('')
    expect(files).toContain('MMEAS')
    expect(files).not.toContain('|540|')
  })
})
