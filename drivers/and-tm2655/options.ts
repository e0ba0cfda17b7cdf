import { z } from 'zod'

/** What an engineer may set for one bed: nothing; the kiosk has one question that Vigil asks. */
export const tm2655Options = z.strictObject({})

export type Tm2655Options = z.infer<typeof tm2655Options>
