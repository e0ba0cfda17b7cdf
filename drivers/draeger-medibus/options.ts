import { z } from 'zod'

/** Numbers are asked for at least this often, seconds. */
const SLOWEST_SECONDS = 10

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const medibusOptions = z.strictObject({
  asks: z
    .enum(['vigil', 'other'])
    .default('vigil')
    .describe(
      'Who asks the device. vigil: this station. other: another system does, and this station only listens on a Y-cable; it then sends nothing, and shows no curves, because which of them run is not said on that line.',
    ),
  table: z
    .enum(['auto', 'classic', 'x'])
    .default('auto')
    .describe(
      'Which list of codes the device uses. auto: by the number it names itself with (5xxx and 6xxx are MEDIBUS.X, 7xxx and 8xxx are MEDIBUS). Until it has named itself, a code that means two things is not shown.',
    ),
  curves: z
    .boolean()
    .default(true)
    .describe('Whether curves are asked for: airway pressure, flow, and carbon dioxide or volume.'),
  everySeconds: z
    .number()
    .int()
    .min(1)
    .max(SLOWEST_SECONDS)
    .default(1)
    .describe('How often the numbers are asked for, seconds.'),
})

export type MedibusOptions = z.infer<typeof medibusOptions>
