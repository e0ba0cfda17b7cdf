import { z } from 'zod'
import { FILE_FORMATS } from './file-export.ts'

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const time = z.number().nonnegative()
const nothing = z.strictObject({})

/** What the commands about files may ask. */
export const fileExportSchemas = {
  'export.start': z
    .strictObject({
      bed: text,
      fromUtcMs: time,
      toUtcMs: time,
      format: z.enum(FILE_FORMATS),
      deidentify: z.boolean(),
      to: text,
    })
    .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins'),
  'export.state': nothing,
  'export.cancel': nothing,
}
