import { z } from 'zod'
import { ECG_LEADS, leadsGivenTwice } from '../model/ecg-leads.ts'

const roles = ['unnamed', 'unused', ...ECG_LEADS] as const
export type Role = (typeof roles)[number]

const role = (channel: number) =>
  z
    .enum(roles)
    .default('unnamed')
    .describe(
      `What the electrodes of channel ${channel} record. The board cannot know: unnamed is a voltage, a lead is an ECG, unused is left out.`,
    )

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const cytonOptions = z
  .strictObject({
    channel1: role(1),
    channel2: role(2),
    channel3: role(3),
    channel4: role(4),
    channel5: role(5),
    channel6: role(6),
    channel7: role(7),
    channel8: role(8),
    listenOnly: z
      .boolean()
      .default(false)
      .describe(
        'Listen only, as for a recording: never write to the board. Another program must start it, with the usual gain of 24 and no Daisy module.',
      ),
  })
  .superRefine((options, context) => {
    for (const { name, lead, other } of leadsGivenTwice(rolesOf(options))) {
      const message = `is lead ${lead} as ${other} is already: give each lead to one channel`
      context.addIssue({ code: 'custom', path: [name], message })
    }
  })

export type CytonOptions = z.infer<typeof cytonOptions>

/** The roles of the eight channels in their order, with the names of their options. */
export function rolesOf(options: CytonOptions): readonly (readonly [name: string, role: Role])[] {
  const { channel1, channel2, channel3, channel4, channel5, channel6, channel7, channel8 } = options
  const all = [channel1, channel2, channel3, channel4, channel5, channel6, channel7, channel8]
  return all.map((one, index) => [`channel${index + 1}`, one] as const)
}
