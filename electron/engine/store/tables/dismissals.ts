import { z } from 'zod'
import type { InsightDismissal, InsightFact } from '../../../ipc/insight.ts'
import { insightFactSchema } from '../../../ipc/insight-schema.ts'
import type { NoteRow } from './notes.ts'

const keptSchema = z.strictObject({ fact: insightFactSchema, reason: z.string() })
const overSchema = z.strictObject({ of: z.string() })

/** The text of a note of kind `dismissal`. */
export function dismissalText(fact: InsightFact, reason: string): string {
  return JSON.stringify({ fact, reason })
}

/** The text of a note of kind `dismissalOver`: that the named one holds no longer. */
export function dismissalOverText(id: string): string {
  return JSON.stringify({ of: id })
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What a note of that kind keeps; null: it cannot be read. */
export function dismissalOf({ id, author, atUtcMs, text }: NoteRow): InsightDismissal | null {
  const kept = parsed(keptSchema, text)
  return kept === null ? null : { id, ...kept, author, atUtcMs }
}

/** The dismissals of these rows that hold, oldest first. */
export function dismissalsInForce(rows: readonly NoteRow[]): InsightDismissal[] {
  const over = new Set(
    rows.flatMap(({ kind, text }) => (kind === 'dismissalOver' ? (parsed(overSchema, text)?.of ?? []) : [])),
  )
  return rows.flatMap((row) => {
    const dismissal = row.kind === 'dismissal' && !over.has(row.id) ? dismissalOf(row) : null
    return dismissal ?? []
  })
}
