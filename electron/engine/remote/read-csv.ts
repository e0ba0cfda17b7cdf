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
/** A moment with its offset: no reading is put on a day by a guess. No place on earth is further from UTC than 14 h. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/
const NUMBER = /^[+-]?\d{1,12}(\.\d{1,9})?$/
/** Where columns stand apart by semicolons, numbers have a comma as often as a point. */
const COMMA_NUMBER = /^[+-]?\d{1,12}(,\d{1,9})?$/
/** There `3.250` may be three and a quarter or three thousand: nobody guesses. */
const TWO_WAYS = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/
/** So many rows are a month of a home with a reading every two minutes; what is read at once must not hold up what is live. */
export const MOST_ROWS = 20_000
/** Read at a time, between two looks at all else. */
const ROWS_AT_A_TIME = 100
const TORN = 'it is torn or no CSV'

/** What a row needs besides its cells. */
interface Rules {
  readonly hasSemicolons: boolean
  /** Who issued identifiers whose column is empty; null: nobody is guessed. */
  readonly authority: string | null
  readonly nowUtcMs: number
}

interface Line {
  readonly number: number
  readonly text: string
}

/**
 * What a file of readings says, a report a patient. In: its text, who issued identifiers whose column is empty (null: nobody
 * is guessed), and the time. One row that cannot be used refuses the file whole, with its line: it is mended and sent again.
 */
export function readCsv(text: string, authority: string | null, nowUtcMs: number): ReportsOrProblem {
  const steps = csvSteps(text, authority, nowUtcMs)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

/** The same, a piece at a time: it yields after each. */
export function* csvSteps(
  text: string,
  authority: string | null,
  nowUtcMs: number,
): Generator<void, ReportsOrProblem> {
  const all = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const [first = ''] = all
  const separator = SEPARATORS.find((one) => first.split(one).length === CSV_COLUMNS.length)
  if (separator === undefined)
    return { problem: `line 1 must name the columns ${CSV_COLUMNS.join(', ')}, in any order` }
  // A last line without an end may be half a line, and half a number is a number.
  if (all.at(-1) !== '')
    return { problem: `${TORN} (line ${all.length} has no end): send it again, each line ended` }
  const lines = all
    .map((line, index): Line => ({ number: index + 1, text: line }))
    .filter((one) => one.text.trim() !== '')
  if (lines.length > MOST_ROWS + 1)
    return { problem: `it has more than ${MOST_ROWS} rows: send it in pieces` }
  const [head = []] = cellsOf(lines.slice(0, 1), separator) ?? []
  const missing = CSV_COLUMNS.filter((name) => !head.includes(name))
  if (missing.length > 0) return { problem: `line 1 lacks the column ${missing[0]}` }
  if (lines.length === 1) return { problem: 'there is no reading in it' }
  const reports = new Map<string, Report & { readings: Reading[] }>()
  const rules = { hasSemicolons: separator === ';', authority, nowUtcMs }
  for (let from = 1; from < lines.length; from += ROWS_AT_A_TIME) {
    const problem = takeRows(reports, lines.slice(from, from + ROWS_AT_A_TIME), { head, separator, rules })
    if (problem !== null) return { problem }
    yield
  }
  return { reports: [...reports.values()] }
}

/** Out: what is wrong with a line, or null. */
function takeRows(
  reports: Map<string, Report & { readings: Reading[] }>,
  lines: readonly Line[],
  {
    head,
    separator,
    rules,
  }: { readonly head: readonly string[]; readonly separator: string; readonly rules: Rules },
): string | null {
  const together = cellsOf(lines, separator)
  for (const [index, line] of lines.entries()) {
    const cells = together?.[index] ?? cellsOf([line], separator)?.[0]
    if (cells?.length !== head.length) return `${TORN} (line ${line.number}): send it again`
    const cell = (name: Column): string => cells[head.indexOf(name)] ?? ''
    const problem = takeRow(reports, cell, rules)
    if (problem !== null) return `line ${line.number}: ${problem}`
  }
  return null
}

/** The cells of some lines; null where one of them is no CSV, or goes on in the next one. */
function cellsOf(lines: readonly Line[], separator: string): string[][] | null {
  try {
    const rows: string[][] = parse(lines.map(({ text }) => text).join('\n'), {
      delimiter: separator,
      relax_column_count: true,
      trim: true,
    })
    return rows.length === lines.length ? rows : null
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

/** Out: what is wrong with the row, or null. */
function takeRow(
  reports: Map<string, Report & { readings: Reading[] }>,
  cell: (name: Column) => string,
  { hasSemicolons, authority, nowUtcMs }: Rules,
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
  if (hasSemicolons && TWO_WAYS.test(cell('value')))
    return `"${cell('value')}" can be read in two ways: write no thousands sign, and not three digits behind the decimal sign`
  const value = numberOf(cell('value'), hasSemicolons)
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
