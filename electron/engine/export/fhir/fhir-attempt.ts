import { z } from 'zod'
import type { Attempt, AttemptTimes } from '../mllp-attempt.ts'
import { type Judgement, judgeAnswer } from './answer.ts'
import { authorization, type FhirAuth } from './auth.ts'
import { BundleSchema, type Entry, titleOf } from './bundle-entries.ts'
import { type Capability, capabilityOf } from './capability.ts'
import { jsonOf } from './json.ts'
import { uuidOf } from './report.ts'
import { askHttp, type HttpAnswer, type HttpQuestion, type HttpTarget } from './request.ts'
import { notRepeatable, postSingly } from './singly.ts'
import { forgetToken } from './smart.ts'

/** A FHIR server: where it is, and how this station shows who it is. */
export interface FhirTarget extends HttpTarget {
  /** Its base, `/fhir`. */
  readonly path: string
  readonly auth?: FhirAuth | undefined
  /** Folder that the files of `auth` are relative to. */
  readonly baseDir: string
  /** What `auth` shows, where the record keeps it. */
  readonly secret?: string | undefined
}

/** What others refer to: sent along with whatever refers to it. */
const NAMED_BY_OTHERS = new Set(['Device', 'DeviceMetric'])
/** A bundle of which nothing is taken is not asked about for ever. */
const MOST_REQUESTS = 256
/** More at once holds up whoever else asks the server, or is refused for its size (INTEROP 2.3). */
const MOST_ENTRIES = 200
const MOST_CHARACTERS = 1_000_000
const TOLD = 3
const UNAUTHORIZED = 401
const FHIR_JSON = 'application/fhir+json'

/**
 * Hands a transaction bundle over, a large one in parts, entry by entry where the server says that it has no transactions;
 * never rejects. A bundle that is refused is halved until what is refused stands alone: the rest is delivered, and the end
 * is `reject` with the server's words. Whatever else goes wrong ends the attempt; what was taken by then is taken again by
 * identifier, which changes nothing.
 */
export async function postBundle(
  target: FhirTarget,
  text: string,
  times: AttemptTimes,
  nowUtcMs: () => number = Date.now,
): Promise<Attempt> {
  const parsed = BundleSchema.safeParse(jsonOf(text))
  if (!parsed.success) return { end: 'reject', detail: 'the message is no FHIR bundle' }
  const { entry } = parsed.data
  const ask = asking(target, times)
  const capability = await capabilityOf(target, ask, nowUtcMs())
  if ('end' in capability) return capability
  return capability.hasTransactions
    ? postTransactions(target, entry, ask, nowUtcMs)
    : postWithout(target, entry, capability, ask, nowUtcMs)
}

/** To a server without transactions. */
async function postWithout(
  { path }: FhirTarget,
  entries: readonly Entry[],
  capability: Capability,
  ask: Asking,
  nowUtcMs: () => number,
): Promise<Attempt> {
  const types = notRepeatable(entries, capability)
  if (types.length > 0) {
    const advice = `it has no transactions, and would take ${types.join(' and ')} twice when sent again: ask who runs it to allow transactions, or conditional creates and updates`
    return { end: 'notConnected', detail: 'no transactions', advice }
  }
  const { end, refused } = await postSingly(path, entries, ask, nowUtcMs)
  return end ?? endOf(refused, entries.length)
}

async function postTransactions(
  { path }: FhirTarget,
  entry: readonly Entry[],
  ask: Asking,
  nowUtcMs: () => number,
): Promise<Attempt> {
  const facts = entry.filter(({ resource }) => !NAMED_BY_OTHERS.has(resource.resourceType))
  const run: Run = {
    path,
    ask,
    nowUtcMs,
    named: entry.filter((one) => !facts.includes(one)),
    refused: [],
    requests: 0,
  }
  const assembled = facts.filter(isProvenance)
  const parts = partsOf(
    run.named,
    facts.filter((one) => !isProvenance(one)),
  )
  for (const part of parts) {
    const own = parts.length === 1 ? assembled : assembled.map((one) => provenanceFor(one, part))
    const end = await postPart(run, [...part, ...own])
    if (end !== null) return end
  }
  return endOf(run.refused, facts.length)
}

function endOf(refused: readonly string[], all: number): Attempt {
  if (refused.length === 0) return { end: 'delivered', detail: '' }
  const words = refused.slice(0, TOLD).join('; ')
  const rest = refused.length < all ? ', the others are delivered' : ''
  return { end: 'reject', detail: `${refused.length} of ${all} entries${rest}: ${words}` }
}

type Asking = (question: HttpQuestion) => Promise<HttpAnswer | Attempt>

/** Asks a server as who this station is. */
function asking(target: FhirTarget, times: AttemptTimes): Asking {
  return async (question) => {
    const shown = await authorization(target, times)
    if ('problem' in shown) return shown.problem
    const type = question.body === undefined ? {} : { 'content-type': FHIR_JSON, prefer: 'return=minimal' }
    const headers = { accept: FHIR_JSON, ...type, ...question.headers, ...shown.headers }
    const answer = await askHttp(target, { ...question, headers }, times)
    // A token that is good no longer is not shown again.
    if (answer.kind === 'answer' && answer.status === UNAUTHORIZED && target.auth?.kind === 'smart')
      forgetToken(target, target.auth)
    return answer
  }
}

interface Run {
  readonly path: string
  readonly ask: Asking
  nowUtcMs(): number
  readonly named: readonly Entry[]
  readonly refused: string[]
  requests: number
}

/** Out: null when each fact was taken or refused for good; else how the attempt ends. */
async function postPart(run: Run, facts: readonly Entry[]): Promise<Attempt | null> {
  if (facts.length === 0) return null
  if (++run.requests > MOST_REQUESTS) {
    const words = run.refused.slice(0, TOLD).join('; ')
    return {
      end: 'reject',
      detail: `given up after ${MOST_REQUESTS} requests, some entries were not tried: ${words}`,
    }
  }
  const entries = [...needed(run.named, facts), ...facts]
  const judgement = await post(run, entries)
  switch (judgement.kind) {
    case 'attempt':
      return judgement.attempt.end === 'delivered' ? null : judgement.attempt
    case 'partly':
      for (const [place, words] of judgement.refused) run.refused.push(`${titleOf(entries[place])}: ${words}`)
      return null
    case 'refused': {
      if (facts.length === 1) {
        run.refused.push(`${titleOf(facts[0])}: ${judgement.words}`)
        return null
      }
      const [first, second] = halves(facts)
      return (await postPart(run, first)) ?? postPart(run, second)
    }
  }
}

function halves(facts: readonly Entry[]): [Entry[], Entry[]] {
  const middle = Math.ceil(facts.length / 2)
  return [facts.slice(0, middle), facts.slice(middle)]
}

/** Facts in as many parts as keep each of them small; one that is large by itself stays as it is. */
function partsOf(named: readonly Entry[], facts: readonly Entry[]): Entry[][] {
  const entries = [...needed(named, facts), ...facts]
  const isSmall = entries.length < MOST_ENTRIES && JSON.stringify(entries).length < MOST_CHARACTERS
  if (isSmall || facts.length === 1) return [[...facts]]
  return halves(facts).flatMap((half) => partsOf(named, half))
}

/** Devices and metrics that facts refer to, those of the metrics too. */
function needed(named: readonly Entry[], facts: readonly Entry[]): Entry[] {
  const isNamedIn = (text: string) => (one: Entry) => text.includes(one.fullUrl)
  const direct = named.filter(isNamedIn(JSON.stringify(facts)))
  const text = JSON.stringify([...facts, ...direct])
  return named.filter(isNamedIn(text))
}

async function post(run: Run, entry: readonly Entry[]): Promise<Judgement> {
  const whole = entry.map((one) => (isProvenance(one) ? withTargetsIn(one, entry) : one))
  const body = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: whole })
  const answer = await run.ask({ method: 'POST', path: run.path, headers: {}, body })
  if ('end' in answer) return { kind: 'attempt', attempt: answer }
  return judgeAnswer(answer, entry.length, run.nowUtcMs())
}

function isProvenance({ resource }: Entry): boolean {
  return resource.resourceType === 'Provenance'
}

/** Who assembled one part: under an id of its own, or the next part would take its place. */
function provenanceFor(one: Entry, part: readonly Entry[]): Entry {
  const id = uuidOf('Provenance', one.fullUrl, ...part.map(({ fullUrl }) => fullUrl))
  const about = withTargetsIn(one, part)
  return {
    ...about,
    fullUrl: `urn:uuid:${id}`,
    resource: { ...about.resource, id },
    request: { method: 'PUT', url: `Provenance/${id}` },
  }
}

const TargetsSchema = z.looseObject({ target: z.array(z.looseObject({ reference: z.string() })) })

/** In a part of a bundle only what stands in it can be referred to. */
function withTargetsIn(one: Entry, part: readonly Entry[]): Entry {
  const parsed = TargetsSchema.safeParse(one.resource)
  if (!parsed.success) return one
  const here = new Set(part.map(({ fullUrl }) => fullUrl))
  const target = parsed.data.target.filter(({ reference }) => here.has(reference))
  return { ...one, resource: { ...one.resource, target } }
}
