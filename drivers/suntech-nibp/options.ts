import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const suntechOptions = z
  .strictObject({
    listenOnly: z
      .boolean()
      .default(false)
      .describe(
        'Listen only: the module answers another device, and Vigil hears its answers. The line is silent between readings then, and Vigil waits 65 minutes before it says so.',
      ),
    mayStartCuff: z
      .boolean()
      .default(false)
      .describe(
        'A click here may start a cuff reading: the opened bed then offers to start one, for the age class chosen for the bed, and to stop it. Nothing starts one by itself. Only where the site wants the cuff started from the desk.',
      ),
  })
  .refine(({ listenOnly, mayStartCuff }) => !(listenOnly && mayStartCuff), {
    message: 'Vigil starts no cuff where it only listens: switch off "listenOnly" or "mayStartCuff".',
    path: ['mayStartCuff'],
  })

export type SuntechOptions = z.infer<typeof suntechOptions>
