import { z } from 'zod'
import { EVERY_SECONDS } from './codes.ts'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const ultra2Options = z.strictObject({
  ownMeter: z
    .boolean()
    .default(false)
    .describe(
      'The meter is used for this patient alone: its latest reading shows as soon as it is joined, and all that were taken while it was away. Off: only readings that come into its memory while it stays joined are shown, because older ones may be of another patient.',
    ),
  everySeconds: z
    .int()
    .min(EVERY_SECONDS.least)
    .max(EVERY_SECONDS.most)
    .default(EVERY_SECONDS.usual)
    .describe('How often the memory of the meter is read, in seconds.'),
})

export type Ultra2Options = z.infer<typeof ultra2Options>
