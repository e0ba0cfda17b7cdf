import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const pm6750Options = z.strictObject({
  listenOnly: z
    .boolean()
    .default(false)
    .describe('Listen only: never write to the board. Another program must switch its data on.'),
})

export type Pm6750Options = z.infer<typeof pm6750Options>
