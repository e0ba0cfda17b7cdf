import { JetStreamApiError, jetstream } from '@nats-io/jetstream'
import {
  type Authenticator,
  type ConnectionOptions,
  connect,
  headers,
  type NatsConnection,
  type PublishOptions,
} from '@nats-io/transport-node'
import { KEPT_SECRET } from '../../ipc/destinations.ts'
import { type HubMessage, hubHeaders, hubMessageId } from '../../ipc/hub-message.ts'
import type { Attempt, AttemptTimes } from './mllp-attempt.ts'
import { natsAuthenticator } from './nats-auth.ts'
import { readSecret, SecretProblem, secretTitle } from './secret.ts'
import { TlsFileProblem, type TlsFiles, tlsAdvice, tlsOptions } from './tls-files.ts'

/** Where messages are published. */
export interface NatsTarget {
  readonly host: string
  readonly port: number
  /** What subjects begin with: `vigil`, or `vigil.<hospital>.<ward>`. */
  readonly subject: string
  /** File of the station's credentials; absent: none is shown. */
  readonly creds?: string | undefined
  /** Absent: TLS only if the server asks for it. */
  readonly tls?: TlsFiles | undefined
  /** Folder that `creds` is relative to. */
  readonly baseDir: string
  /** What `creds` shows, where the record keeps it. */
  readonly secret?: string | undefined
}

/** JetStream's code for a message that its stream can never take (server 2.9, errors.json). */
const TOO_LARGE = 10_054
export const NO_STREAM = 'no stream there takes it: start the hub once, it makes the stream'

/**
 * One connection, one publication, one acknowledgement of the stream (INTEROP 5). Never rejects. A repeat that the stream
 * remembers is delivered too; one that it has forgotten is told by the hub's database.
 */
export async function publishOnce(
  target: NatsTarget,
  text: string,
  head: HubMessage,
  times: AttemptTimes,
): Promise<Attempt> {
  let connection: NatsConnection
  try {
    connection = await connect(connectionOptions(target, times))
  } catch (error) {
    return notConnected(error)
  }
  try {
    return await publish(connection, target, text, head, times)
  } finally {
    await connection.close().catch(() => undefined)
  }
}

/** Throws what names a file that cannot be used. */
export function connectionOptions(target: NatsTarget, times: AttemptTimes): ConnectionOptions {
  const { host, port, creds, tls } = target
  return {
    servers: `${host}:${port}`,
    // The outbox tries again, by its own rules.
    reconnect: false,
    timeout: times.connectWithinMs,
    ...(creds !== undefined && { authenticator: readCreds(target, creds) }),
    ...(tls !== undefined && { tls: tlsOptions(tls, host, Date.now()) }),
  }
}

function readCreds(target: NatsTarget, name: string): Authenticator {
  const shown = natsAuthenticator(new TextEncoder().encode(readSecret(target, name, 'creds')))
  if (shown !== null) return shown
  const step = name === KEPT_SECRET ? 'type the file of the hub again' : 'correct creds in the config'
  throw new SecretProblem(`${secretTitle(name)} holds no key and no credentials of NATS: ${step}`)
}

async function publish(
  connection: NatsConnection,
  { subject }: NatsTarget,
  text: string,
  head: HubMessage,
  times: AttemptTimes,
): Promise<Attempt> {
  const payload = new TextEncoder().encode(text)
  const most = connection.info?.max_payload ?? Number.POSITIVE_INFINITY
  if (payload.length > most) {
    return { end: 'reject', detail: `the message has ${payload.length} bytes, the server takes ${most}` }
  }
  const named = headers()
  for (const [name, value] of hubHeaders(head)) named.set(name, value)
  const options = { headers: named, msgID: hubMessageId(head) } satisfies PublishOptions & { msgID: string }
  try {
    await jetstream(connection, { timeout: times.ackWithinMs }).publish(
      `${subject}.${head.station}.${head.kind}`,
      payload,
      options,
    )
    return { end: 'delivered', detail: '' }
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === TOO_LARGE) {
      return { end: 'reject', detail: error.message }
    }
    return notTaken(error)
  }
}

function notTaken(error: unknown): Attempt {
  const { name, message } = asError(error)
  // What the client makes of a subject that no stream takes.
  if (name === 'JetStreamNotEnabled') return { end: 'notConnected', detail: message, advice: NO_STREAM }
  if (/permissions? violation/i.test(message)) {
    const advice = 'its credentials do not allow this subject: ask who runs the hub'
    return { end: 'notConnected', detail: message, advice }
  }
  return { end: 'noReply', detail: message }
}

export function notConnected(error: unknown): Attempt {
  const { name, message, code } = asError(error)
  if (error instanceof SecretProblem || error instanceof TlsFileProblem)
    return { end: 'notConnected', detail: message, advice: message }
  if (/authorization/i.test(`${name} ${message}`)) {
    const advice = 'it does not know this station: set creds to the file that the hub gave for it'
    return { end: 'notConnected', detail: message, advice }
  }
  const advice = tlsAdvice(code)
  return { end: 'notConnected', detail: code || message, ...(advice !== null && { advice }) }
}

/** What a thrown value says; the cause of a wrapped one where it has the better code. */
export function asError(error: unknown): { name: string; message: string; code: string } {
  if (!(error instanceof Error)) return { name: '', message: String(error), code: '' }
  const codeOf = (one: unknown): string => (one instanceof Error && 'code' in one ? String(one.code) : '')
  return { name: error.name, message: error.message, code: codeOf(error) || codeOf(error.cause) }
}
