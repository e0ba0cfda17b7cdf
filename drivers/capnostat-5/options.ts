import { z } from 'zod'
import { OXYGEN, PRESSURE } from './codes.ts'

/** What an engineer must set for one bed; the set-up screen is drawn from this. */
export const capnostatOptions = z.strictObject({
  pressureMmHg: z
    .number()
    .int()
    .min(PRESSURE.least)
    .max(PRESSURE.most)
    .default(PRESSURE.usual)
    .describe(
      'Air pressure at this place, mmHg, as a barometer shows it here and not reduced to sea level: about 760 at sea level, 675 at 1000 m, 600 at 2000 m. The module measures wrongly with another one.',
    ),
  oxygenPercent: z
    .number()
    .int()
    .min(OXYGEN.least)
    .max(OXYGEN.most)
    .default(OXYGEN.usual)
    .describe('Oxygen in the gas that is measured, percent: it changes what the module makes of CO2.'),
})

export type CapnostatOptions = z.infer<typeof capnostatOptions>
