import { type ZodType, z } from 'zod'
import { patientSchema } from './patient-schema.ts'
import type { ScoreCommands } from './score.ts'

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')

/** What the commands about scores may ask. */
export const scoreSchemas: {
  readonly [Name in keyof ScoreCommands]: ZodType<ScoreCommands[Name]['request']>
} = {
  'score.setScale': z.strictObject({ bed: text, patient: patientSchema, scale: z.literal([1, 2]) }),
}
