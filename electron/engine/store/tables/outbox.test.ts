import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { eraseToEnd } from '../erase/finish.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import type { NewOutboxRow } from './outbox.ts'

const WHO = { id: 'PAT-7654321', authority: 'HOSP' }
const BY = { actor: ACTOR, atUtcMs: START_UTC_MS + 9 }

function rowOf(key: string, more: Partial<NewOutboxRow> = {}): NewOutboxRow {
  const message = { controlId: key, text: `MSH|1\rPID|||${WHO.id}\r` }
  const about = { bed: 'b1', patient: WHO, fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + 5 }
  return { destination: 'his', key, kind: 'shift', ...about, message, ...more }
}

async function withRecord(body: (open: ReturnType<typeof opened>) => void): Promise<void> {
  await withFolder((folder) => {
    const record = opened(folder)
    try {
      body(record)
    } finally {
      record.reader.close()
      record.writer.close()
    }
  })
}

function opened(folder: string) {
  const { writer } = openStoreWriter(openOptions(folder))
  writer.bind('b1', WHO, START_UTC_MS)
  const { reader } = openStoreReader(openOptions(folder))
  const queue = (...rows: NewOutboxRow[]) => writer.outbox({ kind: 'queue', rows, atUtcMs: START_UTC_MS + 7 })
  return { folder, writer, reader, queue }
}

describe('the outbox in the record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('queues the same content once for each destination, in order, and opens what it sealed', () =>
    withRecord(({ reader, queue }) => {
      const [first] = queue(rowOf('A'), rowOf('B'))
      queue(rowOf('A'), rowOf('A', { destination: 'other' }))
      expect(reader.outboxRows().map(({ destination, key }) => `${destination} ${key}`)).toEqual([
        'his A',
        'his B',
        'other A',
      ])
      expect(first).toMatchObject({
        state: 'waiting',
        attempts: 0,
        reason: '',
        queuedUtcMs: START_UTC_MS + 7,
      })
      expect(reader.outboxMessage(first?.seq ?? 0)).toEqual(rowOf('A').message)
      expect(reader.outboxMessage(99)).toBeNull()
    }))

  it('keeps why it has not gone, and leaves only the delivery of what has', () =>
    withRecord(({ writer, reader, queue }) => {
      const [first, second] = queue(rowOf('A'), rowOf('B'))
      const [a, b] = [first?.seq ?? 0, second?.seq ?? 0]
      writer.outbox({ kind: 'again', seq: a, attempts: 1, reason: 'his could not take it' })
      expect(reader.outboxRows()[0]).toMatchObject({ attempts: 1, reason: 'his could not take it' })
      const end = { kind: 'end', attempts: 2, controlId: 'A', atUtcMs: START_UTC_MS + 8 } as const
      writer.outbox({ ...end, seq: a, state: 'delivered', reason: 'Delivered to his.' })
      writer.outbox({ ...end, seq: b, state: 'rejected', reason: 'no such patient', controlId: 'B' })
      expect(reader.outboxRows().map(({ key, state }) => `${key} ${state}`)).toEqual(['B rejected'])
      expect(reader.deliveries().map(({ controlId, outcome }) => `${controlId} ${outcome}`)).toEqual([
        'A delivered',
        'B rejected',
      ])
      expect(writer.outbox({ kind: 'replay', seqs: [a, b] })).toMatchObject([
        { seq: b, state: 'waiting', attempts: 0 },
      ])
      writer.outbox({ kind: 'discard', seqs: [b] })
      expect(reader.outboxRows()).toEqual([])
    }))

  it('keeps what waits for an identity without a message, and never replays it', () =>
    withRecord(({ writer, reader, queue }) => {
      const nobody = { bed: 'b2', patient: null, message: null }
      const [row] = queue(rowOf('shift b2', nobody))
      expect(row?.state).toBe('identity')
      expect(writer.outbox({ kind: 'replay', seqs: [row?.seq ?? 0] })).toEqual([])
      expect(reader.outboxMessage(row?.seq ?? 0)).toBeNull()
    }))

  it('keeps numbers that wait for an identity as one row however long that takes, and how far they are queued', () =>
    withRecord(({ writer, reader, queue }) => {
      const minute = (index: number) => {
        const times = {
          fromUtcMs: START_UTC_MS + index * 60_000,
          toUtcMs: START_UTC_MS + (index + 1) * 60_000,
        }
        return rowOf(`vitals ${index}`, { kind: 'vitals', bed: 'b2', patient: null, message: null, ...times })
      }
      for (const index of [0, 1, 3]) queue(minute(index))
      const waits = reader.outboxRows().map(({ fromUtcMs, toUtcMs }) => (toUtcMs - fromUtcMs) / 60_000)
      expect(waits).toEqual([2, 1])
      const until = { destination: 'his', bed: 'b2', untilUtcMs: START_UTC_MS + 240_000 }
      writer.outbox({ kind: 'queue', rows: [], atUtcMs: START_UTC_MS, until })
      expect(reader.outboxUntil()).toEqual([until])
      writer.outbox({ kind: 'queue', rows: [], atUtcMs: START_UTC_MS, until: { ...until, untilUtcMs: null } })
      expect(reader.outboxUntil()).toEqual([])
    }))

  it('keeps which destinations are paused', () =>
    withRecord(({ writer, reader }) => {
      const pause = { kind: 'pause', destination: 'his', atUtcMs: START_UTC_MS } as const
      writer.outbox({ ...pause, isPaused: true })
      writer.outbox({ ...pause, isPaused: true })
      expect(reader.outboxPauses()).toEqual(['his'])
      writer.outbox({ ...pause, isPaused: false })
      expect(reader.outboxPauses()).toEqual([])
    }))

  it('destroys the messages of a stretch that turns out to be somebody else’s', () =>
    withRecord(({ writer, reader, queue }) => {
      const right = { id: 'NXT-1234567', authority: 'HOSP' }
      const before = { fromUtcMs: START_UTC_MS - 9, toUtcMs: START_UTC_MS - 5 }
      queue(rowOf('A'), rowOf('B', before))
      const step = { kind: 'move', id: 'm1', what: 'everything', was: WHO, becomes: right } as const
      const audit = { action: 'patient.name', object: 'b1', before: null, after: null }
      writer.takeStep({ ...step, person: null, audit }, BY)
      expect(reader.outboxRows().map(({ key, state }) => `${key} ${state}`)).toEqual([
        'A identity',
        'B waiting',
      ])
      expect(reader.outboxRows().map(({ seq }) => reader.outboxMessage(seq) === null)).toEqual([true, false])
    }))

  it('loses everything about an erased patient, queues nothing about them again, and is proven empty', () =>
    withRecord(({ folder, writer, reader, queue }) => {
      const other = { id: 'NXT-1234567', authority: 'HOSP' }
      const [mine] = queue(rowOf('A'))
      const reason = `AE: PID-3 ${WHO.id} is unknown`
      writer.outbox({ kind: 'again', seq: mine?.seq ?? 0, attempts: 1, reason })
      writer.bind('b1', other, START_UTC_MS + 6)
      queue(rowOf('B', { patient: other }))
      writer.erase({ patient: WHO, reason: 'asked for in writing', endsStays: false }, BY)
      expect(reader.outboxRows().map(({ key }) => key)).toEqual(['B'])
      expect(queue(rowOf('A'))).toEqual([])
      expect(writer.outbox({ kind: 'again', seq: mine?.seq ?? 0, attempts: 2, reason })).toEqual([])
      expect(eraseToEnd(writer, BY)).toBe('done')
      const [erasure] = reader.erasures()
      expect(erasure?.facts.erased.deliveries).toBe(1)
      expect(erasure?.facts.proof).toMatchObject({ ok: true, identifiers: 0 })
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))
})
