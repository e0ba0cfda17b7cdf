import { writeFileSync } from 'node:fs'
import { createServer as createPlain, type Server, type Socket } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { attemptSentence } from '../outbox/words.ts'
import { type MadeCertificate, makeCertificate } from '../testing/certificates.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type AttemptTimes, attemptOnce } from './mllp-attempt.ts'
import type { TlsFiles } from './tls-files.ts'

const MESSAGE = {
  controlId: 'C1',
  text: 'MSH|^~\\&|VIGIL|W|||20261122070000+0000||ORU^R01^ORU_R01|C1|T|2.6\r',
}
const ACK = '\x0bMSH|^~\\&|HIS|W|VIGIL|W|20261122070001+0000||ACK^R01^ACK|9|T|2.6\rMSA|AA|C1\r\x1c\r'
/** Long enough for a busy machine. */
const TIMES: AttemptTimes = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const DAY_MS = 86_400_000
const authority = makeCertificate('authority')
const server = makeCertificate('server', authority)
const client = makeCertificate('client', authority)

async function listen(started: Server): Promise<number> {
  const sockets = new Set<Socket>()
  started.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    started.close()
  })
  const address = started.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A receiver that acknowledges whatever comes, over TLS. */
function receiver(shown: MadeCertificate, more: TlsOptions = {}): Promise<number> {
  return listen(
    createServer({ cert: shown.cert, key: shown.key, ...more }, (socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('data', () => socket.write(ACK))
    }),
  )
}

/** Files of this station: the authority it trusts, and the certificates it may show. */
function files(names: Omit<TlsFiles, 'baseDir'> = {}): TlsFiles {
  const baseDir = temporaryFolder()
  const expired = makeCertificate('expired', authority, Date.now() - DAY_MS)
  for (const { name, cert, key } of [authority, client, expired]) {
    writeFileSync(`${baseDir}/${name}.pem`, cert)
    writeFileSync(`${baseDir}/${name}.key`, key)
  }
  writeFileSync(`${baseDir}/text.pem`, 'hello')
  return { ca: 'authority.pem', ...names, baseDir }
}

function send(port: number, tls: TlsFiles) {
  return attemptOnce({ host: '127.0.0.1', port, ack: 'ihe', tls }, MESSAGE, TIMES)
}

it('delivers over TLS to a receiver whose authority the config names', async () => {
  expect(await send(await receiver(server), files())).toEqual({ end: 'delivered', detail: '' })
})

it('shows its certificate where the receiver demands one, and is not delivered without', async () => {
  const port = await receiver(server, { ca: authority.cert, requestCert: true, rejectUnauthorized: true })
  const shown = files({ cert: 'client.pem', key: 'client.key' })
  expect((await send(port, shown)).end).toBe('delivered')
  const bare = await send(port, files())
  expect(bare.end).not.toBe('delivered')
  expect(bare.advice).toContain('demands a certificate')
})

it('sends nothing to a receiver that it cannot trust, and says in one sentence what to do', async () => {
  const expired = makeCertificate('server', authority, Date.now() - DAY_MS)
  const table: readonly (readonly [number, TlsFiles, RegExp])[] = [
    [await receiver(expired), files(), /certificate has expired: ask who runs it for a new one\.$/],
    [await receiver(makeCertificate('stranger')), files(), /tls\.ca\.$/],
    [await receiver(server), files({ serverName: 'his.hospital' }), /for another name: .*tls\.serverName\.$/],
    [
      await receiver(server),
      files({ ca: 'none.pem' }),
      /none\.pem cannot be read \(ENOENT\): correct tls\.ca/,
    ],
    [
      await receiver(server),
      files({ cert: 'text.pem', key: 'client.key' }),
      /text\.pem holds no certificate/,
    ],
    [
      await receiver(server),
      files({ cert: 'expired.pem', key: 'expired.key' }),
      /expired\.pem of this station expired on \d{4}-\d\d-\d\d: replace it\.$/,
    ],
    [await receiver(server), files({ cert: 'client.pem', key: 'expired.key' }), /does not fit tls\.cert/],
  ]
  for (const [port, tls, sentence] of table) {
    const attempt = await send(port, tls)
    expect(attempt.end, String(sentence)).toBe('notConnected')
    expect(attemptSentence('his', `127.0.0.1:${port}`, attempt)).toMatch(sentence)
  }
})

it('says that a plain port does not speak TLS', async () => {
  const port = await listen(
    createPlain((socket) => {
      socket.on('data', () => socket.end(ACK))
    }),
  )
  const attempt = await send(port, files())
  expect(attempt.end).toBe('notConnected')
  expect(attempt.advice).toContain('does not speak TLS')
})
