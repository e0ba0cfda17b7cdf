import { CsvError, parse } from 'csv-parse/sync'
import {
  MAP_COLUMNS,
  type MapColumn,
  type MapRow,
  type MapTable,
  type MapTableProblem,
  MOST_MAP_ROWS,
} from '../../ipc/mapping.ts'
import { mapRowSchema } from '../../ipc/mapping-schema.ts'
import { csvLine, plainCell } from '../export/csv-cells.ts'

/** Without it a spreadsheet takes UTF-8 for the letters of its country. */
const MARK = '\uFEFF'
/** Stands where bytes were no UTF-8: nobody knows which letter was meant. */
const UNREADABLE = '\uFFFD'
/** Spreadsheets of many countries write semicolons, and some a tab, where others write commas. */
const SEPARATORS = [';', '\t'] as const
const LINE_ENDS = ['\r\n', '\n', '\r']

/** A map as a table that a spreadsheet opens. */
export function tableText(rows: readonly MapRow[]): string {
  return MARK + [MAP_COLUMNS, ...rows.map(cellsOf)].map(csvLine).join('')
}

function cellsOf({ id, destination, isSent, code, unit }: MapRow): string[] {
  const own = code ?? { code: '', name: '', system: '', uri: '', place: '' }
  const cells = { id, destination: destination ?? '', sent: isSent ? 'yes' : 'no', ...own, unit: unit ?? '' }
  return MAP_COLUMNS.map((column) => cells[column])
}

/** The rows of such a table, however a spreadsheet saved it; or the first thing that is wrong with it. */
export function readTable(text: string): MapTable {
  const lines = linesOf(text)
  if (!Array.isArray(lines)) return { rows: null, problem: lines }
  const [head = [], ...others] = lines
  const names = head.map((name) => name.trim().toLowerCase())
  const column = wrongColumn(names)
  if (column !== null) return { rows: null, problem: { kind: 'column', column } }
  const rows: MapRow[] = []
  for (const [index, cells] of others.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    // As the spreadsheet numbers them, the first one being the names.
    const row = index + 2
    if (cells.length !== names.length) return { rows: null, problem: { kind: 'torn', row } }
    const read = rowOf((name) => plainCell(cells[names.indexOf(name)] ?? '').trim())
    if (typeof read === 'string') {
      return {
        rows: null,
        problem: { kind: 'value', row, column: read, value: cells[names.indexOf(read)] ?? '' },
      }
    }
    rows.push(read)
  }
  return { rows, problem: null }
}

/** Cells, line by line. */
function linesOf(text: string): string[][] | MapTableProblem {
  if (text.includes(UNREADABLE)) return { kind: 'letters' }
  const [first = ''] = text.split(/[\r\n]/, 1)
  const delimiter = SEPARATORS.find((one) => first.includes(one)) ?? ','
  try {
    const lines: string[][] = parse(text, {
      bom: true,
      delimiter,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      // No more is looked at than shows that it is too much.
      to: MOST_MAP_ROWS + 2,
    })
    return lines.length > MOST_MAP_ROWS + 1 ? { kind: 'many' } : lines
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { kind: 'torn', row: Number(error.records ?? 0) + 1 }
  }
}

/** The first column that lacks, else one that a map does not have or that stands there twice. */
function wrongColumn(names: readonly string[]): string | null {
  const missing = MAP_COLUMNS.find((column) => !names.includes(column))
  const strange = names.find((name, at) => !isColumn(name) || names.indexOf(name) !== at)
  return missing ?? strange ?? null
}

function isColumn(name: string): boolean {
  return MAP_COLUMNS.some((one) => one === name)
}

/** One row, or the column whose value cannot be. */
function rowOf(cellOf: (column: MapColumn) => string): MapRow | MapColumn {
  const sent = cellOf('sent').toLowerCase()
  if (sent !== 'yes' && sent !== 'no') return 'sent'
  const place = cellOf('place').toLowerCase()
  const [code, name, system, uri] = [cellOf('code'), cellOf('name'), cellOf('system'), cellOf('uri')]
  const hasCode = [code, name, system, uri, place].some((one) => one !== '')
  const row = mapRowSchema.safeParse({
    id: cellOf('id'),
    destination: cellOf('destination') || null,
    isSent: sent === 'yes',
    code: hasCode ? { code, name, system, uri, place } : null,
    unit: cellOf('unit') || null,
  })
  if (row.success) return row.data
  const at = row.error.issues[0]?.path.at(-1)
  return MAP_COLUMNS.find((column) => column === at) ?? 'id'
}
