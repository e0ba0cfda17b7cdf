import { chmodSync } from 'node:fs'
import { jetstream } from '@nats-io/jetstream'
import { connect, headers } from '@nats-io/transport-node'
import { Client } from 'pg'
import { expect, onTestFinished } from 'vitest'
import { withPrograms } from '../../resources/testing/with-program.ts'
import { publishOnce } from '../engine/export/nats-attempt.ts'
import { freePort } from '../engine/testing/free-port.ts'
import { temporaryFolder } from '../engine/testing/temporary-folder.ts'
import { type HubMessage, hubHeaders } from '../ipc/hub-message.ts'
import { NATS_FOLDERS, postgresFolders, startEngines } from './engines.ts'
import { runHub } from './run.ts'

/** Two servers start twice, and a database is made, on a shared machine. */
const SERVERS_START_MS = 120_000
const LOOK_EVERY_MS = 20
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const ENTERED_BY_ALL = 0o711

const PROGRAMS = [
  { program: 'nats-server', debianPackage: 'nats-server', folders: NATS_FOLDERS },
  { program: 'initdb', debianPackage: 'postgresql', folders: postgresFolders() },
]

function message(sequence: number): HubMessage & { readonly text: string } {
  const controlId = `ID${sequence}`
  const at = 60_000 * sequence
  const text = [
    `MSH|^~\\&|VIGIL||||||ORU^R01^ORU_R01|${controlId}|T|2.6`,
    'PID|||p-1^^^CLINIC^MR',
    `OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.147842|${sequence}|264864^^MDC^{beats}/min^^UCUM||TEST|||R|||19700102000000+0000`,
    '',
  ].join('\r')
  return {
    station: 'icu',
    sequence,
    controlId,
    kind: 'vitals',
    bed: 'b1',
    fromUtcMs: at,
    toUtcMs: at + 60_000,
    text,
  }
}

/** Asks again until it succeeds; what never does is ended by the time-out of the test. */
async function until<Result>(work: () => Promise<Result | null>): Promise<Result> {
  for (;;) {
    const result = await work().catch(() => null)
    if (result !== null) return result
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

withPrograms(
  PROGRAMS,
  'each published message is in the database once, whichever of the servers or the hub was away',
  async () => {
    const folder = temporaryFolder()
    // A database that root starts runs as another user.
    chmodSync(folder, ENTERED_BY_ALL)
    const settings = { natsPort: await freePort(), databasePort: await freePort(), natsConfig: null }
    let engines = await startEngines(folder, settings)
    onTestFinished(() => engines.stop())
    const { natsUrl, databaseUrl } = engines

    const startHub = () => {
      const stop = new AbortController()
      const said: string[] = []
      const pause = () => new Promise<void>((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      const io = { say: (line: string) => void said.push(line), pause, stop: stop.signal }
      const ended = runHub({ natsUrl, authenticator: null, caFile: null, databaseUrl }, io)
      onTestFinished(() => stop.abort())
      return {
        said,
        stop: async () => {
          stop.abort()
          await ended
        },
      }
    }
    const publish = async (from: number, to: number) => {
      const target = { host: '127.0.0.1', port: settings.natsPort, subject: 'vigil', baseDir: folder }
      for (let sequence = from; sequence <= to; sequence++) {
        const { text, ...head } = message(sequence)
        await until(async () =>
          (await publishOnce(target, text, head, TIMES)).end === 'delivered' ? true : null,
        )
      }
    }
    /** As a station does it when the stream has forgotten the first time. */
    const publishUnnamed = async (from: number, to: number) => {
      const connection = await connect({ servers: natsUrl, reconnect: false })
      for (let sequence = from; sequence <= to; sequence++) {
        const { text, ...head } = message(sequence)
        const named = headers()
        for (const [name, value] of hubHeaders(head)) named.set(name, value)
        await jetstream(connection).publish('vigil.icu.vitals', text, { headers: named })
      }
      await connection.close()
    }
    const ask = async (query: string) => {
      const client = new Client({ connectionString: databaseUrl })
      // A server that goes away while it is asked is what this test is about.
      client.on('error', () => undefined)
      await client.connect()
      try {
        const { rows } = await client.query<Record<string, unknown>>(query)
        return rows
      } finally {
        await client.end()
      }
    }
    const sequences = async () =>
      (await ask('SELECT sequence FROM vigil_message ORDER BY sequence')).map(({ sequence }) =>
        Number(sequence),
      )
    const stored = (count: number) => until(async () => ((await sequences()).length === count ? count : null))

    let hub = startHub()
    await publish(1, 5)
    await stored(5)

    // The same again within the window of the stream, and as after it.
    await publish(1, 5)
    await publishUnnamed(1, 5)
    await until(async () => (hub.said.includes('5 messages, 0 new.') ? true : null))
    await stored(5)

    // While the hub is away the stream keeps what comes.
    await hub.stop()
    await publish(6, 8)
    hub = startHub()
    await stored(8)

    // Both servers end and come again.
    await engines.stop()
    await until(async () => (hub.said.some((line) => line.includes('cannot be used')) ? true : null))
    engines = await startEngines(folder, settings)
    await publish(9, 12)
    await stored(12)
    await hub.stop()

    expect(await sequences()).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(
      await ask('SELECT value, unit, simulated, code FROM vigil_observation ORDER BY sequence LIMIT 1'),
    ).toEqual([{ value: 1, unit: '{beats}/min', simulated: true, code: '147842' }])
    expect(await ask('SELECT count(*)::int AS n FROM vigil_observation')).toEqual([{ n: 12 }])
    expect(await ask('SELECT count(*)::int AS n FROM vigil_refused')).toEqual([{ n: 0 }])
  },
  SERVERS_START_MS,
)
