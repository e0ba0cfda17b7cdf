import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Destination } from '../config/schema.ts'
import { exportJobs } from '../export/jobs.ts'
import type { Attempt } from '../export/mllp-attempt.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  ONE_READING_REQUEST,
  oneReading,
  SHIFT_FROM_UTC_MS,
} from '../export/testing/memory-reader.ts'
import { startPythonReceiver } from '../export/testing/python-hl7.ts'
import type { OutboxMessage, OutboxRow, OutboxStep } from '../store/tables/outbox.ts'
import type { StoreReader } from '../store/types.ts'
import { makeCertificate } from '../testing/certificates.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { OutboxDesk } from './desk.ts'
import { shiftRow } from './shift-row.ts'

const HIS: Destination = { id: 'his', type: 'mllp', host: '127.0.0.1', port: 9, ack: 'ihe', training: true }
const SHIFT = {
  bed: 'b1',
  fromUtcMs: SHIFT_FROM_UTC_MS,
  toUtcMs: SHIFT_FROM_UTC_MS + 2_000,
  madeBy: ONE_READING_REQUEST.madeBy,
}

/** The part of a record that an outbox needs, as lists; it outlives a desk. */
function recordOf(reader: () => StoreReader) {
  const rows = new Map<number, OutboxRow & { readonly message: OutboxMessage | null }>()
  const deliveries: string[] = []
  let seq = 0
  const put = (row: OutboxRow & { readonly message: OutboxMessage | null }) => {
    rows.set(row.seq, row)
    return [row]
  }
  const outbox = async (step: OutboxStep): Promise<readonly OutboxRow[]> => {
    if (step.kind === 'queue')
      return step.rows.flatMap(({ patient: _, ...row }) => {
        const known = [...rows.values()].find(({ key }) => key === row.key)
        const state = row.message === null ? ('identity' as const) : ('waiting' as const)
        const fresh = { ...row, subject: 1, state, queuedUtcMs: step.atUtcMs, attempts: 0, reason: '' }
        return known === undefined ? put({ ...fresh, seq: ++seq }) : [known]
      })
    if (step.kind === 'discard') for (const one of step.seqs) rows.delete(one)
    if (step.kind === 'again' || step.kind === 'end') {
      const row = rows.get(step.seq)
      if (row === undefined) return []
      if (step.kind === 'end') deliveries.push(`${step.controlId} ${step.state}`)
      if (step.kind === 'again' || step.state !== 'delivered')
        return put({
          ...row,
          ...step,
          kind: row.kind,
          state: step.kind === 'end' ? (step.state as 'rejected') : 'waiting',
        })
      rows.delete(step.seq)
    }
    if (step.kind === 'replay')
      return step.seqs.flatMap((one) => {
        const row = rows.get(one)
        return row === undefined ? [] : put({ ...row, state: 'waiting', attempts: 0 })
      })
    return []
  }
  const read = {
    outboxRows: async () => [...rows.values()],
    outboxPauses: async () => [],
    outboxUntil: async () => [],
    outboxMessage: async (one: number) => rows.get(one)?.message ?? null,
  }
  const job = async (name: string, args: unknown) =>
    structuredClone(exportJobs[name as 'shiftMessage'](reader(), args))
  return { rows, deliveries, store: { outbox, read, job } }
}

function stationOf(record: ReturnType<typeof recordOf>, time: ManualTime, destination = HIS) {
  return {
    // Only what the desk uses of it.
    store: record.store as unknown as ConstructorParameters<typeof OutboxDesk>[0]['store'],
    clock: time,
    timers: time,
    actor: { station: 'ward-3' },
    destinationDesk: { all: [destination], secretOf: () => undefined },
    baseDir: '/',
    mapping: { rowsFor: () => [] },
    nowUtcMs: () => time.utcMs(time.monotonicMs()),
    beds: () => [],
    isRecorded: () => true,
  }
}

function bench(script: readonly Attempt['end'][], reader: () => StoreReader = () => oneReading()) {
  const time = new ManualTime(SHIFT_FROM_UTC_MS + 9_000)
  const record = recordOf(reader)
  const station = stationOf(record, time)
  const sent: string[] = []
  const desk = new OutboxDesk(
    station,
    () => 0.5,
    async (_, { controlId }) => {
      sent.push(controlId)
      return { end: script[sent.length - 1] ?? 'delivered', detail: 'said so' }
    },
  )
  return { time, record, station, sent, desk }
}

describe('the outbox', () => {
  it('sends what waits to the place that a corrected destination names, without another start', async () => {
    const time = new ManualTime(SHIFT_FROM_UTC_MS + 9_000)
    const record = recordOf(() => oneReading())
    const station = stationOf(record, time)
    const places: string[] = []
    const desk = new OutboxDesk(
      station,
      () => 0.5,
      async ({ host }) => {
        places.push(host)
        return { end: host === '10.0.0.9' ? 'delivered' : 'notConnected', detail: 'ECONNREFUSED' }
      },
    )
    await desk.begin()
    const [queued] = await desk.queue([await shiftRow(station, SHIFT, HIS)])
    if (queued === undefined) throw new Error('nothing is queued')
    await desk.tried(queued, 15_000)
    expect(desk.view().lanes).toMatchObject([{ waiting: 1, isGone: false }])
    station.destinationDesk.all = []
    await desk.destinationsChanged()
    expect(desk.view().lanes).toMatchObject([{ waiting: 1, isGone: true, problem: '' }])
    time.advance(120_000)
    expect(places).toEqual(['127.0.0.1'])
    station.destinationDesk.all = [{ ...HIS, host: '10.0.0.9' }]
    await desk.destinationsChanged()
    await waitFor(() => desk.rows().length === 0, 'the delivery')
    expect(places).toEqual(['127.0.0.1', '10.0.0.9'])
    expect(desk.view().lanes).toMatchObject([{ waiting: 0, isGone: false }])
    await desk.close()
  })

  // Python needs about a second to start on a busy machine.
  it('hands a shift to a foreign receiver', { timeout: 20_000 }, async () => {
    const receiver = await startPythonReceiver()
    try {
      const time = new ManualTime(SHIFT_FROM_UTC_MS + 9_000)
      const record = recordOf(() => oneReading())
      const destination = { ...HIS, port: receiver.port }
      const station = stationOf(record, time, destination)
      const desk = new OutboxDesk(station, Math.random)
      await desk.begin()
      const row = await shiftRow(station, SHIFT, destination)
      const [queued] = await desk.queue([row])
      if (queued === undefined) throw new Error('nothing is queued')
      expect(await desk.tried(queued, 15_000)).toMatchObject({
        state: 'delivered',
        sentence: 'Delivered to his.',
      })
      const segments = await receiver.next()
      expect(segments[0]?.[10]).toBe(row.message?.controlId)
      expect(segments[0]?.[11]).toBe('T')
      expect(record.deliveries).toEqual([`${row.message?.controlId} delivered`])
      expect(desk.rows()).toEqual([])
      await desk.close()
    } finally {
      receiver.close()
    }
  })

  it('keeps what cannot be delivered, says why and when it tries again, and then delivers the same', async () => {
    const { time, record, station, sent, desk } = bench(['notConnected'])
    await desk.begin()
    const [queued] = await desk.queue([await shiftRow(station, SHIFT, HIS)])
    if (queued === undefined) throw new Error('nothing is queued')
    expect(await desk.tried(queued, 5_000)).toMatchObject({ state: 'waiting' })
    const [lane] = desk.view().lanes
    expect(lane).toMatchObject({ waiting: 1, nextTryUtcMs: SHIFT_FROM_UTC_MS + 10_000, attention: 0 })
    expect(lane?.problem).toContain('127.0.0.1:9')
    expect(desk.list()[0]?.reason).toContain('cannot be reached')
    time.advance(1_000)
    await waitFor(() => record.deliveries.length > 0, 'the second try')
    expect(sent[1]).toBe(sent[0])
    expect(desk.view().lanes[0]).toMatchObject({ waiting: 0, oldestUtcMs: null, problem: '' })
    await desk.close()
  })

  it('takes up what an earlier run left', async () => {
    const { record, station, desk } = bench(['notConnected'])
    await desk.begin()
    const [queued] = await desk.queue([await shiftRow(station, SHIFT, HIS)])
    if (queued === undefined) throw new Error('nothing is queued')
    await desk.tried(queued, 5_000)
    await desk.close()
    const later = new ManualTime(SHIFT_FROM_UTC_MS + 3_600_000)
    const next = new OutboxDesk(
      stationOf(record, later),
      () => 0.5,
      async () => ({ end: 'delivered', detail: '' }),
    )
    await next.begin()
    later.advance(1_000)
    await waitFor(() => record.deliveries.length > 0, 'the delivery')
    expect(record.deliveries).toEqual([`${queued.key} delivered`])
    await next.close()
  })

  it('sends nothing without an identity, and goes on once a patient is connected', async () => {
    let isKnown = false
    const bare = memoryReader({
      channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }],
      numerics: [numericRow(SHIFT_FROM_UTC_MS, 72)],
    })
    const { time, record, station, sent, desk } = bench([], () => (isKnown ? oneReading() : bare))
    await desk.begin()
    await desk.queue([await shiftRow(station, SHIFT, HIS)])
    time.advance(60_000)
    expect(desk.view().lanes[0]).toMatchObject({ identity: 1, waiting: 0, nextTryUtcMs: null })
    expect(desk.list()[0]?.reason).toContain('No patient')
    expect(sent).toEqual([])
    isKnown = true
    await desk.lookForIdentity()
    time.advance(1_000)
    await waitFor(() => record.deliveries.length > 0, 'the delivery')
    expect(desk.rows()).toEqual([])
    await desk.close()
  })

  it('lets one that cannot be made hold up no other', async () => {
    let isKnown = false
    const bare = memoryReader({ channels: [], numerics: [] })
    const { time, record, station, desk } = bench([], () => (isKnown ? oneReading() : bare))
    await desk.begin()
    const waiting = { destination: 'his', kind: 'shift', patient: null, message: null } as const
    const [nothingThere, there] = [{ ...SHIFT, bed: 'b9' }, SHIFT]
    for (const { bed, fromUtcMs, toUtcMs } of [nothingThere, there])
      await desk.queue([{ ...waiting, key: `shift ${bed}`, bed, fromUtcMs, toUtcMs }])
    isKnown = true
    await expect(shiftRow(station, nothingThere, HIS)).rejects.toThrow()
    await desk.lookForIdentity()
    time.advance(1_000)
    await waitFor(() => record.deliveries.length > 0, 'the delivery of the other')
    expect(desk.rows().map(({ bed }) => bed)).toEqual(['b9'])
    await desk.close()
  })

  it('keeps what was rejected until somebody replays or discards it', async () => {
    const { time, record, station, desk } = bench(['reject', 'reject'])
    await desk.begin()
    const [queued] = await desk.queue([await shiftRow(station, SHIFT, HIS)])
    if (queued === undefined) throw new Error('nothing is queued')
    expect(await desk.tried(queued, 5_000)).toMatchObject({ state: 'rejected' })
    expect(desk.view().lanes[0]?.attention).toBe(1)
    await desk.replay([queued.seq])
    time.advance(1_000)
    await waitFor(() => record.deliveries.length === 2, 'the second rejection')
    await desk.discard([queued.seq])
    expect([desk.rows(), record.rows.size]).toEqual([[], 0])
    await desk.close()
  })

  it('answers at once while a destination is paused, and sends nothing', async () => {
    const { sent, station, desk } = bench([])
    await desk.begin()
    await desk.pause('his', true)
    const [queued] = await desk.queue([await shiftRow(station, SHIFT, HIS)])
    if (queued === undefined) throw new Error('nothing is queued')
    expect(await desk.tried(queued, 5_000)).toBeNull()
    expect([sent, desk.view().lanes[0]?.isPaused]).toEqual([[], true])
    await desk.close()
  })

  it('refuses simulated data to a destination that is not for training', async () => {
    const { station, desk } = bench([])
    const clinic = { ...HIS, training: false }
    await expect(shiftRow(station, SHIFT, clinic)).rejects.toMatchObject({ code: 'simulatedNotTraining' })
    expect(desk.rows()).toEqual([])
  })
})

it('a FHIR server whose certificate has expired gets nothing: the message waits, and one sentence says what to do', async () => {
  const authority = makeCertificate('authority')
  const { cert, key } = makeCertificate('server', authority, Date.now() - 60_000)
  const asked: string[] = []
  const server = createServer({ cert, key }, ({ url = '' }) => void asked.push(url))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const baseDir = temporaryFolder()
  writeFileSync(`${baseDir}/ca.pem`, authority.cert)
  const ehr: Destination = {
    ...{ id: 'ehr', type: 'fhir', host: '127.0.0.1', port: address.port, path: '/fhir', training: true },
    ...{ tls: { ca: 'ca.pem' }, patientSystem: 'urn:oid:2.999.1', provenance: false, strips: false },
  }
  const time = new ManualTime(SHIFT_FROM_UTC_MS + 9_000)
  const station = {
    ...stationOf(
      recordOf(() => oneReading()),
      time,
      ehr,
    ),
    baseDir,
  }
  const desk = new OutboxDesk(station, () => 0.5)
  await desk.begin()
  const [queued] = await desk.queue([await shiftRow(station, SHIFT, ehr)])
  if (queued === undefined) throw new Error('nothing is queued')
  for (let tries = 0; tries < 7; tries++) {
    const verdict = desk.tried(queued, 15_000)
    time.advance(500)
    expect(await verdict).toEqual({
      state: 'waiting',
      attempts: 0,
      sentence: `ehr cannot be reached at 127.0.0.1:${address.port}: its certificate has expired: ask who runs it for a new one.`,
    })
  }
  expect([desk.rows().map(({ state }) => state), asked]).toEqual([['waiting'], []])
  await desk.close()
})

it('refuses arguments that are none', () => {
  expect(() => exportJobs.shiftSummary(memoryReader({}), { bed: 1 })).toThrow(TypeError)
})
