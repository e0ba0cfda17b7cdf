import { z } from 'zod'
import type { ShiftSummary } from '../../ipc/shift.ts'
import type { StoreReader } from '../store/types.ts'
import { shiftCsv } from './shift-csv.ts'
import { computeShiftSummary } from './shift-summary.ts'

const SummarySchema = z.strictObject({
  bed: z.string(),
  fromUtcMs: z.number(),
  toUtcMs: z.number(),
  station: z.string(),
  madeUtcMs: z.number(),
  madeBy: z.string().nullable(),
})

/** What the reading worker does for shifts; arguments as SummaryRequest, plain data back. Throws TypeError for others. */
export const exportJobs = {
  shiftSummary: (reader: StoreReader, args: unknown): ShiftSummary =>
    computeShiftSummary(reader, checked(SummarySchema, args)),
  shiftCsv: (reader: StoreReader, args: unknown): string =>
    shiftCsv(computeShiftSummary(reader, checked(SummarySchema, args))),
}

function checked<T>(schema: z.ZodType<T>, args: unknown): T {
  const result = schema.safeParse(args)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`"args": ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`)
}
