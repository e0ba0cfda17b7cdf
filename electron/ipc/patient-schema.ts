import { type ZodType, z } from 'zod'
import { calendarDate } from '../../drivers/model/person.ts'
import { AGE_CLASSES } from './alarms.ts'
import { INSIGHT_PARAMETERS } from './insight-finding.ts'
import {
  LONGEST_NAME,
  PACED,
  type PatientCommands,
  SIMULATED_AUTHORITY,
  TEMPORARY_AUTHORITY,
} from './patient.ts'

/** Control characters and the separators of HL7 have no place in an identifier. */
export const identifier = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}|^~\\&]{1,64}$/u, 'must be 1 to 64 characters without | ^ ~ \\ &')

/** A person connected to a bed: the number and who issued it. */
export const patientSchema = z.strictObject({ id: identifier, authority: identifier })

/** A person as people type one: this station's own made-up authorities are not theirs to type. */
export const typedPatientSchema = patientSchema.refine(
  ({ authority }) => ![TEMPORARY_AUTHORITY, SIMULATED_AUTHORITY].includes(authority.toUpperCase()),
  'must not name this station as the one who issued the identifier',
)

const bed = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const utcMs = z.number().int().nonnegative()
const second = z.string().trim().min(1, 'must not be empty').max(LONGEST_NAME, 'is too long')
/** The identifier and a second one, as people type them. */
export const twoIdentifiers = { id: identifier, second }
const facts = {
  name: z
    .string()
    .trim()
    .regex(/^\P{Cc}+$/u, 'must not be empty and must be one line')
    .max(LONGEST_NAME, `must be at most ${LONGEST_NAME} characters`)
    .nullable(),
  birthDate: z
    .string()
    .refine((text) => calendarDate(text) === text, 'must be a date such as 1970-12-31')
    .nullable(),
  ageClass: z.enum(AGE_CLASSES).nullable(),
  paced: z.enum(PACED),
  spo2Scale: z.literal([1, 2]).optional(),
}

/** What tells a person besides the identifier. */
export const patientFactsParts = { name: facts.name, birthDate: facts.birthDate }

const usual = z.strictObject({
  parameter: z.enum(INSIGHT_PARAMETERS),
  low: z.number(),
  high: z.number(),
  by: z.string(),
  atUtcMs: z.number(),
})

/** What is known of a patient, as a window types it: what a clinician sets as usual has a command of its own. */
const typedFacts = z.strictObject(facts)

const visit = z.strictObject({
  number: z.string(),
  authority: z.string(),
  patientClass: z.string(),
  fromUtcMs: z.number(),
  toUtcMs: z.number().nullable(),
})

/** What is known of a patient, as the record brings it. */
export const factsSchema = z.strictObject({
  ...facts,
  usual: z.array(usual).max(INSIGHT_PARAMETERS.length).optional(),
  visits: z.array(visit).optional(),
})

const admittedFacts = z.strictObject({ ...facts, ageClass: z.enum(AGE_CLASSES) })

/** What the commands about patients and beds may ask. */
export const patientSchemas: {
  readonly [Name in keyof PatientCommands]: ZodType<PatientCommands[Name]['request']>
} = {
  'patient.admit': z.strictObject({
    bed,
    patient: typedPatientSchema.nullable(),
    facts: admittedFacts,
  }),
  'patient.name': z.strictObject({
    bed,
    temporary: patientSchema,
    patient: typedPatientSchema,
    facts: admittedFacts,
  }),
  'patient.repair': z.strictObject({
    bed,
    wrong: patientSchema,
    fromUtcMs: utcMs.nullable(),
    patient: typedPatientSchema.nullable(),
    facts: typedFacts,
  }),
  'patient.repairEnded': z.strictObject({
    bed,
    stay: z.strictObject({ patient: patientSchema, fromUtcMs: utcMs, toUtcMs: utcMs }),
    fromUtcMs: utcMs.nullable(),
    patient: typedPatientSchema.nullable(),
    facts: typedFacts,
  }),
  'patient.undoMove': z.strictObject({ bed, move: z.uuid() }),
  'patient.stay': z.strictObject({ bed }),
  'patient.describe': z.strictObject({ bed, patient: patientSchema, facts: typedFacts }),
  'patient.transfer': z.strictObject({ bed, to: bed, ...twoIdentifiers }),
  'patient.discharge': z.strictObject({ bed, ...twoIdentifiers }),
}
