import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const cms50Options = z.strictObject({
  wire: z
    .enum(['v7', 'old', 'hid'])
    .default('v7')
    .describe(
      'What the oximeter speaks: v7 at 115200 8N1 (current serial models), old at 19200 8O1 (5-byte stream), hid (64-byte USB reports).',
    ),
  listenOnly: z
    .boolean()
    .default(false)
    .describe('Listen only: never write to the oximeter. Another program must start its live data.'),
})

export type Cms50Options = z.infer<typeof cms50Options>
export type Wire = Cms50Options['wire']
