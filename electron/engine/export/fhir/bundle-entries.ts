import { z } from 'zod'

const EntrySchema = z.looseObject({
  fullUrl: z.string(),
  resource: z.looseObject({ resourceType: z.string() }),
})

/** A bundle as it stands in the outbox, as far as sending looks into it. */
export const BundleSchema = z.looseObject({ entry: z.array(EntrySchema) })

/** One of its entries. */
export type Entry = z.output<typeof EntrySchema>

const TitleSchema = z.looseObject({ code: z.looseObject({ text: z.string() }) })

/** What people call an entry. */
export function titleOf(one: Entry | undefined): string {
  const parsed = TitleSchema.safeParse(one?.resource)
  return parsed.success ? parsed.data.code.text : (one?.resource.resourceType ?? 'entry')
}
