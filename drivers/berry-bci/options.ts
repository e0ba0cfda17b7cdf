import { z } from 'zod'

/** What an engineer may set for one bed: nothing; the oximeter sends one stream and takes no command. */
export const berryBciOptions = z.strictObject({})

export type BerryBciOptions = z.infer<typeof berryBciOptions>
