import { z } from 'zod'

/** What an engineer may set for one bed: nothing; the module sends by itself. */
export const irmaOptions = z.strictObject({})

export type IrmaOptions = z.infer<typeof irmaOptions>
