import { type ZodType, z } from 'zod'
import { type DestinationCommands, LONGEST_SECRET } from './destinations.ts'

const id = z.string().min(1, 'must not be empty').max(64, 'is too long')
const asked = {
  // The schema of the config judges it: what is wrong is told field by field.
  destination: z.record(z.string(), z.unknown()),
  secret: z.string().min(1, 'must not be empty').max(LONGEST_SECRET, 'is too long').nullable(),
}

/** What the commands about destinations may ask. */
export const destinationSchemas: {
  readonly [Name in keyof DestinationCommands]: ZodType<DestinationCommands[Name]['request']>
} = {
  'destination.list': z.strictObject({}),
  'destination.save': z.strictObject({ ...asked, isNew: z.boolean() }),
  'destination.remove': z.strictObject({ id, queued: z.enum(['keep', 'drop']) }),
  'destination.drop': z.strictObject({ id }),
  'destination.test': z.strictObject(asked),
}
