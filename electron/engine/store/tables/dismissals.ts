import { z } from 'zod'
import type { InsightDismissal, InsightFact } from '../../../ipc/insight.ts'
import { insightFactSchema } from '../../../ipc/insight-schema.ts'
import type { NoteRow } from './notes.ts'

const keptSchema = z.strictObject({
  fact: insightFactSchema,
  reason: z.string(),
  actedOn: z.literal(true).optional(),
})
const overSchema = z.strictObject({ of: z.string() })

/** The text of a note of kind `dismissal`. */
export function dismissalText(fact: InsightFact, reason: string, isActedOn = false): string {
  return JSON.stringify({ fact, reason, ...(isActedOn && { actedOn: true }) })
}

/** The text of a note of kind `dismissalOver`: that the named one holds no longer. */
export function dismissalOverText(id: string): string {
  return JSON.stringify({ of: id })
}

/** What stands in the text of a note by a schema; null: it cannot be read. */
export function parsedText<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What a note of that kind keeps; null: it cannot be read. */
export function dismissalOf({ id, author, atUtcMs, text }: NoteRow): InsightDismissal | null {
  const kept = parsedText(keptSchema, text)
  if (kept === null) return null
  const { fact, reason, actedOn } = kept
  return { id, fact, reason, ...(actedOn && { actedOn }), author, atUtcMs }
}

/** Which dismissal holds no longer by a note of kind `dismissalOver`; null: it is none, or cannot be read. */
export function dismissalOverOf({ kind, text }: NoteRow): string | null {
  return kind === 'dismissalOver' ? (parsedText(overSchema, text)?.of ?? null) : null
}

/** The dismissals of these rows that hold, oldest first. */
export function dismissalsInForce(rows: readonly NoteRow[]): InsightDismissal[] {
  const over = new Set(rows.flatMap((row) => dismissalOverOf(row) ?? []))
  return rows.flatMap((row) => {
    const dismissal = row.kind === 'dismissal' && !over.has(row.id) ? dismissalOf(row) : null
    return dismissal ?? []
  })
}
