import { type ZodType, z } from 'zod'
import type { AdmissionCommands } from './admissions.ts'
import { AGE_CLASSES } from './alarms.ts'
import { PACED } from './patient.ts'
import { twoIdentifiers } from './patient-schema.ts'

const seq = z.int().positive()

/** What the commands about messages of the hospital's system may ask. */
export const admissionSchemas: {
  readonly [Name in keyof AdmissionCommands]: ZodType<AdmissionCommands[Name]['request']>
} = {
  'admission.list': z.strictObject({}),
  'admission.confirm': z.strictObject({
    ...twoIdentifiers,
    seq,
    kind: z.enum(['admit', 'transfer', 'discharge', 'update', 'merge']),
    bed: z.string().min(1, 'must not be empty'),
    ageClass: z.enum(AGE_CLASSES).nullable(),
    paced: z.enum(PACED).nullable(),
  }),
  'admission.dismiss': z.strictObject({ seq }),
}
