import { z } from 'zod'

/** What stands between the wearables and the station. */
export const WIRES = ['bridge', 'dongle'] as const

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const bleHealthOptions = z
  .strictObject({
    devices: z
      .string()
      .regex(
        /^$|^[0-9A-F]{2}(:[0-9A-F]{2}){5}([ ,]+[0-9A-F]{2}(:[0-9A-F]{2}){5})*$/,
        'must be addresses such as C0:FF:EE:00:00:01, with commas between them',
      )
      .default('')
      .describe(
        "Addresses of the wearables of this patient, with commas between them, as printed on them or shown by the bridge. Only these are shown. Empty: all that the bridge hears, but nothing of a kind of which it hears two, since one may be a neighbour's. A dongle needs them.",
      ),
    wire: z
      .enum(WIRES)
      .default('bridge')
      .describe(
        'What the wearables are heard through. bridge: a board that passes notifications on as lines of JSON, which is only listened to. dongle: a Bluegiga BLED112, which is asked to connect with the named devices.',
      ),
  })
  .refine(({ devices, wire }) => wire === 'bridge' || devices !== '', {
    path: ['devices'],
    message:
      'must name the wearables of the patient where "wire" is "dongle": it would connect with those of neighbours',
  })

export type BleHealthOptions = z.infer<typeof bleHealthOptions>
