import { z } from 'zod'
import { CO2_UNITS } from './codes.ts'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const servoSciOptions = z.strictObject({
  co2Unit: z
    .enum(CO2_UNITS)
    .default('mmHg')
    .describe('Unit in which end-tidal CO2 is asked for, as the screen of the ventilator shows it.'),
})

export type ServoSciOptions = z.infer<typeof servoSciOptions>
