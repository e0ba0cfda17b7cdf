import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const suntechOptions = z.strictObject({
  listenOnly: z
    .boolean()
    .default(false)
    .describe(
      'Listen only: the module answers another device, and Vigil hears its answers. The line is silent between readings then, and Vigil waits 65 minutes before it says so.',
    ),
})

export type SuntechOptions = z.infer<typeof suntechOptions>
