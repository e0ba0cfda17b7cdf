import { z } from 'zod'

/** What an engineer may set for one bed: nothing; the device says all that depends on its own menu. */
export const capnostreamOptions = z.strictObject({})

export type CapnostreamOptions = z.infer<typeof capnostreamOptions>
