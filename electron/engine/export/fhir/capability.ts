import { z } from 'zod'
import type { Attempt } from '../mllp-attempt.ts'
import { jsonOf } from './json.ts'
import type { HttpAnswer, HttpQuestion, HttpTarget } from './request.ts'

/** What a server says that it can do (CapabilityStatement), as far as sending asks. */
const StatementSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  rest: z
    .array(
      z.looseObject({
        mode: z.string(),
        interaction: z.array(z.looseObject({ code: z.string() })).default([]),
        resource: z
          .array(
            z.looseObject({
              type: z.string(),
              conditionalCreate: z.boolean().default(false),
              conditionalUpdate: z.boolean().default(false),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})

/** How a server takes what is sent. */
export interface Capability {
  readonly hasTransactions: boolean
  /** Types that it does not create again under the same identifier. */
  readonly createsOnce: ReadonlySet<string>
  /** Types of which it puts one in the place of what has its identifier. */
  readonly replaces: ReadonlySet<string>
}

/** A server that says nothing of it is taken to have transactions, as FHIR servers have. */
const UNSAID: Capability = { hasTransactions: true, createsOnce: new Set(), replaces: new Set() }
/** A statement is read once a day (INTEROP 2.3). */
const KEPT_MS = 86_400_000
/** Where there is none, it is looked for again after this. */
const UNSAID_KEPT_MS = 3_600_000
const OK = 200
/** It does not let this station in, or is too busy. */
const NOT_NOW = new Set([401, 403, 429])
const BROKEN_FROM = 500

type Server = Pick<HttpTarget, 'host' | 'port'> & { readonly path: string }

const kept = new Map<string, { readonly capability: Capability; readonly untilUtcMs: number }>()

function nameOf({ host, port, path }: Server): string {
  return JSON.stringify([host, port, path])
}

/** The next message asks anew. */
export function forgetCapability(server: Server): void {
  kept.delete(nameOf(server))
}

/** What a server says that it can, asked once a day. In: how it is asked. Out: how the attempt ends where nobody can be asked. */
export async function capabilityOf(
  server: Server,
  ask: (question: HttpQuestion) => Promise<HttpAnswer | Attempt>,
  nowUtcMs: number,
): Promise<Capability | Attempt> {
  const known = kept.get(nameOf(server))
  if (known !== undefined && nowUtcMs < known.untilUtcMs) return known.capability
  const path = `${server.path.replace(/\/$/, '')}/metadata`
  const answer = await ask({ method: 'GET', path, headers: {} })
  if ('end' in answer) return answer
  if (answer.kind === 'failed' && !answer.sent) {
    const { detail, advice } = answer
    return { end: 'notConnected', detail, ...(advice !== null && { advice }) }
  }
  const said = answer.kind === 'answer' && answer.status === OK ? capabilityIn(answer.body) : null
  // What it can is asked again before the next message.
  const isAway = answer.kind === 'answer' && (answer.status >= BROKEN_FROM || NOT_NOW.has(answer.status))
  const capability = said ?? UNSAID
  const untilUtcMs = nowUtcMs + (said === null ? UNSAID_KEPT_MS : KEPT_MS)
  if (!isAway) kept.set(nameOf(server), { capability, untilUtcMs })
  return capability
}

/** What stands in a statement; null where it is none, or says nothing of what a server does. */
function capabilityIn(body: string): Capability | null {
  const parsed = StatementSchema.safeParse(jsonOf(body))
  const rest = parsed.success ? parsed.data.rest.find(({ mode }) => mode === 'server') : undefined
  if (rest === undefined) return null
  const { interaction, resource } = rest
  const typesThat = (can: (one: (typeof resource)[number]) => boolean) =>
    new Set(resource.filter(can).map(({ type }) => type))
  return {
    hasTransactions: interaction.some(({ code }) => code === 'transaction'),
    createsOnce: typesThat(({ conditionalCreate }) => conditionalCreate),
    replaces: typesThat(({ conditionalUpdate }) => conditionalUpdate),
  }
}
