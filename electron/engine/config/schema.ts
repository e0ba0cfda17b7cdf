import { z } from 'zod'

/** Ids travel in file names, HL7 fields and commands: kept to what is safe in all of them. */
const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'must be 1 to 32 letters, digits, ".", "_" or "-"')
const label = z.string().trim().min(1, 'must not be empty').max(24, 'must be at most 24 characters')
/** Control characters and the separators of HL7 have no place in an identifier. */
const identifier = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}|^~\\&]{1,64}$/u, 'must be 1 to 64 characters without | ^ ~ \\ &')

/** A person connected to a bed: the number and who issued it. */
export const patientSchema = z.strictObject({ id: identifier, authority: identifier })

/** One bed of the config; the same shape as the set-up screen saves. */
export const bedSchema = z.strictObject({
  id,
  label,
  driver: z.string().min(1, 'must not be empty'),
  link: z.string().min(1, 'must not be empty'),
  options: z.record(z.string(), z.unknown()).default({}),
  patient: patientSchema.nullable().default(null),
})

/** Where shift summaries may be sent. */
export const destinationSchema = z.strictObject({
  id,
  type: z.literal('mllp', 'must be "mllp": nothing else is built yet'),
  host: z.string().min(1, 'must not be empty'),
  port: z.int().min(1).max(65_535),
  ack: z.enum(['ihe', 'enhanced', 'original']).default('ihe'),
  training: z.boolean().default(false),
})

/** The whole config file (JSON). */
export const configSchema = z.strictObject({
  station: id,
  beds: z.array(bedSchema).max(64, 'must be at most 64 beds'),
  destinations: z.array(destinationSchema).default([]),
})

export type BedConfig = z.output<typeof bedSchema>
export type Destination = z.output<typeof destinationSchema>
export type StationConfig = z.output<typeof configSchema>
