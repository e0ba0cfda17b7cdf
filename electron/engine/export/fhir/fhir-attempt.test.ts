import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import { attemptSentence } from '../../outbox/words.ts'
import { makeCertificate } from '../../testing/certificates.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { waitOf } from './answer.ts'
import { type FhirTarget, postBundle } from './fhir-attempt.ts'

/** Long enough for a busy machine. */
const TIMES: AttemptTimes = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const NAMES = ['a', 'b', 'c', 'd', 'e']
const BUNDLE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    { fullUrl: 'urn:uuid:dev', resource: { resourceType: 'Device' } },
    { fullUrl: 'urn:uuid:metric', resource: { resourceType: 'DeviceMetric', source: 'urn:uuid:dev' } },
    ...NAMES.map((name) => ({
      fullUrl: `urn:uuid:${name}`,
      resource: { resourceType: 'Observation', code: { text: name }, device: 'urn:uuid:metric' },
    })),
  ],
})

type Answering = (body: string, response: ServerResponse, request: IncomingMessage) => void

async function serve(answer: Answering, certificate?: { cert: string; key: string; ca?: string }) {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    // It says nothing of what it can.
    if (request.method === 'GET') return void response.writeHead(404).end()
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => answer(Buffer.concat(pieces).toString(), response, request))
  }
  const server =
    certificate === undefined
      ? createServer(listener)
      : createTls(
          { ...certificate, requestCert: true, rejectUnauthorized: certificate.ca !== undefined },
          listener,
        )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { host: '127.0.0.1', port: address.port, path: '/fhir', baseDir: '.' } satisfies FhirTarget
}

interface SentEntry {
  readonly fullUrl: string
  readonly resource?: { readonly target?: readonly { readonly reference: string }[] }
  readonly request?: { readonly url: string }
}
const entriesOf = (body: string): SentEntry[] => JSON.parse(body).entry
const taken = (body: string, status = '201 Created') =>
  JSON.stringify({ resourceType: 'Bundle', entry: entriesOf(body).map(() => ({ response: { status } })) })
const outcome = (text: string) =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ details: { text }, expression: ['Observation.code'] }],
  })

describe('a bundle at a server', () => {
  it.each([
    [500, 'retry'],
    [409, 'retry'],
    [401, 'notConnected'],
    [403, 'notConnected'],
    [404, 'notConnected'],
    [503, 'notConnected'],
  ] as const)('that answers %i ends with %s and the words of the server', async (status, end) => {
    const target = await serve((_, response) => response.writeHead(status).end(outcome('why')))
    expect(await postBundle(target, BUNDLE, TIMES)).toMatchObject({ end, detail: 'why at Observation.code' })
  })

  it('that has had too much is left alone as long as it asks', async () => {
    const target = await serve((_, response) => response.writeHead(429, { 'retry-after': '90' }).end())
    expect(await postBundle(target, BUNDLE, TIMES)).toMatchObject({
      end: 'notConnected',
      notBeforeMs: 90_000,
    })
    const at = Date.UTC(2026, 0, 1)
    expect(waitOf(new Date(at + 7_000).toUTCString(), at)).toBe(7_000)
    expect(['x', '-5', null].map((one) => waitOf(one, at))).toEqual([0, 0, 0])
  })

  it.each([
    ['200 entries', 450, ''],
    ['a megabyte', 5, 'x'.repeat(400_000)],
    ['what is larger by itself', 2, 'x'.repeat(1_200_000)],
  ] as const)(
    'gets a large one in parts of %s, each thing once, with its devices and who assembled it',
    async (limit, count, text) => {
      const got: string[] = []
      const told: string[] = []
      const ids = new Set<string>()
      const target = await serve((body, response) => {
        const entries = entriesOf(body)
        const names = entries.map(({ fullUrl }) => fullUrl.slice(9))
        const provenance = entries.at(-1)
        expect(names.slice(0, 2)).toEqual(['dev', 'metric'])
        expect(names.length).toBeLessThanOrEqual(200)
        if (limit !== 'what is larger by itself') expect(body.length).toBeLessThan(1_010_000)
        got.push(...names.slice(2, -1))
        const about = provenance?.resource?.target?.map(({ reference }) => reference.slice(9)) ?? []
        expect(about).toEqual(names.slice(2, -1))
        told.push(...about)
        ids.add(provenance?.request?.url ?? '')
        response.writeHead(200).end(taken(body))
      })
      const { entry, ...bundle } = JSON.parse(BUNDLE)
      const [device, metric, fact] = entry
      const facts = Array.from({ length: count }, (_, index) => {
        return { ...fact, fullUrl: `urn:uuid:f${index}`, resource: { ...fact.resource, valueString: text } }
      })
      const about = facts.map(({ fullUrl }) => ({ reference: fullUrl }))
      const provenance = {
        fullUrl: 'urn:uuid:p',
        resource: { resourceType: 'Provenance', id: 'p', target: about },
        request: { method: 'PUT', url: 'Provenance/p' },
      }
      const large = JSON.stringify({ ...bundle, entry: [device, metric, ...facts, provenance] })
      for (let time = 1; time <= 2; time++) {
        got.length = told.length = 0
        expect(await postBundle(target, large, TIMES)).toEqual({ end: 'delivered', detail: '' })
        expect(got).toEqual(Array.from({ length: count }, (_, index) => `f${index}`))
        expect(told).toEqual(got)
      }
      // One a part, the same at every repeat.
      expect(ids.size).toBe(limit === '200 entries' ? 4 : limit === 'a megabyte' ? 3 : 2)
    },
  )

  it('that refuses is asked again in halves: what it never takes is named, the rest is delivered', async () => {
    const delivered = new Set<string>()
    const target = await serve((body, response) => {
      const names = entriesOf(body).map(({ fullUrl }) => fullUrl.slice(9))
      expect(names.slice(0, 2)).toEqual(['dev', 'metric'])
      if (names.includes('b') || names.includes('e'))
        response.writeHead(422).end(outcome(names.length === 3 ? 'bad code' : 'no'))
      else {
        for (const name of names) delivered.add(name)
        response.writeHead(200).end(taken(body))
      }
    })
    const { end, detail } = await postBundle(target, BUNDLE, TIMES)
    expect(end).toBe('reject')
    expect(detail).toBe(
      '2 of 5 entries, the others are delivered: b: bad code at Observation.code; e: bad code at Observation.code',
    )
    expect([...delivered].sort()).toEqual(['a', 'c', 'd', 'dev', 'metric'])
  })

  it.each([
    ['the whole', true],
    ['entry by entry', false],
  ])(
    'that finds several of one identifier and says so of %s: that one is named in words, the rest is delivered',
    async (_, isWhole) => {
      const delivered = new Set<string>()
      const target = await serve((body, response) => {
        const names = entriesOf(body).map(({ fullUrl }) => fullUrl.slice(9))
        if (isWhole && names.includes('c')) return void response.writeHead(412).end()
        for (const name of names) if (name !== 'c') delivered.add(name)
        const entry = names.map((name) => ({
          response: { status: name === 'c' ? '412 Precondition Failed' : '201 Created' },
        }))
        response.writeHead(200).end(JSON.stringify({ resourceType: 'Bundle', entry }))
      })
      const attempt = await postBundle(target, BUNDLE, TIMES)
      expect(attempt.end).toBe('reject')
      expect(attemptSentence('ehr', '', attempt)).toBe(
        'ehr rejected the message (1 of 5 entries, the others are delivered: c: it has several resources under the identifier of this one (HTTP 412)): ask who runs it what it expects.',
      )
      expect([...delivered].sort()).toEqual(['a', 'b', 'd', 'dev', 'e', 'metric'])
    },
  )

  it('that takes a part says which entries it refused', async () => {
    const target = await serve((body, response) => {
      const entry = entriesOf(body).map(({ fullUrl }) => ({
        response: { status: fullUrl === 'urn:uuid:c' ? '422' : '200' },
      }))
      response.writeHead(200).end(JSON.stringify({ resourceType: 'Bundle', entry }))
    })
    expect((await postBundle(target, BUNDLE, TIMES)).detail).toBe(
      '1 of 5 entries, the others are delivered: c: HTTP 422',
    )
  })

  it.each<[string, Answering]>([
    [
      'breaks off',
      (_, response) =>
        void response.writeHead(200, { 'content-length': '500' }).write('{"resou', () => response.destroy()),
    ],
    ['is no JSON', (_, response) => response.writeHead(200).end('<html>')],
    [
      'tells of fewer entries',
      (body, response) =>
        response.writeHead(200).end(taken(body).replace('{"response":{"status":"201 Created"}},', '')),
    ],
    ['does not come', (_, response) => response.destroy()],
  ])('whose answer %s may have it: the same goes again', async (_, answer) => {
    expect(await postBundle(await serve(answer), BUNDLE, TIMES)).toMatchObject({ end: 'noReply' })
  })

  it('that is slow is not waited for', async () => {
    const target = await serve(() => undefined)
    const attempt = await postBundle(target, BUNDLE, { ...TIMES, ackWithinMs: 200 })
    expect(attempt).toEqual({ end: 'noReply', detail: 'no answer in time' })
  })

  it('that is not there is not connected', async () => {
    const target = await serve(() => undefined)
    const attempt = await postBundle({ ...target, port: 1 }, BUNDLE, TIMES)
    expect(attempt).toMatchObject({ end: 'notConnected', detail: 'ECONNREFUSED' })
  })
})

describe('who a station is', () => {
  const authority = makeCertificate('authority')
  const shown = makeCertificate('server', authority)
  const client = makeCertificate('client', authority)

  async function target(
    over: Partial<FhirTarget>,
    secret = 's3cret\n',
  ): Promise<{ attempt: Promise<unknown>; heard: string[] }> {
    const baseDir = temporaryFolder()
    writeFileSync(`${baseDir}/secret`, secret)
    writeFileSync(`${baseDir}/ca.pem`, authority.cert)
    writeFileSync(`${baseDir}/own.pem`, client.cert)
    writeFileSync(`${baseDir}/own.key`, client.key)
    const heard: string[] = []
    const place = await serve(
      (body, response, request) => {
        heard.push(request.headers.authorization ?? '')
        response.writeHead(200).end(taken(body))
      },
      { cert: shown.cert, key: shown.key, ca: authority.cert },
    )
    const tls = { ca: 'ca.pem', cert: 'own.pem', key: 'own.key', baseDir }
    return { attempt: postBundle({ ...place, tls, ...over, baseDir }, BUNDLE, TIMES), heard }
  }

  it('is shown by a password, a token or a certificate, over TLS', async () => {
    const basic = await target({ auth: { kind: 'basic', user: 'vigil', passwordFile: 'secret' } })
    expect(await basic.attempt).toMatchObject({ end: 'delivered' })
    expect(basic.heard).toEqual([`Basic ${Buffer.from('vigil:s3cret').toString('base64')}`])
    const bearer = await target({ auth: { kind: 'bearer', tokenFile: 'secret' } })
    expect(await bearer.attempt).toMatchObject({ end: 'delivered' })
    expect(bearer.heard).toEqual(['Bearer s3cret'])
    expect(await (await target({})).attempt).toMatchObject({ end: 'delivered' })
  })

  it('is not shown by a file that is missing or holds no secret, which is said without the secret', async () => {
    const auth = { kind: 'bearer', tokenFile: 'none' } as const
    const missing = await target({ auth })
    expect(await missing.attempt).toMatchObject({
      end: 'notConnected',
      advice: expect.stringContaining('none cannot be read'),
    })
    const broken = await target({ auth: { ...auth, tokenFile: 'secret' } }, 'two\nlines')
    expect(await broken.attempt).toMatchObject({
      advice: 'the file secret holds no secret of one line: correct it',
    })
    expect([...missing.heard, ...broken.heard]).toEqual([])
  })
})
