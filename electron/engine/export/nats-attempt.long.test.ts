import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { jetstreamManager } from '@nats-io/jetstream'
import { type Authenticator, connect, nkeys } from '@nats-io/transport-node'
import { expect, onTestFinished } from 'vitest'
import { withPrograms } from '../../../resources/testing/with-program.ts'
import { HUB_STREAM, HUB_SUBJECTS, type HubMessage } from '../../ipc/hub-message.ts'
import { makeCertificate } from '../testing/certificates.ts'
import { freePort } from '../testing/free-port.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type NatsTarget, publishOnce } from './nats-attempt.ts'
import { natsAuthenticator } from './nats-auth.ts'
import { probeNats } from './probe/probe-nats.ts'

/** Long enough for a busy machine; a subject that is not allowed is told by silence only after this. */
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const LOOK_EVERY_MS = 10
const SERVER = [{ program: 'nats-server', debianPackage: 'nats-server', folders: ['/usr/sbin', '/usr/bin'] }]
const HEAD: HubMessage = {
  station: 'icu',
  sequence: 1,
  controlId: 'C1',
  kind: 'vitals',
  bed: 'b1',
  fromUtcMs: 0,
  toUtcMs: 1,
}

/** A server with JetStream and its own configuration. */
async function startServer(config = ''): Promise<NatsTarget> {
  const baseDir = temporaryFolder()
  const port = await freePort()
  const own = `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${baseDir}/js" }\n${config.replaceAll('DIR', baseDir)}\n`
  writeFileSync(`${baseDir}/server.conf`, own)
  for (const made of [authority, certificate]) {
    writeFileSync(`${baseDir}/${made.name}.pem`, made.cert)
    writeFileSync(`${baseDir}/${made.name}.key`, made.key)
  }
  const child: ChildProcess = spawn('nats-server', ['-c', `${baseDir}/server.conf`], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  return { host: '127.0.0.1', port, subject: 'vigil', baseDir }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

async function addStream({ port }: NatsTarget, authenticator: Authenticator | null = null): Promise<void> {
  const connection = await connect({
    servers: `127.0.0.1:${port}`,
    ...(authenticator !== null && { authenticator }),
  })
  const manager = await jetstreamManager(connection)
  await manager.streams.add({ name: HUB_STREAM, subjects: [HUB_SUBJECTS] })
  await connection.close()
}

const authority = makeCertificate('authority')
const certificate = makeCertificate('server', authority)

withPrograms(
  SERVER,
  'a publication is delivered once its stream has it, also when it is a repeat',
  async () => {
    const target = await startServer()
    await addStream(target)
    for (const _time of ['first', 'again']) {
      expect(await publishOnce(target, 'text', HEAD, TIMES)).toEqual({ end: 'delivered', detail: '' })
    }
    const connection = await connect({ servers: `127.0.0.1:${target.port}` })
    const { state } = await (await jetstreamManager(connection)).streams.info(HUB_STREAM)
    await connection.close()
    expect(state.messages).toBe(1)
  },
)

withPrograms(SERVER, 'a server without the stream is told apart from one that is away', async () => {
  const target = await startServer()
  expect(await publishOnce(target, 'text', HEAD, TIMES)).toMatchObject({
    end: 'notConnected',
    advice: 'no stream there takes it: start the hub once, it makes the stream',
  })
  const away = { ...target, port: await freePort() }
  expect(await publishOnce(away, 'text', HEAD, TIMES)).toMatchObject({
    end: 'notConnected',
    detail: 'ECONNREFUSED',
  })
})

withPrograms(
  SERVER,
  'a station without credentials, or with a file that is not there, is told what to set',
  async () => {
    const target = await startServer('authorization { user: hub, password: secret }')
    expect(await publishOnce(target, 'text', HEAD, TIMES)).toMatchObject({
      end: 'notConnected',
      advice: 'it does not know this station: set creds to the file that the hub gave for it',
    })
    expect(await publishOnce({ ...target, creds: 'none.creds' }, 'text', HEAD, TIMES)).toMatchObject({
      end: 'notConnected',
      advice: 'the file none.creds cannot be read (ENOENT): correct creds in the config',
    })
  },
)

withPrograms(SERVER, 'a station is let in by its key, and needs no right but to publish', async () => {
  const [hub, station] = [nkeys.createUser(), nkeys.createUser()]
  const may = 'permissions: { publish: ["vigil.>"], subscribe: ["_INBOX.>"] }'
  const target = await startServer(
    `authorization { users: [{ nkey: ${hub.getPublicKey()} }, { nkey: ${station.getPublicKey()}, ${may} }] }`,
  )
  writeFileSync(`${target.baseDir}/station.nk`, `${new TextDecoder().decode(station.getSeed())}\n`)
  await addStream(target, natsAuthenticator(hub.getSeed()))
  expect(await publishOnce({ ...target, creds: 'station.nk' }, 'text', HEAD, TIMES)).toEqual({
    end: 'delivered',
    detail: '',
  })
  expect((await publishOnce(target, 'text', HEAD, TIMES)).advice).toContain('it does not know this station')
  writeFileSync(`${target.baseDir}/other.txt`, 'hello')
  expect(await publishOnce({ ...target, creds: 'other.txt' }, 'text', HEAD, TIMES)).toMatchObject({
    end: 'notConnected',
    advice: 'the file other.txt holds no key and no credentials of NATS: correct creds in the config',
  })
})

withPrograms(SERVER, 'a subject that a station may not publish to is told', async () => {
  const may = 'permissions: { publish: ["$JS.>", "vigil.other.>"], subscribe: ["_INBOX.>"] }'
  const target = await startServer(
    `authorization { users: [{ user: "guest", password: "", ${may} }] }\nno_auth_user: "guest"`,
  )
  expect(await publishOnce(target, 'text', HEAD, TIMES)).toMatchObject({
    end: 'notConnected',
    advice: 'its credentials do not allow this subject: ask who runs the hub',
  })
})

withPrograms(SERVER, 'a message larger than the server takes is rejected and holds up no other', async () => {
  const target = await startServer('max_payload: 100')
  expect(await publishOnce(target, 'x'.repeat(101), HEAD, TIMES)).toEqual({
    end: 'reject',
    detail: 'the message has 101 bytes, the server takes 100',
  })
})

withPrograms(SERVER, 'over TLS the certificate of the server is always checked', async () => {
  const target = await startServer('tls { cert_file: "DIR/server.pem", key_file: "DIR/server.key" }')
  const { baseDir } = target
  expect(await publishOnce(target, 'text', HEAD, TIMES)).toMatchObject({
    end: 'notConnected',
    advice: expect.stringContaining('name the file of its authority under tls.ca'),
  })
  // The connection is made; only the stream is lacking.
  expect(
    await publishOnce({ ...target, tls: { ca: 'authority.pem', baseDir } }, 'text', HEAD, TIMES),
  ).toMatchObject({ advice: expect.stringContaining('no stream') })
})

withPrograms(SERVER, 'a server that is tried names its stream, or says what is missing', async () => {
  const target = await startServer()
  expect((await probeNats(target, 'icu', TIMES)).sentence).toContain(
    'no stream there takes it: start the hub once',
  )
  await addStream(target)
  expect(await probeNats(target, 'icu', TIMES)).toEqual({
    isGood: true,
    sentence: `The stream ${HUB_STREAM} at 127.0.0.1:${target.port} takes vigil.icu.vitals: it holds 0 messages.`,
  })
  const refused = await probeNats({ ...target, port: await freePort() }, 'icu', TIMES)
  expect([refused.isGood, refused.sentence]).toEqual([
    false,
    expect.stringContaining('nothing listens on port'),
  ])
  const locked = await startServer('authorization { user: a, password: b }')
  const unknown = await probeNats(locked, 'icu', TIMES)
  expect([unknown.isGood, unknown.sentence]).toEqual([
    false,
    expect.stringContaining('does not know this station'),
  ])
})
