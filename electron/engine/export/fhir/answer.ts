import { z } from 'zod'
import type { Attempt } from '../mllp-attempt.ts'
import { jsonOf } from './json.ts'
import type { HttpAnswer } from './request.ts'

/** What a FHIR server says of a refused thing (OperationOutcome), as far as people read it. */
const OutcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      code: z.string().optional(),
      diagnostics: z.string().optional(),
      details: z.object({ text: z.string().optional() }).optional(),
      expression: z.array(z.string()).optional(),
    }),
  ),
})
const ResponseSchema = z.object({
  resourceType: z.literal('Bundle'),
  entry: z
    .array(z.object({ response: z.object({ status: z.string(), outcome: z.unknown().optional() }) }))
    .default([]),
})

/** What an answer means for the bundle that was asked about. */
export type Judgement =
  | { readonly kind: 'attempt'; readonly attempt: Attempt }
  /** The whole is refused: somewhere in it is what the server never takes. */
  | { readonly kind: 'refused'; readonly words: string }
  /** The rest is taken; these entries, by place, never will be. */
  | { readonly kind: 'partly'; readonly refused: ReadonlyMap<number, string> }

const LONGEST_WORDS = 300
const MS_PER_S = 1_000
const LONGEST_WAIT_MS = 3_600_000
const OK = new Set([200, 201])
const TAKEN = new Set([...OK, 204])
/** Bad request, not acceptable by rule, several matches, too large, not processable (INTEROP 2.3). */
const REFUSED = new Set([400, 412, 413, 422])
/** It is too busy, or what stands before it has lost it: the same for every bundle. */
const BUSY = new Set([429, 502, 503, 504])
const ENTRY_REFUSED_FROM = 400
const ENTRY_BROKEN_FROM = 500
const CONFLICT = 409
/** What a status says of a thing, beside the words of the server. */
const MEANS: ReadonlyMap<number, string> = new Map([
  [412, 'it has several resources under the identifier of this one'],
])
const TOO_MANY = 429

/** In: a whole answer or its failure; how many entries were sent. Never throws, whatever stands in the answer. */
export function judgeAnswer(answer: HttpAnswer, sentEntries: number, nowUtcMs: number): Judgement {
  if (answer.kind === 'failed') {
    const { sent, detail, advice } = answer
    return ended({ end: sent ? 'noReply' : 'notConnected', detail, ...(advice !== null && { advice }) })
  }
  const { status, body } = answer
  const words = reasonOf(status, jsonOf(body))
  if (OK.has(status)) return judgeEntries(body, sentEntries)
  if (REFUSED.has(status)) return { kind: 'refused', words }
  if (status === 401 || status === 403) {
    const advice = `it does not let this station in (${words}): correct auth in the config, or ask who runs it`
    return ended({ end: 'notConnected', detail: words, advice })
  }
  if (BUSY.has(status)) {
    const advice = `it is too busy or away (${words}): it is asked again by itself`
    return ended({
      end: 'notConnected',
      detail: words,
      advice,
      notBeforeMs: waitOf(answer.retryAfter, nowUtcMs),
    })
  }
  if (status >= ENTRY_BROKEN_FROM || status === CONFLICT) {
    return ended({ end: 'retry', detail: words, notBeforeMs: waitOf(answer.retryAfter, nowUtcMs) })
  }
  const advice = `no FHIR server takes bundles there (${words}): correct host, port or path in the config`
  return ended({ end: 'notConnected', detail: words, advice })
}

/** In: the answer to one resource that was sent alone. */
export function judgeSingle(answer: HttpAnswer, nowUtcMs: number): Judgement {
  if (answer.kind === 'answer' && TAKEN.has(answer.status)) return ended({ end: 'delivered', detail: '' })
  return judgeAnswer(answer, 1, nowUtcMs)
}

function reasonOf(status: number, outcome: unknown): string {
  const words = wordsOf(outcome) || `HTTP ${status}`
  const meaning = MEANS.get(status)
  return meaning === undefined ? words : `${meaning} (${words})`
}

function ended(attempt: Attempt): Judgement {
  return { kind: 'attempt', attempt }
}

/** Some servers take a transaction in parts and say so entry by entry. */
function judgeEntries(body: string, sentEntries: number): Judgement {
  const parsed = ResponseSchema.safeParse(jsonOf(body))
  if (!parsed.success) return ended({ end: 'noReply', detail: 'the answer is no FHIR bundle' })
  const { entry } = parsed.data
  if (entry.length !== sentEntries)
    return ended({ end: 'noReply', detail: `the answer tells of ${entry.length} of ${sentEntries} entries` })
  const refused = new Map<number, string>()
  for (const [place, { response }] of entry.entries()) {
    const status = Number.parseInt(response.status, 10)
    const words = reasonOf(status, response.outcome)
    // Without a number nobody knows what became of it.
    if (Number.isNaN(status))
      return ended({ end: 'noReply', detail: wordsOf(response.outcome) || `HTTP ${response.status}` })
    if (status >= ENTRY_BROKEN_FROM || status === CONFLICT || status === TOO_MANY)
      return ended({ end: 'retry', detail: words })
    if (status >= ENTRY_REFUSED_FROM) refused.set(place, words)
  }
  return refused.size === 0 ? ended({ end: 'delivered', detail: '' }) : { kind: 'partly', refused }
}

/** Words of an OperationOutcome, one issue after the other; empty where it is none. */
export function wordsOf(outcome: unknown): string {
  const parsed = OutcomeSchema.safeParse(outcome)
  if (!parsed.success) return ''
  return parsed.data.issue
    .map(({ diagnostics, details, code, expression = [] }) => {
      const words = details?.text ?? diagnostics ?? code ?? ''
      return expression.length === 0 ? words : `${words} at ${expression.join(', ')}`
    })
    .join('; ')
    .slice(0, LONGEST_WORDS)
}

/** Retry-After (RFC 9110, 10.2.3): seconds or a date; an hour at most. Out: ms; 0 if it says nothing. */
export function waitOf(retryAfter: string | null, nowUtcMs: number): number {
  if (retryAfter === null) return 0
  const ms = /^\d+$/.test(retryAfter.trim())
    ? Number(retryAfter) * MS_PER_S
    : Date.parse(retryAfter) - nowUtcMs
  return Number.isNaN(ms) ? 0 : Math.min(LONGEST_WAIT_MS, Math.max(0, ms))
}
