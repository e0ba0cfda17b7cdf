import { z } from 'zod'
import type { ProbeResult } from '../../../ipc/destinations.ts'
import { authorization } from '../fhir/auth.ts'
import { forgetCapability } from '../fhir/capability.ts'
import type { FhirTarget } from '../fhir/fhir-attempt.ts'
import { jsonOf } from '../fhir/json.ts'
import { askHttp, type HttpAnswer, type HttpQuestion } from '../fhir/request.ts'
import { forgetToken } from '../fhir/smart.ts'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { notReached, reachAdvice } from './reach.ts'

const StatementSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.string(),
  software: z.looseObject({ name: z.string() }).optional(),
})
/** R4 and R4B. */
const READ_VERSION = /^4\.[0-3]\./
const OK = 200
const NOT_IN = new Set([401, 403])
const NOT_FOUND = new Set([404, 410])
const REDIRECTED_FROM = 300
const REFUSED_FROM = 400
const FHIR_JSON = 'application/fhir+json'
/** Nothing is in it, so nothing changes; whoever may send may send it. */
const EMPTY_BUNDLE = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [] })

/** Asks what the server can (GET metadata), and where it wants to know who asks, sends a bundle without entries. Never rejects. */
export async function probeFhir(target: FhirTarget, times: AttemptTimes): Promise<ProbeResult> {
  const { auth, host, port, path } = target
  if (auth?.kind === 'smart') forgetToken(target, auth)
  forgetCapability(target)
  const shown = await authorization(target, times)
  if ('problem' in shown) return notReached(target, shown.problem.advice ?? shown.problem.detail)
  const ask = (question: Pick<HttpQuestion, 'method' | 'path' | 'body'>): Promise<HttpAnswer> => {
    const type = question.body === undefined ? {} : { 'content-type': FHIR_JSON }
    return askHttp(target, { ...question, headers: { accept: FHIR_JSON, ...type, ...shown.headers } }, times)
  }
  const base = path.replace(/\/$/, '')
  const answer = await ask({ method: 'GET', path: `${base}/metadata` })
  const advice = adviceOf(answer, target)
  if (advice !== null) return notReached(target, advice)
  const statement = StatementSchema.safeParse(answer.kind === 'answer' ? jsonOf(answer.body) : null)
  if (!statement.success)
    return notReached(target, `what answers at ${base || '/'} is no FHIR server: correct the base URL`)
  const { fhirVersion, software } = statement.data
  if (!READ_VERSION.test(fhirVersion))
    return notReached(target, `it speaks FHIR ${fhirVersion}: ask who runs it for its base URL of R4`)
  const title = `${software?.name ?? 'The FHIR server'} at ${host}:${port} speaks FHIR ${fhirVersion}`
  if (auth === undefined) return { isGood: true, sentence: `${title}.` }
  const sent = await ask({ method: 'POST', path, body: EMPTY_BUNDLE })
  if (sent.kind === 'answer' && !NOT_IN.has(sent.status))
    return { isGood: true, sentence: `${title} and lets this station in.` }
  return notReached(target, adviceOf(sent, target) ?? 'it gave no answer')
}

/** What to do about an answer; null where there is nothing to do. */
function adviceOf(answer: HttpAnswer, target: FhirTarget): string | null {
  if (answer.kind === 'failed') {
    if (answer.advice !== null) return answer.advice
    if (answer.sent)
      return `it took the connection and gave no answer (${answer.detail}): check that a FHIR server listens on this port`
    return reachAdvice(answer.detail, target)
  }
  const { status } = answer
  if (NOT_IN.has(status)) {
    return target.auth === undefined
      ? `it wants to know who asks (${status}): choose how this station signs in`
      : `it does not let this station in (${status}): type the secret again, or ask who runs it`
  }
  if (NOT_FOUND.has(status)) return `nothing lies at ${target.path} (${status}): correct the base URL`
  if (status >= REFUSED_FROM) return `it answered ${status}: ask who runs it`
  if (status >= REDIRECTED_FROM)
    return `it sends on to another place (${status}): type the base URL of that one`
  return status === OK ? null : `it answered ${status}: ask who runs it`
}
