import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Observation } from '@medplum/fhirtypes'
import { expect, it, onTestFinished } from 'vitest'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { type FhirTarget, postBundle } from './fhir-attempt.ts'
import { entryUrl, identifierOf, onceEntry, replacingEntry, uuidOf } from './report.ts'

/** Long enough for a busy machine. */
const TIMES: AttemptTimes = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const DAY_MS = 86_400_000
const TYPES = ['Device', 'DeviceMetric', 'Observation', 'Composition']
const NUMBERS = ['a', 'b', 'c']

const identifiedAs = (name: string) => identifierOf(uuidOf(name))
const reference = (name: string) => ({ reference: entryUrl(uuidOf(name)) })
function numberOf(name: string, status: Observation['status']): Observation {
  const device = reference('metric')
  return {
    resourceType: 'Observation',
    identifier: [identifiedAs(name)],
    status,
    code: { text: name },
    device,
  }
}

/** What others refer to stands behind them; the first is a page about all. */
function bundleOf(status: Observation['status'] = 'preliminary'): string {
  const entry = [
    onceEntry(uuidOf('page'), {
      resourceType: 'Composition',
      identifier: identifiedAs('page'),
      status: 'preliminary',
      type: { text: 'page' },
      date: '2026-01-01',
      author: [reference('device')],
      title: 'page',
      section: [{ entry: NUMBERS.map(reference) }],
    }),
    ...NUMBERS.map((name) =>
      (status === 'preliminary' ? onceEntry : replacingEntry)(uuidOf(name), numberOf(name, status)),
    ),
    onceEntry(uuidOf('metric'), {
      resourceType: 'DeviceMetric',
      identifier: [identifiedAs('metric')],
      type: { text: 'metric' },
      category: 'measurement',
      source: reference('device'),
    }),
    onceEntry(uuidOf('device'), { resourceType: 'Device', identifier: [identifiedAs('device')] }),
  ]
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })
}

interface Kept {
  readonly place: string
  body: string
}

interface Manners {
  /** What it says that it can; null: it has no such page. */
  readonly statement: object | null
  readonly saysWhere?: boolean
  /** Its answer to a resource, by what the resource says; undefined: it takes it. */
  readonly refuses?: (body: string) => number | undefined
  /** Its so manieth answer to a resource never comes. */
  breaksAt?: number
}

function statementOf(interactions: readonly string[], types: readonly string[] = TYPES): object {
  const resource = types.map((type) => ({ type, conditionalCreate: true, conditionalUpdate: true }))
  const interaction = interactions.map((code) => ({ code }))
  return {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    rest: [{ mode: 'server', interaction, resource }],
  }
}

/** A server that keeps resources by their identifier and knows no transactions. */
async function serve(manners: Manners) {
  const kept = new Map<string, Kept>()
  const asked: string[] = []
  let taken = 0
  const take = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const [type = '', search] = (request.url ?? '').slice('/fhir/'.length).split('?')
    const refusal = manners.refuses?.(body)
    const name = String(search ?? request.headers['if-none-exist'])
    const known = kept.get(name)
    if (refusal !== undefined) return void response.writeHead(refusal).end()
    if (known === undefined) kept.set(name, { place: `${type}/${kept.size + 1}`, body })
    else if (request.method === 'PUT') known.body = body
    if (taken++ === manners.breaksAt) return void response.destroy()
    const where = manners.saysWhere === false ? {} : { location: `/fhir/${kept.get(name)?.place}/_history/1` }
    response.writeHead(known === undefined ? 201 : 200, where).end()
  }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      asked.push(`${request.method} ${request.url?.split('?')[0]}`)
      const { statement } = manners
      if (request.url === '/fhir') response.writeHead(400).end()
      else if (request.method !== 'GET') take(request, response, Buffer.concat(pieces).toString())
      else if (statement === null) response.writeHead(404).end()
      else response.end(JSON.stringify(statement))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const target: FhirTarget = { host: '127.0.0.1', port: address.port, path: '/fhir', baseDir: '.' }
  let nowUtcMs = Date.UTC(2026, 0, 1)
  const send = (text = bundleOf()) => postBundle(target, text, TIMES, () => nowUtcMs)
  const pass = (ms: number) => {
    nowUtcMs += ms
  }
  return { kept, asked, send, pass }
}

const DELIVERED = { end: 'delivered', detail: '' }

it('a server that says it has no transactions gets each thing alone, what others refer to first, and once', async () => {
  const { kept, asked, send } = await serve({ statement: statementOf(['search-system']) })
  expect(await send()).toEqual(DELIVERED)
  expect(asked).toEqual([
    'GET /fhir/metadata',
    'POST /fhir/Device',
    'POST /fhir/DeviceMetric',
    ...NUMBERS.map(() => 'POST /fhir/Observation'),
    'POST /fhir/Composition',
  ])
  expect(await send()).toEqual(DELIVERED)
  expect(kept.size).toBe(6)
  const all = [...kept.values()].map(({ body }) => body)
  expect(all.join()).not.toContain('"reference":"urn:uuid:')
  expect(all[1]).toContain('"source":{"reference":"Device/1"}')
  expect(all[2]).toContain('"device":{"reference":"DeviceMetric/2"}')
  expect(all[5]).toContain('[{"reference":"Observation/3"},{"reference":"Observation/4"},')
})

it('what is taken back there takes the place of what was sent', async () => {
  const { kept, asked, send } = await serve({ statement: statementOf([]) })
  expect(await send()).toEqual(DELIVERED)
  expect(await send(bundleOf('entered-in-error'))).toEqual(DELIVERED)
  expect(asked.filter((one) => one === 'PUT /fhir/Observation')).toHaveLength(3)
  const numbers = [...kept.values()].filter(({ place }) => place.startsWith('Observation'))
  expect(numbers).toHaveLength(3)
  for (const { body } of numbers) expect(body).toContain('"status":"entered-in-error"')
})

it('where it does not say where it put a thing, others name that by its identifier', async () => {
  const { kept, send } = await serve({ statement: statementOf([]), saysWhere: false })
  expect(await send()).toEqual(DELIVERED)
  const number = [...kept.values()].find(({ body }) => body.includes('"text":"a"'))
  expect(JSON.parse(number?.body ?? '')).toMatchObject({
    device: { type: 'DeviceMetric', identifier: identifiedAs('metric') },
  })
})

it.each([
  [422, 'HTTP 422'],
  [412, 'it has several resources under the identifier of this one (HTTP 412)'],
])('what it refuses with %i is named, and the rest is delivered', async (status, words) => {
  const refuses = (body: string) => (body.includes('"text":"b"') ? status : undefined)
  const { kept, send } = await serve({ statement: statementOf([]), refuses })
  expect(await send()).toEqual({
    end: 'reject',
    detail: `1 of 6 entries, the others are delivered: b: ${words}`,
  })
  expect(kept.size).toBe(5)
})

it('whichever answer never comes, the same goes again and each thing is there once', async () => {
  for (let breaksAt = 0; breaksAt < 6; breaksAt++) {
    const manners: Manners = { statement: statementOf([]), breaksAt }
    const { kept, send } = await serve(manners)
    expect(await send()).toMatchObject({ end: 'noReply' })
    expect(kept.size).toBe(breaksAt + 1)
    expect(await send()).toEqual(DELIVERED)
    expect(kept.size).toBe(6)
  }
})

it('nothing is sent to a server on which a repeat would be there twice: it waits, and a sentence says why', async () => {
  const { kept, send } = await serve({ statement: statementOf([], ['Device', 'Composition']) })
  expect(await send()).toMatchObject({
    end: 'notConnected',
    advice: expect.stringMatching(/take Observation and DeviceMetric twice .*: ask who runs it to allow/),
  })
  expect(kept.size).toBe(0)
})

it('its statement is read once a day, and what it says then holds', async () => {
  const manners = { statement: statementOf(['transaction']) }
  const { asked, send, pass } = await serve(manners)
  await send()
  manners.statement = statementOf([])
  pass(DAY_MS - 1)
  await send()
  expect([...new Set(asked)]).toEqual(['GET /fhir/metadata', 'POST /fhir'])
  pass(1)
  expect(await send()).toEqual(DELIVERED)
  expect(asked.filter((one) => one.startsWith('GET'))).toHaveLength(2)
})

it.each([
  ['no statement', null],
  ['another page', { resourceType: 'OperationOutcome' }],
  ['a statement that says nothing of a server', { resourceType: 'CapabilityStatement', rest: [] }],
])('a server with %s is taken to have transactions', async (_, statement) => {
  const { asked, send } = await serve({ statement })
  await send()
  expect(asked.slice(0, 2)).toEqual(['GET /fhir/metadata', 'POST /fhir'])
})
