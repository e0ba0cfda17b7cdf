import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const healthyPiOptions = z.strictObject({
  board: z
    .enum(['v4', 'v3'])
    .default('v4')
    .describe(
      'Which board sends the frames of 27 bytes: v3 and v4 differ in what their status means. v5 is told by its frames.',
    ),
  start: z
    .boolean()
    .default(false)
    .describe(
      'Send the start command while the board is silent: for v5 builds that do not send by themselves.',
    ),
})

export type HealthyPiOptions = z.infer<typeof healthyPiOptions>
