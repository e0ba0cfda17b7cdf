import { z } from 'zod'
import type { Attempt } from '../mllp-attempt.ts'
import { type Judgement, judgeSingle } from './answer.ts'
import { type Entry, titleOf } from './bundle-entries.ts'
import type { Capability } from './capability.ts'
import type { HttpAnswer, HttpQuestion } from './request.ts'

const RequestSchema = z.looseObject({
  method: z.enum(['POST', 'PUT']),
  url: z.string(),
  ifNoneExist: z.string().optional(),
})
const IdentifiedSchema = z.looseObject({ identifier: z.array(z.unknown()).min(1) })

/** Where a server put a resource, as the end of its Location says. */
const LOCATION = /([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?\/?$/

/** Asks for one thing at a path below the base. */
type Asking = (question: HttpQuestion) => Promise<HttpAnswer | Attempt>

/** What came of entries that were sent one after the other. */
export interface SentSingly {
  /** How it ended early; null: each entry was taken, or refused for good. */
  readonly end: Attempt | null
  readonly refused: readonly string[]
}

/** Types of which a repeat would stand there twice at a server without transactions; empty: all may be sent. */
export function notRepeatable(entries: readonly Entry[], { createsOnce, replaces }: Capability): string[] {
  const types = entries.flatMap(({ request, resource: { resourceType } }) => {
    const parsed = RequestSchema.safeParse(request)
    if (!parsed.success) return []
    const { method, url } = parsed.data
    const isSafe =
      method === 'POST' ? createsOnce.has(resourceType) : !url.includes('?') || replaces.has(resourceType)
    return isSafe ? [] : [resourceType]
  })
  return [...new Set(types)]
}

/**
 * Sends entries one by one to a server without transactions (INTEROP 2.3): what others refer to first, each on the same
 * condition as in the bundle. A reference within the bundle becomes where the server put the resource, or the identifier
 * of it where the server does not say. What is refused is named, the rest goes on. Never rejects.
 */
export async function postSingly(
  base: string,
  entries: readonly Entry[],
  ask: Asking,
  nowUtcMs: () => number,
): Promise<SentSingly> {
  const refused: string[] = []
  const places = new Map<string, string>()
  for (const entry of inOrder(entries)) {
    const answer = await ask(questionOf(base, entry, entries, places))
    if ('end' in answer) return { end: answer, refused }
    const judgement: Judgement = judgeSingle(answer, nowUtcMs())
    if (judgement.kind === 'refused') refused.push(`${titleOf(entry)}: ${judgement.words}`)
    else if (judgement.kind === 'attempt' && judgement.attempt.end !== 'delivered')
      return { end: judgement.attempt, refused }
    const place = answer.kind === 'answer' ? LOCATION.exec(answer.location ?? '')?.[1] : undefined
    if (place !== undefined) places.set(entry.fullUrl, place)
  }
  return { end: null, refused }
}

function questionOf(
  base: string,
  entry: Entry,
  entries: readonly Entry[],
  places: ReadonlyMap<string, string>,
): HttpQuestion {
  const parsed = RequestSchema.safeParse(entry.request)
  const { method, url, ifNoneExist } = parsed.success
    ? parsed.data
    : { method: 'POST' as const, url: entry.resource.resourceType, ifNoneExist: undefined }
  const condition = ifNoneExist === undefined ? {} : { 'if-none-exist': ifNoneExist }
  return {
    method,
    path: `${base.replace(/\/$/, '')}/${url}`,
    headers: condition,
    body: JSON.stringify(entry.resource, (_, value: unknown) => resolved(value, entries, places)),
  }
}

const ReferenceSchema = z.looseObject({ reference: z.string() })

/** A reference to an entry as one to what the server knows. */
function resolved(value: unknown, entries: readonly Entry[], places: ReadonlyMap<string, string>): unknown {
  const parsed = ReferenceSchema.safeParse(value)
  if (!parsed.success) return value
  const { reference, ...rest } = parsed.data
  const target = entries.find(({ fullUrl }) => fullUrl === reference)
  if (target === undefined) return value
  const place = places.get(reference)
  if (place !== undefined) return { ...rest, reference: place }
  const identified = IdentifiedSchema.safeParse(target.resource)
  const type = target.resource.resourceType
  return identified.success ? { ...rest, type, identifier: identified.data.identifier[0] } : { ...rest, type }
}

/** What others refer to before them. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const left = new Map(entries.map((one) => [one.fullUrl, one]))
  const refersTo = new Map(entries.map((one) => [one, referencesIn(one)]))
  const sorted: Entry[] = []
  while (left.size > 0) {
    const free = [...left.values()].filter((one) =>
      [...(refersTo.get(one) ?? [])].every((url) => url === one.fullUrl || !left.has(url)),
    )
    // Where they refer to each other one must go first: its reference is the identifier of the other.
    const next = free.length > 0 ? free : [...left.values()].slice(0, 1)
    sorted.push(...next)
    for (const { fullUrl } of next) left.delete(fullUrl)
  }
  return sorted
}

function referencesIn({ resource }: Entry): ReadonlySet<string> {
  return new Set(
    Array.from(JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g), ([, url = '']) => url),
  )
}
