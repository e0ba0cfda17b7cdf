import { z } from 'zod'

/** What an engineer may set for one bed: nothing; the port has one speed and one way to be asked. */
export const hamiltonOptions = z.strictObject({})

export type HamiltonOptions = z.infer<typeof hamiltonOptions>
