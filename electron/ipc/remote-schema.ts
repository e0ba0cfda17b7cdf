import { type ZodType, z } from 'zod'
import { patientFactsParts, twoIdentifiers, typedPatientSchema } from './patient-schema.ts'
import type { RemoteCommands } from './remote.ts'

const LONGEST_HOW = 200
const LONGEST_STRETCH_MS = 2 * 86_400_000

const seq = z.int().positive()
const how = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(LONGEST_HOW, `must be at most ${LONGEST_HOW} characters`)

/** What the commands about patients elsewhere may ask. */
export const remoteSchemas: {
  readonly [Name in keyof RemoteCommands]: ZodType<RemoteCommands[Name]['request']>
} = {
  'remote.list': z.strictObject({}),
  'remote.day': z
    .strictObject({ seq, fromUtcMs: z.number().nonnegative(), toUtcMs: z.number().nonnegative() })
    .refine(
      ({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs && toUtcMs - fromUtcMs <= LONGEST_STRETCH_MS,
      'the stretch is none, or longer than two days',
    ),
  'remote.implant': z.strictObject({ bed: z.string().min(1, 'must not be empty').max(1_024, 'is too long') }),
  'remote.enrol': z
    .strictObject({ patient: typedPatientSchema, ...patientFactsParts })
    .refine(({ name, birthDate }) => name !== null || birthDate !== null, 'needs a name or a birth date'),
  'remote.consent': z.strictObject({ seq, how: how.nullable() }),
  'remote.assign': z.strictObject({ ...twoIdentifiers, report: seq, seq }),
  'remote.refuse': z.strictObject({ report: seq, isRefused: z.boolean() }),
  'remote.end': z.strictObject({ seq, isEnded: z.boolean() }),
}
