import { type Authenticator, credsAuthenticator, nkeyAuthenticator } from '@nats-io/transport-node'

/** The seed of a user's key (NATS nkeys); a credentials file holds a token beside it. */
const SEED = /^\s*(SU[A-Z2-7]+)\s*$/
const TOKEN = 'BEGIN NATS USER JWT'

/**
 * How a client of NATS shows who it is. In: the bytes of its file: a credentials file (JWT and seed, as `nsc` writes it) or
 * the seed of a user's key alone, for servers that list public keys. Null: it holds neither.
 */
export function natsAuthenticator(file: Uint8Array): Authenticator | null {
  const text = new TextDecoder().decode(file)
  const [, seed] = SEED.exec(text) ?? []
  if (seed !== undefined) return nkeyAuthenticator(new TextEncoder().encode(seed))
  return text.includes(TOKEN) ? credsAuthenticator(file) : null
}
