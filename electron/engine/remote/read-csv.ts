import { CsvError, parse } from 'csv-parse/sync'
import { calendarDate } from '../../../drivers/model/person.ts'
import { typedPatientSchema } from '../../ipc/patient-schema.ts'
import type { Reading, Report, ReportsOrProblem } from './content.ts'
import { checkedReading, termOf } from './reading.ts'

/** The columns of the file, as its first line names them. */
export const CSV_COLUMNS = [
  'patient',
  'authority',
  'name',
  'birth_date',
  'measured_at',
  'code',
  'value',
  'unit',
] as const

type Column = (typeof CSV_COLUMNS)[number]

const SEPARATORS = [',', ';', '\t'] as const
/** A moment with its offset: no reading is put on a day by a guess. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
const NUMBER = /^[+-]?\d{1,12}(\.\d{1,9})?$/
/** Where columns stand apart by semicolons, numbers have a comma as often as a point. */
const COMMA_NUMBER = /^[+-]?\d{1,12}(,\d{1,9})?$/

/**
 * What a file of readings says, a report a patient. In: its text, who issued identifiers whose column is empty (null: nobody
 * is guessed), and the time. One row that cannot be used refuses the file whole, with its line: it is mended and sent again.
 */
export function readCsv(text: string, authority: string | null, nowUtcMs: number): ReportsOrProblem {
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  const separator = SEPARATORS.find((one) => first.split(one).length === CSV_COLUMNS.length)
  if (separator === undefined)
    return { problem: `line 1 must name the columns ${CSV_COLUMNS.join(', ')}, in any order` }
  let rows: string[][]
  try {
    rows = parse(text, { bom: true, delimiter: separator, skip_empty_lines: true, trim: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { problem: `it is torn or no CSV (line ${error.lines ?? '?'}): send it again` }
  }
  const [head = [], ...body] = rows
  const missing = CSV_COLUMNS.filter((name) => !head.includes(name))
  if (missing.length > 0) return { problem: `line 1 lacks the column ${missing[0]}` }
  if (body.length === 0) return { problem: 'there is no reading in it' }
  const reports = new Map<string, Report & { readings: Reading[] }>()
  for (const [index, cells] of body.entries()) {
    const cell = (name: Column): string => cells[head.indexOf(name)] ?? ''
    const problem = takeRow(reports, cell, separator === ';', authority, nowUtcMs)
    if (problem !== null) return { problem: `line ${index + 2}: ${problem}` }
  }
  return { reports: [...reports.values()] }
}

/** Out: what is wrong with the row, or null. */
function takeRow(
  reports: Map<string, Report & { readings: Reading[] }>,
  cell: (name: Column) => string,
  mayHaveComma: boolean,
  authority: string | null,
  nowUtcMs: number,
): string | null {
  const issuer = cell('authority') || authority
  if (issuer === null) return 'authority is empty: say who issued the identifier, or set it at this station'
  const patient = typedPatientSchema.safeParse({ id: cell('patient'), authority: issuer })
  if (!patient.success) return 'patient is empty, or has signs or an issuer that cannot be used'
  const birthDate = cell('birth_date') === '' ? null : calendarDate(cell('birth_date'))
  if (cell('birth_date') !== '' && birthDate === null) return 'birth_date must be a date such as 1970-12-31'
  const term = termOf(cell('code'))
  if (term === undefined) return `"${cell('code')}" is no code that is known: use LOINC, MDC or the REFID`
  if (!isMoment(cell('measured_at')))
    return 'measured_at must be a time with its offset, such as 2026-11-27T07:30:00+01:00'
  const value = numberOf(cell('value'), mayHaveComma)
  if (value === undefined) return `"${cell('value')}" is no number`
  const sent = { term, unit: cell('unit'), atUtcMs: Date.parse(cell('measured_at')), value }
  const reading = checkedReading({ ...sent, validity: value === null ? 'invalid' : 'good' }, nowUtcMs)
  if (typeof reading === 'string') return reading
  const name = cell('name') === '' ? null : cell('name')
  const key = JSON.stringify([patient.data, name, birthDate])
  const report = reports.get(key) ?? {
    patient: patient.data,
    name,
    birthDate,
    source: 'csv',
    readings: [],
    implant: null,
  }
  report.readings.push(reading)
  reports.set(key, report)
  return null
}

/** A day that no month has is put on another one by Date.parse. */
function isMoment(text: string): boolean {
  return MOMENT.test(text) && calendarDate(text.slice(0, 10)) !== null && !Number.isNaN(Date.parse(text))
}

/** Null for an empty cell: there is no value; undefined for what is no number. */
function numberOf(text: string, mayHaveComma: boolean): number | null | undefined {
  if (text === '') return null
  if (NUMBER.test(text)) return Number(text)
  return mayHaveComma && COMMA_NUMBER.test(text) ? Number(text.replace(',', '.')) : undefined
}
