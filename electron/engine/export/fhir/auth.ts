import type { Attempt, AttemptTimes } from '../mllp-attempt.ts'
import { readSecret, SecretProblem, secretTitle } from '../secret.ts'
import type { HttpTarget } from './request.ts'
import { type SmartClient, smartToken } from './smart.ts'

/** How a station shows who it is; a certificate of its own stands under `tls`. Secrets lie in files beside the config, or in the record. */
export type FhirAuth =
  | { readonly kind: 'basic'; readonly user: string; readonly passwordFile: string }
  | { readonly kind: 'bearer'; readonly tokenFile: string }
  | ({ readonly kind: 'smart'; readonly keyFile: string } & SmartClient)

/** Headers that show it, read anew for each request: a renewed secret counts at once. */
export async function authorization(
  target: HttpTarget & {
    readonly path: string
    readonly auth?: FhirAuth | undefined
    readonly baseDir: string
    readonly secret?: string | undefined
  },
  times: AttemptTimes,
): Promise<{ headers: Record<string, string> } | { problem: Attempt }> {
  const { auth } = target
  if (auth === undefined) return { headers: {} }
  const name = fileOf(auth)
  let secret: string
  try {
    secret = readSecret(target, name, 'auth').trim()
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error
    return { problem: unusable(error.message) }
  }
  if (auth.kind === 'smart') {
    try {
      return { headers: { authorization: `Bearer ${await smartToken(target, auth, secret, times)}` } }
    } catch (error) {
      return { problem: unusable(error instanceof Error ? error.message : String(error)) }
    }
  }
  // A header of several lines is none, and would show the secret in an error.
  if (secret === '' || !/^[\x20-\x7e]+$/.test(secret))
    return { problem: unusable(`${secretTitle(name)} holds no secret of one line: correct it`) }
  if (auth.kind === 'bearer') return { headers: { authorization: `Bearer ${secret}` } }
  const pair = Buffer.from(`${auth.user}:${secret}`, 'utf8').toString('base64')
  return { headers: { authorization: `Basic ${pair}` } }
}

function fileOf(auth: FhirAuth): string {
  if (auth.kind === 'smart') return auth.keyFile
  return auth.kind === 'basic' ? auth.passwordFile : auth.tokenFile
}

function unusable(advice: string): Attempt {
  return { end: 'notConnected', detail: advice, advice }
}
