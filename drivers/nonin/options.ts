import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const noninOptions = z.strictObject({
  format: z
    .enum(['df2', 'df7', 'df8', 'df13'])
    .default('df2')
    .describe(
      'Data format the oximeter is set to: df2 (8-bit pleth, Xpod and OEM III), df7 (16-bit pleth), df8 (numbers once a second), df13 (spot check with date, the 9560 as delivered).',
    ),
})

export type NoninOptions = z.infer<typeof noninOptions>
export type Format = NoninOptions['format']
