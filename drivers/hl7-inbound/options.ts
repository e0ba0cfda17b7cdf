import { z } from 'zod'
import { TIMING } from './codes.ts'

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const hl7InboundOptions = z.strictObject({
  sendingApplication: z
    .string()
    .trim()
    .default('')
    .describe('Take messages of this sender only: name or EUI-64 of MSH-3. Empty: any sender.'),
  location: z
    .string()
    .trim()
    .default('')
    .describe(
      'Take messages of this bed only: PV1-3 as unit^room^bed, for example ICU^R2^B04. Empty: any bed.',
    ),
  intervalSeconds: z
    .int()
    .min(1)
    .max(TIMING.slowestIntervalSeconds)
    .default(TIMING.usualIntervalSeconds)
    .describe(
      'Longest time between two messages with numbers, in seconds: the trend interval of the monitor. Faster senders are noticed by themselves.',
    ),
  line: z.enum(['auto', 'network', 'serial']).default('auto').meta({
    title: 'Kind of line',
    description:
      'Auto: by the link of the bed. Serial: HL7 has no checksum, so nothing is shown before three whole messages in a row, and contradictions count as damage.',
  }),
  refuseUnknown: z
    .boolean()
    .default(false)
    .describe('Refuse messages of other kinds (AR). Off: they are accepted, counted and not read.'),
})

export type Hl7InboundOptions = z.infer<typeof hl7InboundOptions>
