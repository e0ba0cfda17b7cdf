import { type Authenticator, connect, type NatsConnection } from '@nats-io/transport-node'
import { consume } from './consume.ts'
import { HubDatabase, isDataError } from './database.ts'
import { hubConsumer } from './stream.ts'

/** The two servers, and what the hub shows them. */
export interface HubServers {
  readonly natsUrl: string
  /** How the hub shows who it is; null: it is not asked. */
  readonly authenticator: Authenticator | null
  /** Path of the authority's certificate for TLS; null: the system's, or no TLS as the address says. */
  readonly caFile: string | null
  /** Absent: the PG* variables. */
  readonly databaseUrl: string | undefined
}

/** What the hub needs of its surroundings. */
export interface HubIo {
  say(line: string): void
  /** Resolves after the time, or as soon as it is told to stop. */
  pause(ms: number): Promise<void>
  readonly stop: AbortSignal
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Moves what stations publish into the database until told to stop. Whichever server is away, the hub says so once, tries
 * again after 1, 2, 4 to 30 s for ever, and goes on where it was. Never rejects.
 */
export async function runHub(servers: HubServers, io: HubIo): Promise<void> {
  let failures = 0
  let told = ''
  while (!io.stop.aborted) {
    try {
      await oneConnection(servers, io, () => {
        failures = 0
        told = ''
      })
    } catch (error) {
      if (io.stop.aborted) return
      const sentence = sentenceOf(error)
      if (sentence !== told) io.say(sentence)
      told = sentence
      await io.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++))
    }
  }
}

/** What went wrong, and on which side. */
class Unreachable extends Error {
  constructor(side: string, error: unknown) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    super(`${side} cannot be used (${why}): it is tried again, and nothing is lost meanwhile.`)
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Unreachable ? error.message : new Unreachable('A server', error).message
}

async function side<Result>(name: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    // What went wrong with the data is judged by who sent it.
    throw error instanceof Unreachable || isDataError(error) ? error : new Unreachable(name, error)
  }
}

const DATABASE = 'The database'
const STREAM = 'The NATS server'

async function oneConnection(servers: HubServers, io: HubIo, onReady: () => void): Promise<void> {
  const gone = new AbortController()
  const database = await side(
    DATABASE,
    HubDatabase.open(servers.databaseUrl, () => gone.abort()),
  )
  let connection: NatsConnection | null = null
  try {
    connection = await side(STREAM, connectNats(servers))
    void connection.closed().then(() => gone.abort())
    const consumer = await side(STREAM, hubConsumer(connection))
    io.say('The hub is ready: what stations publish goes into the database.')
    onReady()
    const store = {
      store: (messages: Parameters<HubDatabase['store']>[0]) => side(DATABASE, database.store(messages)),
      refuse: async (message: Parameters<HubDatabase['refuse']>[0]) => {
        await side(DATABASE, database.refuse(message))
        io.say(`A message on ${message.subject} was set aside in vigil_refused: ${message.reason}`)
      },
    }
    await side(
      STREAM,
      consume(consumer, store, AbortSignal.any([io.stop, gone.signal]), (count, fresh) =>
        io.say(`${count} ${count === 1 ? 'message' : 'messages'}, ${fresh} new.`),
      ),
    )
    if (!io.stop.aborted) throw new Unreachable('A server', new Error('the connection ended'))
  } finally {
    await connection?.close().catch(() => undefined)
    await database.close().catch(() => undefined)
  }
}

function connectNats({ natsUrl, authenticator, caFile }: HubServers): Promise<NatsConnection> {
  return connect({
    servers: natsUrl,
    name: 'vigil-hub',
    // Whatever ends is begun anew as a whole.
    reconnect: false,
    ...(authenticator !== null && { authenticator }),
    ...(caFile !== null && { tls: { caFile } }),
  })
}
