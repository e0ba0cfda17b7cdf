import { z } from 'zod'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const pb840Options = z.strictObject({
  port: z
    .enum(['numbers', 'waves'])
    .default('numbers')
    .describe(
      'What the port of the ventilator is set to (its Communication Setup): numbers is asked every two seconds (9600 baud); waves is a port set to "Waveforms" (38400 baud), which is only listened to.',
    ),
  reply: z
    .enum(['SNDF', 'SNDA'])
    .default('SNDF')
    .describe(
      'What is asked for: SNDF has oxygen, PEEP and all alarms; SNDA is for ventilators that answer nothing else.',
    ),
})

export type Pb840Options = z.infer<typeof pb840Options>
