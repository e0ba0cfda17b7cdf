import { z } from 'zod'
import { ECG_LEADS, leadsGivenTwice } from '../model/ecg-leads.ts'
import { MOST_PORTS } from './codes.ts'

/** Samples a second that are asked for, the usual first. */
export const RATES = ['100', '1000'] as const
export type Rate = (typeof RATES)[number]

const roles = ['unnamed', ...ECG_LEADS] as const
export type Role = (typeof roles)[number]

const role = (port: string) =>
  z
    .enum(roles)
    .default('unnamed')
    .describe(
      `What is connected to ${port}. The board cannot know: unnamed is shown in counts; a lead is the maker's ECG sensor, in millivolt.`,
    )

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const bitalinoOptions = z
  .strictObject({
    ports: z
      .number()
      .int()
      .min(1)
      .max(MOST_PORTS)
      .default(MOST_PORTS)
      .describe('How many of the ports A1 to A6 are read, from A1 on.'),
    rateHz: z.enum(RATES).default('100').describe('Samples a second of each port. Choose 1000 for an ECG.'),
    a1: role('A1'),
    a2: role('A2'),
    a3: role('A3'),
    a4: role('A4'),
    listenOnly: z
      .boolean()
      .default(false)
      .describe(
        'Listen only, as for a recording: never write to the board. Another program must start it with these ports and this rate.',
      ),
  })
  .superRefine((options, context) => {
    for (const { name, lead, other } of leadsGivenTwice(rolesOf(options))) {
      const message = `is lead ${lead} as ${other} is already: give each lead to one port`
      context.addIssue({ code: 'custom', path: [name], message })
    }
  })

export type BitalinoOptions = z.infer<typeof bitalinoOptions>

/** The roles of the ports that can have one, in their order, with the names of their options. */
export function rolesOf({ a1, a2, a3, a4 }: BitalinoOptions): readonly (readonly [string, Role])[] {
  return [
    ['a1', a1],
    ['a2', a2],
    ['a3', a3],
    ['a4', a4],
  ]
}
