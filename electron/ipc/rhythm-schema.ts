import { type ZodType, z } from 'zod'
import { RHYTHM_KINDS, RHYTHM_PRIORITIES, type RhythmCommands } from './rhythm.ts'

/** What the commands about rhythm findings may ask. */
export const rhythmSchemas: {
  readonly [Name in keyof RhythmCommands]: ZodType<RhythmCommands[Name]['request']>
} = {
  'rhythm.set': z.strictObject({
    kind: z.enum(RHYTHM_KINDS),
    priority: z.enum(RHYTHM_PRIORITIES).nullable(),
    figures: z.int().min(0),
  }),
}
