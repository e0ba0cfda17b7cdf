import { chmodSync } from 'node:fs'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { Client } from 'pg'
import type { Destination } from '../../electron/engine/config/schema.ts'
import { postBundle } from '../../electron/engine/export/fhir/fhir-attempt.ts'
import { type Attempt, attemptOnce } from '../../electron/engine/export/mllp-attempt.ts'
import { publishOnce } from '../../electron/engine/export/nats-attempt.ts'
import { loadDefinitions, startFhirServer } from '../../electron/engine/export/testing/fhir-server.ts'
import { startPythonReceiver } from '../../electron/engine/export/testing/python-hl7.ts'
import {
  bedOf,
  patientIdOf,
  RECEIVER,
  rateIn,
  withoutMade,
} from '../../electron/engine/outbox/testing/outage-run.ts'
import type { OutboxMessage, OutboxRow } from '../../electron/engine/store/tables/outbox.ts'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { startEngines } from '../../electron/hub/engines.ts'
import { runHub } from '../../electron/hub/run.ts'
import { until } from '../support/wait.ts'

/** What a receiver has at the end. */
export interface Held {
  /** What it holds, by what names it there. */
  readonly facts: ReadonlyMap<string, string>
  /** Bed, time and heart rate of each number it holds. */
  readonly rates: readonly string[]
  /** What it set aside as unfit. */
  readonly refused: number
}

/** A receiver of a trial, made of other people's programs. */
export interface Sink {
  readonly destination: Destination
  deliver(message: OutboxMessage, row: OutboxRow): Promise<Attempt>
  /** What the messages of the record say, named as in `held`. */
  expected(messages: ReadonlyMap<string, string>): ReadonlyMap<string, string>
  /** Asked once everything has been handed over. In: how many messages that were. */
  held(messages: number): Promise<Held>
  close(): Promise<void>
}

/** Of a receiver on the same computer. */
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 30_000 }
const PATIENT_SYSTEM = 'urn:oid:2.999.1'

/** The MLLP receiver of python3-hl7: what it printed of each message, by control id. */
export async function pythonSink(): Promise<Sink> {
  const receiver = await startPythonReceiver()
  const target = { host: '127.0.0.1', port: receiver.port, ack: 'ihe' } as const
  const facts = new Map<string, string>()
  const textOf = (segments: readonly (readonly string[])[]) => {
    // The first field of MSH is the separator itself.
    const lines = segments.map(([name = '', ...fields]) =>
      name === 'MSH' ? `MSH|${fields.slice(1).join('|')}` : [name, ...fields].join('|'),
    )
    return withoutMade(`${lines.join('\r')}\r`)
  }
  return {
    destination: { ...RECEIVER, type: 'mllp', ack: 'ihe' },
    deliver: async (message) => {
      const attempt = await attemptOnce(target, message, TIMES)
      const segments = await receiver.next()
      facts.set(segments[0]?.[10] ?? '', textOf(segments))
      return attempt
    },
    expected: (messages) => messages,
    held: async () => ({ facts, rates: [...facts.values()].map(rateIn), refused: 0 }),
    close: async () => receiver.close(),
  }
}

/** An observation without what its server gives it: ids, versions, and where its device stands. */
function plainObservation(resource: Resource): [name: string, fact: string][] {
  if (resource.resourceType !== 'Observation') return []
  const { id: _, meta, device: __, identifier, ...rest } = resource
  const kept = { ...rest, profile: meta?.profile, security: meta?.security }
  const sorted = Object.entries(kept).sort(([a], [b]) => a.localeCompare(b))
  return [[identifier?.[0]?.value ?? '', JSON.stringify(sorted)]]
}

function rateOf(resource: Resource): string[] {
  if (resource.resourceType !== 'Observation') return []
  const { subject, effectiveDateTime, valueQuantity } = resource
  return [
    `${subject?.identifier?.value} ${Date.parse(effectiveDateTime ?? '')} ${valueQuantity?.value ?? ''}`,
  ]
}

/** Medplum's FHIR server over its memory: each observation it holds, by its identifier. */
export async function fhirSink(beds: number): Promise<Sink> {
  // Without them the server finds nothing by identifier.
  loadDefinitions()
  const { port, kept, close } = await startFhirServer({ indexed: true })
  const target = { host: '127.0.0.1', port, path: '/', baseDir: '.' }
  const bedOfPatient = new Map(Array.from({ length: beds }, (_, index) => [patientIdOf(index), bedOf(index)]))
  return {
    destination: {
      ...RECEIVER,
      ...{ type: 'fhir', path: '/', patientSystem: PATIENT_SYSTEM, provenance: false, strips: false },
    },
    deliver: (message) => postBundle(target, message.text, TIMES),
    expected: (messages) => {
      const bundles = [...messages.values()].map((text): Bundle => JSON.parse(text))
      const resources = bundles.flatMap(({ entry = [] }) => entry.flatMap(({ resource = [] }) => resource))
      return new Map(resources.flatMap(plainObservation))
    },
    held: async () => {
      const all = await kept('Observation')
      const rates = all.flatMap(rateOf).map((text) => {
        const [patient = '', ...rest] = text.split(' ')
        return [bedOfPatient.get(patient) ?? patient, ...rest].join(' ')
      })
      const facts = all.flatMap(plainObservation)
      // One that is there twice is one too many.
      return { facts: new Map(facts), rates, refused: facts.length - new Map(facts).size }
    },
    close: async () => close(),
  }
}

const ENTERED_BY_ALL = 0o711
const HUB_LOOK_MS = 20
const HUB_READY = { withinMs: 30_000, because: 'two servers and a database start on a shared machine' }
const HUB_DONE = { withinMs: 120_000, because: 'the hub moves what the stream kept, in lists' }

/** NATS JetStream, the hub and PostgreSQL: each message and each figure in the database. In: a folder for their files. */
export async function hubSink(folder: string): Promise<Sink> {
  // A database that root starts runs as another user.
  chmodSync(folder, ENTERED_BY_ALL)
  const natsPort = await freePort()
  const engines = await startEngines(folder, { natsPort, databasePort: await freePort(), natsConfig: null })
  const { natsUrl, databaseUrl } = engines
  const stop = new AbortController()
  const said: string[] = []
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, HUB_LOOK_MS))
  const io = { say: (line: string) => void said.push(line), pause, stop: stop.signal }
  const hub = runHub({ natsUrl, authenticator: null, caFile: null, databaseUrl }, io)
  await until('The hub', HUB_READY, () => said.some((line) => line.startsWith('The hub is ready')))
  const target = { host: '127.0.0.1', port: natsPort, subject: 'vigil', baseDir: folder }
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const ask = async (query: string) => (await client.query<Record<string, unknown>>(query)).rows
  const count = async (table: string) => Number((await ask(`SELECT count(*) AS n FROM ${table}`))[0]?.n)
  return {
    destination: { ...RECEIVER, type: 'nats', subject: 'vigil' },
    deliver: (message, row) => {
      const { seq: sequence, kind, bed, fromUtcMs, toUtcMs } = row
      const head = {
        station: 'ward-3',
        sequence,
        controlId: message.controlId,
        kind,
        bed,
        fromUtcMs,
        toUtcMs,
      }
      return publishOnce(target, message.text, head, TIMES)
    },
    expected: (messages) => messages,
    held: async (messages) => {
      // Fewer are a failure that the comparison tells; more come at once or not at all.
      await until('The messages', HUB_DONE, async () => (await count('vigil_message')) >= messages).catch(
        () => undefined,
      )
      const rows = await ask('SELECT control_id, hl7 FROM vigil_message')
      const figures = await ask(
        `SELECT bed, measured_utc, value FROM vigil_observation
         JOIN vigil_message USING (station, sequence, control_id) WHERE value IS NOT NULL`,
      )
      const facts = rows.map(({ control_id, hl7 }) => [String(control_id), withoutMade(String(hl7))] as const)
      return {
        facts: new Map(facts),
        rates: figures.map(({ bed, measured_utc, value }) => {
          return `${bed} ${new Date(String(measured_utc)).getTime()} ${value}`
        }),
        refused: (await count('vigil_refused')) + facts.length - new Map(facts).size,
      }
    },
    close: async () => {
      await client.end()
      stop.abort()
      await hub
      await engines.stop()
    },
  }
}
