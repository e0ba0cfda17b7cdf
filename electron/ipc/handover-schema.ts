import { type ZodType, z } from 'zod'
import {
  type HandoverCommands,
  LONGEST_FREE_TEXT,
  LONGEST_PDF_BASE64,
  LONGEST_REASON,
  MOST_HANDOVER_BEDS,
  PAPERS,
} from './handover-store.ts'
import { LANGUAGES } from './look.ts'
import { patientSchema } from './patient-schema.ts'

const LONGEST_BED = 1_024
const LONGEST_ZONE = 64
const LONGEST_ID = 64

const bed = z.string().min(1, 'must not be empty').max(LONGEST_BED, 'is too long')
const id = z.string().min(1).max(LONGEST_ID)
const part = z
  .strictObject({ bed, fromUtcMs: z.number().nonnegative(), toUtcMs: z.number().nonnegative() })
  .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins')

function write(kind: 'reason' | 'handover', longest: number) {
  return z.strictObject({
    bed,
    patient: patientSchema.nullable(),
    kind: z.literal(kind),
    atUtcMs: z.int().nonnegative(),
    text: z.string().trim().max(longest, `must be at most ${longest} characters`),
  })
}

/** What the commands of the hand-over may ask. */
export const handoverSchemas: {
  readonly [Name in keyof HandoverCommands]: ZodType<HandoverCommands[Name]['request']>
} = {
  'handover.write': z.union([write('reason', LONGEST_REASON), write('handover', LONGEST_FREE_TEXT)]),
  'handover.finish': z.strictObject({
    parts: z
      .array(part)
      .min(1, 'must name a bed')
      .max(MOST_HANDOVER_BEDS, `must be at most ${MOST_HANDOVER_BEDS} beds`),
    paper: z.enum(PAPERS),
    language: z.enum(LANGUAGES),
    timeZone: z.string().min(1).max(LONGEST_ZONE),
  }),
  'handover.list': z.strictObject({}),
  'handover.read': z.strictObject({ id }),
  'handover.send': z.strictObject({
    id,
    destination: z.string().min(1).max(LONGEST_ID),
    pdf: z.string().min(1).max(LONGEST_PDF_BASE64, 'is longer than the pages of one bed can be'),
  }),
}
