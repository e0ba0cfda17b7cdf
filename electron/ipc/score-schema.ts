import { type ZodType, z } from 'zod'
import { patientSchema } from './patient-schema.ts'
import { LONGEST_SCORE_TABLE, type ScoreCommands } from './score.ts'

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')

/** What the commands about scores may ask. */
export const scoreSchemas: {
  readonly [Name in keyof ScoreCommands]: ZodType<ScoreCommands[Name]['request']>
} = {
  'score.setScale': z.strictObject({ bed: text, patient: patientSchema, scale: z.literal([1, 2]) }),
  'score.setTable': z.strictObject({
    name: text.max(255, 'is too long'),
    text: z.string().max(LONGEST_SCORE_TABLE, 'is too long for a score table'),
  }),
  'score.removeTable': z.strictObject({}),
}
