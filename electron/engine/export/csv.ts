import type { StoreReader } from '../store/types.ts'
import { csvLine } from './csv-cells.ts'
import { moveSentence } from './moves.ts'
import { printNumber, printUtc } from './print.ts'
import { type ExportRequest, type RecordRow, recordRows, resolveExport } from './record-rows.ts'

/** Columns of the CSV export: a contract that others script against (DESIGN 4). New ones go to the end. */
const COLUMNS: readonly { readonly name: string; readonly cell: (row: RecordRow) => string }[] = [
  { name: 'time', cell: (row) => printUtc(row.atUtcMs) },
  { name: 'bed', cell: (row) => row.bed },
  { name: 'id', cell: (row) => row.id },
  { name: 'site', cell: (row) => row.site ?? '' },
  { name: 'code', cell: (row) => (row.code === null ? '' : printNumber(row.code)) },
  { name: 'label', cell: (row) => row.label },
  { name: 'value', cell: (row) => (row.value === null ? '' : printNumber(row.value)) },
  { name: 'unit', cell: (row) => row.unit },
  { name: 'validity', cell: (row) => row.validity },
  { name: 'measuredAt', cell: (row) => printUtc(row.measuredUtcMs) },
  { name: 'simulated', cell: (row) => (row.simulated ? 'true' : 'false') },
  { name: 'correctedAt', cell: (row) => (row.correctedUtcMs === null ? '' : printUtc(row.correctedUtcMs)) },
  { name: 'gapUntil', cell: (row) => (row.gap === null ? '' : printUtc(row.gap.toUtcMs)) },
  { name: 'gapCause', cell: (row) => row.gap?.cause ?? '' },
  { name: 'gapEvidence', cell: (row) => row.gap?.evidence ?? '' },
  { name: 'enteredBy', cell: (row) => row.entry?.author ?? '' },
  { name: 'enteredValue', cell: (row) => (row.entry === null ? '' : entered(row.entry.value)) },
  { name: 'entryState', cell: (row) => row.entry?.state ?? '' },
  { name: 'moved', cell: (row) => (row.move === null ? '' : moveSentence(row.move)) },
]

function entered(value: number | string): string {
  return typeof value === 'number' ? printNumber(value) : value
}

/**
 * The record's numbers and gaps as CSV text, a piece a line: RFC 4180, UTF-8, CRLF, times in UTC.
 * Throws VigilError `unknownBed` or `nothingRecorded` before the first piece.
 */
export function* exportCsv(reader: StoreReader, request: ExportRequest): Generator<string> {
  const { beds, period } = resolveExport(reader, request)
  yield csvLine(COLUMNS.map((column) => column.name))
  for (const row of recordRows(reader, beds, period)) {
    yield csvLine(COLUMNS.map((column) => column.cell(row)))
  }
}
