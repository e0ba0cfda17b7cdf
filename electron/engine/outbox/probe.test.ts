import { writeFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Destination } from '../config/schema.ts'
import { destinationSchema } from '../config/schema.ts'
import { startPythonReceiver } from '../export/testing/python-hl7.ts'
import { type MadeCertificate, makeCertificate } from '../testing/certificates.ts'
import { freePort } from '../testing/free-port.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { probe } from './probe.ts'

/** Long enough for a busy machine where an answer comes. */
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
/** Short where none does. */
const IMPATIENT = { connectWithinMs: 400, ackWithinMs: 400 }
const HOUR_MS = 3_600_000
const FACTS = { station: 'ward-3', eui64: '080019FFFE3ED02D', nowUtcMs: Date.UTC(2026, 10, 27) }

const place = (port: number, more: object = {}): Destination =>
  destinationSchema.parse({ id: 'his', type: 'mllp', host: '127.0.0.1', port, ...more })
const fhir = (port: number, more: object = {}): Destination =>
  place(port, { type: 'fhir', path: '/fhir', patientSystem: 'urn:oid:1.2.3', ...more })
const tried = (destination: Destination, times = TIMES, baseDir = '/', secret?: string) =>
  probe(destination, { baseDir, secret }, FACTS, times)

/** Listens on a free port; closed with the test. */
async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describe('an HL7 destination is tried', () => {
  it('with a test message that names nobody, where it is for training, at a receiver that is not ours', async () => {
    const receiver = await startPythonReceiver()
    onTestFinished(receiver.close)
    const result = await tried(place(receiver.port, { training: true }))
    expect(result).toEqual({
      isGood: true,
      sentence: `127.0.0.1:${receiver.port} acknowledged a test message that names nobody.`,
    })
    const segments = await receiver.next()
    expect(segments.map(([name]) => name)).toEqual(['MSH', 'NCK'])
  })

  it('by its connection alone where it is for patients: nothing is sent', async () => {
    const received: Buffer[] = []
    const port = await listen(
      createServer((socket) => void socket.on('data', (bytes) => received.push(bytes))),
    )
    const { isGood, sentence } = await tried(place(port))
    expect([isGood, sentence]).toEqual([true, expect.stringContaining('Nothing was sent')])
    expect(received).toEqual([])
  })

  it('which says that nothing listens, that a name is not known, and that the other side hangs up', async () => {
    const port = await freePort()
    expect(await tried(place(port))).toEqual({
      isGood: false,
      sentence: `127.0.0.1:${port} cannot be used: nothing listens on port ${port} there: correct the port, or ask who runs it to start its receiver.`,
    })
    const unknown = await tried(place(port, { host: 'receiver.invalid' }))
    expect(unknown.sentence).toContain('the network does not know the name "receiver.invalid"')
    const closing = await listen(createServer((socket) => socket.destroy()))
    const hangUp = await tried(place(closing, { training: true }))
    expect([hangUp.isGood, hangUp.sentence]).toEqual([false, expect.stringContaining('acknowledged nothing')])
  })

  it('which says so when a receiver stands still with its port open', async () => {
    const receiver = await startPythonReceiver()
    onTestFinished(receiver.close)
    receiver.freeze()
    const { isGood, sentence } = await tried(place(receiver.port, { training: true }), IMPATIENT)
    expect(isGood).toBe(false)
    expect(sentence).toContain('took the connection and acknowledged nothing within 1 s')
  })

  it('says what a receiver answers that turns the test message down', async () => {
    const ack = 'MSH|^~\\&|HIS|W|VIGIL|W|20261122070001+0000||ACK^R01^ACK|9|T|2.6'
    const server = createServer((socket) => {
      socket.on('data', (bytes) => {
        const id = /\|(TEST\d+)\|/.exec(bytes.toString())?.[1] ?? ''
        socket.write(`\x0b${ack}\rMSA|AR|${id}|no such event\r\x1c\r`)
      })
    })
    const { isGood, sentence } = await tried(place(await listen(server), { training: true }))
    expect([isGood, sentence]).toEqual([true, expect.stringContaining('turned the test message down')])
    expect(sentence).toContain('no such event')
  })
})

describe('TLS of a destination', () => {
  const authority = makeCertificate('authority')
  const other = makeCertificate('other')
  async function secured(certificate: MadeCertificate) {
    const folder = temporaryFolder()
    for (const made of [authority, other]) writeFileSync(`${folder}/${made.name}.pem`, made.cert)
    return { folder, port: await listen(createTls({ cert: certificate.cert, key: certificate.key })) }
  }

  it('is agreed on with the right authority, and refused with another', async () => {
    const { folder, port } = await secured(makeCertificate('server', authority))
    const right = await tried(place(port, { tls: { ca: 'authority.pem' } }), TIMES, folder)
    expect([right.isGood, right.sentence]).toEqual([true, expect.stringContaining('over TLS')])
    const wrong = await tried(place(port, { tls: { ca: 'other.pem' } }), TIMES, folder)
    expect([wrong.isGood, wrong.sentence]).toEqual([
      false,
      expect.stringContaining('no authority that this station trusts'),
    ])
    const missing = await tried(place(port, { tls: { ca: 'none.pem' } }), TIMES, folder)
    expect(missing.sentence).toContain('the file none.pem cannot be read')
  })

  it('says that a certificate has expired', async () => {
    const { folder, port } = await secured(makeCertificate('server', authority, Date.now() - HOUR_MS))
    const { sentence } = await tried(place(port, { tls: { ca: 'authority.pem' } }), TIMES, folder)
    expect(sentence).toContain('its certificate has expired: ask who runs it for a new one')
  })

  it('says so when the other side speaks none, or never answers', async () => {
    const plain = await listen(
      createServer((socket) => void socket.on('data', () => socket.end('hello there'))),
    )
    expect((await tried(place(plain, { tls: {} }))).sentence).toContain('it does not speak TLS on this port')
    const silent = await listen(createServer())
    expect((await tried(place(silent, { tls: {} }), IMPATIENT)).sentence).toContain('no answer came in time')
  })
})

describe('a FHIR destination is tried', () => {
  const statement = (fhirVersion = '4.0.1') =>
    JSON.stringify({ resourceType: 'CapabilityStatement', fhirVersion, software: { name: 'School' } })
  const serve = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> =>
    listen(createHttp(answer))

  it('by what it says that it can', async () => {
    const asked: string[] = []
    const port = await serve((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.end(statement())
    })
    expect(await tried(fhir(port))).toEqual({
      isGood: true,
      sentence: `School at 127.0.0.1:${port} speaks FHIR 4.0.1.`,
    })
    expect(asked).toEqual(['GET /fhir/metadata'])
  })

  it.each([
    ['401', (response: ServerResponse) => response.writeHead(401).end(), 'it wants to know who asks (401)'],
    ['404', (response: ServerResponse) => response.writeHead(404).end(), 'correct the base URL'],
    ['500', (response: ServerResponse) => response.writeHead(500).end(), 'it answered 500'],
    ['302', (response: ServerResponse) => response.writeHead(302).end(), 'sends on to another place'],
    ['another page', (response: ServerResponse) => response.end('<html>'), 'is no FHIR server'],
    [
      'an old version',
      (response: ServerResponse) => response.end(statement('3.0.2')),
      'it speaks FHIR 3.0.2',
    ],
  ])('and a sentence says what to do about %s', async (_what, answer, said) => {
    const port = await serve((_request, response) => void answer(response))
    const { isGood, sentence } = await tried(fhir(port))
    expect([isGood, sentence]).toEqual([false, expect.stringContaining(said)])
  })

  it('which never answers', async () => {
    const port = await serve(() => undefined)
    const { sentence } = await tried(fhir(port), IMPATIENT)
    expect(sentence).toContain('took the connection and gave no answer')
  })

  it('with what it shows, which its capabilities may not need and its data does; the secret is in no sentence', async () => {
    const authority = makeCertificate('authority')
    const folder = temporaryFolder()
    writeFileSync(`${folder}/authority.pem`, authority.cert)
    const server = makeCertificate('server', authority)
    const { createServer: createHttps } = await import('node:https')
    const port = await listen(
      createHttps({ cert: server.cert, key: server.key }, (request, response) => {
        const isKnown = request.headers.authorization === 'Bearer right-token'
        if (request.method === 'POST' && !isKnown) response.writeHead(401).end()
        else response.end(statement())
      }),
    )
    const auth = { kind: 'bearer', tokenFile: 'record:' }
    const destination = fhir(port, { tls: { ca: 'authority.pem' }, auth })
    const right = await tried(destination, TIMES, folder, 'right-token')
    expect([right.isGood, right.sentence]).toEqual([true, expect.stringContaining('lets this station in')])
    const wrong = await tried(destination, TIMES, folder, 'wrong-token')
    expect([wrong.isGood, wrong.sentence]).toEqual([
      false,
      expect.stringContaining('does not let this station in (401)'),
    ])
    expect(wrong.sentence).not.toContain('wrong-token')
    expect((await tried(destination, TIMES, folder)).sentence).toContain('the record keeps no secret for it')
  })
})
