import type { StoreReader } from '../store/types.ts'
import { moveSentence } from './moves.ts'
import { printUtc } from './print.ts'
import { type ExportRequest, recordRows, resolveExport } from './record-rows.ts'

/**
 * The record's numbers and gaps as NDJSON: the facts and names of the CSV columns, one object a
 * line; what is absent is null. Throws VigilError `unknownBed` or `nothingRecorded` before the first line.
 */
export function* exportJson(reader: StoreReader, request: ExportRequest): Generator<string> {
  const { beds, period } = resolveExport(reader, request)
  for (const row of recordRows(reader, beds, period)) {
    const { bed, id, site, code, label, value, unit, validity, simulated } = row
    const time = printUtc(row.atUtcMs)
    const measuredAt = printUtc(row.measuredUtcMs)
    const correctedAt = row.correctedUtcMs === null ? null : printUtc(row.correctedUtcMs)
    const facts = {
      time,
      bed,
      id,
      site,
      code,
      label,
      value,
      unit,
      validity,
      measuredAt,
      simulated,
      correctedAt,
      gapUntil: row.gap === null ? null : printUtc(row.gap.toUtcMs),
      gapCause: row.gap?.cause ?? null,
      gapEvidence: row.gap?.evidence ?? null,
      enteredBy: row.entry?.author ?? null,
      enteredValue: row.entry?.value ?? null,
      entryState: row.entry?.state ?? null,
      moved: row.move === null ? null : moveSentence(row.move),
    }
    yield `${JSON.stringify(facts)}\n`
  }
}
