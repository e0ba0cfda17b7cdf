import { z } from 'zod'

/** The formats that are read. */
export const FORMATS = ['df2', 'df7', 'df8', 'df13'] as const
export type Format = (typeof FORMATS)[number]

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const noninOptions = z.strictObject({
  format: z
    .enum(['auto', ...FORMATS])
    .default('auto')
    .describe(
      'Data format the oximeter is set to. auto: told by the stream. df2 (8-bit pleth, Xpod and OEM III), df7 (16-bit pleth), df8 (numbers once a second), df13 (spot check with date, the 9560 as delivered).',
    ),
})

export type NoninOptions = z.infer<typeof noninOptions>
