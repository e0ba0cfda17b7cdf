import { z } from 'zod'

/** The three wires of the family. */
export const WIRES = ['v7', 'old', 'hid'] as const
export type Wire = (typeof WIRES)[number]

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const cms50Options = z.strictObject({
  wire: z
    .enum(['auto', ...WIRES])
    .default('auto')
    .describe(
      'What the oximeter speaks. auto: told by the stream, started as v7. v7 at 115200 8N1 (current serial models), old at 19200 8O1 (5-byte stream), hid (64-byte USB reports).',
    ),
  listenOnly: z
    .boolean()
    .default(false)
    .describe('Listen only: never write to the oximeter. Another program must start its live data.'),
})

export type Cms50Options = z.infer<typeof cms50Options>
