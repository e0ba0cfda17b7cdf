import { z } from 'zod'
import type { InsightFact } from '../../../ipc/insight.ts'
import { insightFactSchema } from '../../../ipc/insight-schema.ts'
import { parsedText } from './dismissals.ts'
import type { NoteRow } from './notes.ts'

/** A hint that was shown, by the id of its note. */
export interface ShownHint {
  readonly id: string
  readonly fact: InsightFact
}

const shownSchema = z.strictObject({ fact: insightFactSchema })
const overSchema = z.strictObject({ of: z.string() })

/** The text of a note of kind `hintShown`. */
export function hintShownText(fact: InsightFact): string {
  return JSON.stringify({ fact })
}

/** The text of a note of kind `hintOver`: that the named one is shown no longer. */
export function hintOverText(id: string): string {
  return JSON.stringify({ of: id })
}

/** What a note of kind `hintShown` keeps; null: it is none, or cannot be read. */
export function shownHintOf({ id, kind, text }: NoteRow): ShownHint | null {
  const kept = kind === 'hintShown' ? parsedText(shownSchema, text) : null
  return kept === null ? null : { id, ...kept }
}

/** Which hint is over by a note of kind `hintOver`; null: it is none, or cannot be read. */
export function hintOverOf({ kind, text }: NoteRow): string | null {
  return kind === 'hintOver' ? (parsedText(overSchema, text)?.of ?? null) : null
}

/** The hints of these rows that are still shown, oldest first. */
export function hintsInForce(rows: readonly NoteRow[]): ShownHint[] {
  const over = new Set(rows.flatMap((row) => hintOverOf(row) ?? []))
  return rows.flatMap((row) => (over.has(row.id) ? [] : (shownHintOf(row) ?? [])))
}
