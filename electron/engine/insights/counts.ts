import { z } from 'zod'
import type { InsightCounts, InsightFact, ReasonCount, RuleCount } from '../../ipc/insight.ts'
import { INSIGHT_RULES } from '../../ipc/insight-finding.ts'
import { dismissalOf, dismissalOverOf } from '../store/tables/dismissals.ts'
import { hintOverOf, shownHintOf } from '../store/tables/hints.ts'
import type { NoteRow } from '../store/tables/notes.ts'
import type { StoreReader } from '../store/types.ts'
import { nameOf } from './finding-book.ts'

/** As many as a person reads; the rest is counted. */
const MOST_REASONS = 12

/** A hint that was shown, and what was said of it last. */
export interface CountedHint {
  readonly fact: InsightFact
  answer: { readonly id: string; readonly reason: string; readonly isActedOn: boolean } | null
}

/** Hints that began in these rows of one bed, oldest first, with what was said of each. */
export function countedHints(rows: readonly NoteRow[]): CountedHint[] {
  const all: CountedHint[] = []
  const shown = new Map<string, CountedHint>()
  const names = new Map<string, string>()
  for (const row of rows) {
    const hint = shownHintOf(row)
    if (hint !== null) {
      const counted: CountedHint = { fact: hint.fact, answer: null }
      all.push(counted)
      shown.set(nameOf(hint.fact), counted)
      names.set(hint.id, nameOf(hint.fact))
    }
    const over = names.get(hintOverOf(row) ?? '')
    if (over !== undefined) shown.delete(over)
    const said = row.kind === 'dismissal' ? dismissalOf(row) : null
    const about = said === null ? undefined : shown.get(nameOf(said.fact))
    if (said !== null && about !== undefined) {
      about.answer = { id: said.id, reason: said.reason, isActedOn: said.actedOn === true }
    }
    // The finding that ends takes nothing back; a person who wants it shown again does.
    const backOf = row.author === '' ? null : dismissalOverOf(row)
    const back = all.find(({ answer }) => answer !== null && answer.id === backOf)
    if (back !== undefined) back.answer = null
  }
  return all
}

function reasonsOf(hints: readonly CountedHint[]): ReasonCount[] {
  const reasons = new Map<string, ReasonCount>()
  for (const { answer } of hints) {
    if (answer === null) continue
    const { reason, isActedOn } = answer
    const key = `${isActedOn} ${reason.toLowerCase()}`
    const before = reasons.get(key)
    reasons.set(key, { reason: before?.reason ?? reason, isActedOn, count: (before?.count ?? 0) + 1 })
  }
  return [...reasons.values()].sort((a, b) => b.count - a.count)
}

/** The counts of hints by rule and version, in the order of the rules. */
export function countRules(hints: readonly CountedHint[]): RuleCount[] {
  const groups = new Map<string, CountedHint[]>()
  for (const hint of hints) {
    const key = `${hint.fact.rule} ${hint.fact.version}`
    groups.set(key, [...(groups.get(key) ?? []), hint])
  }
  return [...groups.values()]
    .flatMap((group): RuleCount[] => {
      const [first] = group
      if (first === undefined) return []
      const { rule, version } = first.fact
      const actedOn = group.filter(({ answer }) => answer?.isActedOn === true).length
      const unanswered = group.filter(({ answer }) => answer === null).length
      const reasons = reasonsOf(group)
      const moreReasons = reasons.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0)
      return [
        {
          rule,
          version,
          shown: group.length,
          actedOn,
          dismissed: group.length - actedOn - unanswered,
          unanswered,
          reasons: reasons.slice(0, MOST_REASONS),
          moreReasons,
        },
      ]
    })
    .sort((a, b) => INSIGHT_RULES.indexOf(a.rule) - INSIGHT_RULES.indexOf(b.rule) || a.version - b.version)
}

const RequestSchema = z.strictObject({ fromUtcMs: z.number(), toUtcMs: z.number() })

/** What became of the hints of all beds of the record in a period. Throws ZodError for no request. */
export function insightCounts(reader: StoreReader, args: unknown): InsightCounts {
  const { fromUtcMs, toUtcMs } = RequestSchema.parse(args)
  const hints = reader.beds().flatMap(({ bed }) => countedHints(reader.notes(bed, fromUtcMs, toUtcMs)))
  return { fromUtcMs, toUtcMs, rules: countRules(hints) }
}
