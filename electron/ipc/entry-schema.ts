import { type ZodType, z } from 'zod'
import { ACVPU, EFFORTS, ENTRY_KINDS, type EntryCommands, type EntryUnits } from './entry.ts'
import { patientSchema } from './patient-schema.ts'

const LONGEST_UNIT = 16
const LATEST_UTC_MS = 8_640_000_000_000_000

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const at = z.int().min(0).max(LATEST_UTC_MS)
const whose = { bed: text, patient: patientSchema.nullable() }
const entered = {
  kind: z.enum(ENTRY_KINDS),
  value: z.union([z.number(), z.enum([...ACVPU, ...EFFORTS])]),
  unit: z.string().max(LONGEST_UNIT),
}

/** Units as a window or the record brings them. */
export const entryUnitsSchema: ZodType<EntryUnits> = z.strictObject({
  glucose: z.enum(['mg/dL', 'mmol/L']).nullable(),
  temperature: z.enum(['Cel', '[degF]']),
})

/** What is sealed of an entry, as the record brings it. */
export const enteredSchema = z.strictObject(entered)

/** What the commands about entries may ask. */
export const entrySchemas: {
  readonly [Name in keyof EntryCommands]: ZodType<EntryCommands[Name]['request']>
} = {
  'entry.add': z.strictObject({ ...whose, ...entered, atUtcMs: at.nullable() }),
  'entry.correct': z.strictObject({ ...whose, ...entered, entry: text, atUtcMs: at }),
  'entry.withdraw': z.strictObject({ ...whose, entry: text }),
  'entry.list': z.strictObject({ bed: text }),
}
