import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { z } from 'zod'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { askHttp, type HttpTarget } from './request.ts'

/** A client that is registered with its public key (SMART App Launch 2, backend services). */
export interface SmartClient {
  readonly clientId: string
  readonly keyId: string
  readonly scope: string
}

/** A key or an answer that cannot be used; `message` says what to do about it. */
export class SmartProblem extends Error {}

const MS_PER_S = 1_000
/** The longest that a server accepts. */
const ASSERTION_S = 300
/** A token is renewed so long before it ends. */
const EARLY_MS = 60_000
const USUAL_LIFE_S = 300
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const OK = 200
const HTTPS_PORT = 443
const ConfigurationSchema = z.object({ token_endpoint: z.url({ protocol: /^https$/ }) })
const TokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.number().positive().default(USUAL_LIFE_S),
})

const kept = new Map<string, { readonly token: string; readonly untilUtcMs: number }>()

/** The next request gets a new token. In: as to `smartToken`. */
export function forgetToken({ host, port }: HttpTarget, { clientId }: SmartClient): void {
  kept.delete(JSON.stringify([host, port, clientId]))
}

/** Asks for an access token, or has one still. Throws SmartProblem. */
export async function smartToken(
  target: HttpTarget & { readonly path: string },
  client: SmartClient,
  keyPem: string,
  times: AttemptTimes,
): Promise<string> {
  const { host, port, path, tls } = target
  const name = JSON.stringify([host, port, client.clientId])
  const known = kept.get(name)
  if (known !== undefined && known.untilUtcMs > Date.now()) return known.token
  const base = path.replace(/\/$/, '')
  const accept = { accept: 'application/json' }
  const about = `${base}/.well-known/smart-configuration`
  const { token_endpoint: url } = await ask(
    ConfigurationSchema,
    target,
    { method: 'GET', path: about, headers: accept },
    times,
  )
  const place = new URL(url)
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: client.scope,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertionOf(client, url, keyPem, Date.now()),
  })
  const headers = { ...accept, 'content-type': 'application/x-www-form-urlencoded' }
  const question = {
    method: 'POST',
    path: place.pathname + place.search,
    headers,
    body: form.toString(),
  } as const
  const issuer = { host: place.hostname, port: Number(place.port || HTTPS_PORT), tls }
  const { access_token: token, expires_in: lifeS } = await ask(TokenSchema, issuer, question, times)
  kept.set(name, { token, untilUtcMs: Date.now() + lifeS * MS_PER_S - EARLY_MS })
  return token
}

/** A signed JWT (RFC 7523) by which the client shows that it holds the key. Throws SmartProblem for a key of another kind. */
export function assertionOf(
  { clientId, keyId }: SmartClient,
  url: string,
  keyPem: string,
  nowUtcMs: number,
): string {
  const key = keyOf(keyPem)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const alg = key.asymmetricKeyType === 'ec' ? 'ES384' : 'RS384'
  const exp = Math.floor(nowUtcMs / MS_PER_S) + ASSERTION_S
  const claims = { iss: clientId, sub: clientId, aud: url, exp, jti: randomUUID() }
  const text = `${part({ alg, kid: keyId, typ: 'JWT' })}.${part(claims)}`
  const signature = sign('sha384', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

function keyOf(pem: string): KeyObject {
  let key: KeyObject | null = null
  try {
    key = createPrivateKey(pem)
  } catch {
    // Said below: a file that is no key and a key of another kind need the same step.
  }
  const curve = key?.asymmetricKeyDetails?.namedCurve
  if (key !== null && (key.asymmetricKeyType === 'rsa' || curve === 'secp384r1')) return key
  throw new SmartProblem('auth.keyFile holds no RSA or P-384 private key: name a PEM file with one')
}

async function ask<T>(
  schema: z.ZodType<T>,
  target: HttpTarget,
  question: Parameters<typeof askHttp>[1],
  times: AttemptTimes,
): Promise<T> {
  const answer = await askHttp(target, question, times)
  const where = `${target.host}${question.path}`
  if (answer.kind === 'failed')
    throw new SmartProblem(`${where} gave no answer (${answer.advice ?? answer.detail})`)
  if (answer.status !== OK)
    throw new SmartProblem(
      `${where} answered ${answer.status}: ask who runs it whether this client is registered`,
    )
  let json: unknown = null
  try {
    json = JSON.parse(answer.body)
  } catch {
    // Judged as what it is not.
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw new SmartProblem(`${where} gave an answer that is not of SMART: correct path in the config`)
  return parsed.data
}
