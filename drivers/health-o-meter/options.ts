import { z } from 'zod'
import { MOST_WAIT_MINUTES } from './codes.ts'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const healthOMeterOptions = z.strictObject({
  waitMinutes: z
    .int()
    .min(0)
    .max(MOST_WAIT_MINUTES)
    .default(0)
    .describe(
      'How long the scale may be silent before that is said, in minutes: it sends only while somebody stands on it. 1440 is a day. 0: ten seconds.',
    ),
  patientNumbers: z
    .boolean()
    .default(false)
    .describe(
      "Nurses type the patient's number at the scale: Vigil compares it with that of the bed as it does with any device, digit by digit. Off: the number is not read.",
    ),
})

export type HealthOMeterOptions = z.infer<typeof healthOMeterOptions>
