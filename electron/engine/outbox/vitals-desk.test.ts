import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import { temporaryPatient } from '../../ipc/patient.ts'
import { seededRandom } from '../store/testing/random.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, START_UTC_MS } from '../store/testing/samples.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { rateIn, runOutage } from './testing/outage-run.ts'
import { type VitalsBench, vitalsBench } from './testing/vitals-bench.ts'

it.each([1, 2])(
  'numbers reach the receiver as they are recorded, each once by its control id, over a bad line and ends without a word (%i)',
  async (seed) => {
    const plan = { folder: temporaryFolder(), beds: 2, minutes: 15, upShare: 0.2, killShare: 0.4 }
    const found = await runOutage({ ...plan, random: seededRandom(seed) })
    expect(found.received).toEqual(found.expected)
    expect([...found.received.values()].map(rateIn).toSorted()).toEqual(found.recordedRates.toSorted())
    expect(found.expected.size).toBe(30)
    expect([found.leftInOutbox, found.kills > 0, found.attempts > 30]).toEqual([0, true, true])
  },
  DISK_TEST_TIMEOUT_MS,
)

/** State and minutes of each queued row, `identity 0-3`. */
function queued(reader: VitalsBench['reader']): string[] {
  const minute = (utcMs: number) => (utcMs - START_UTC_MS) / 60_000
  return reader.outboxRows().map((row) => `${row.state} ${minute(row.fromUtcMs)}-${minute(row.toUtcMs)}`)
}

it('a destination that was removed and comes back begins anew', async () => {
  const { writer, reader, state, desk, record, pass } = vitalsBench()
  writer.bind('b1', { id: '4711', authority: 'HOSP' }, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  record(0)
  await pass(60_000)
  expect(queued(reader)).toEqual(['waiting 0-1'])
  state.isSet = false
  await desk.forget(new Set(['his']))
  for (const minute of [1, 2]) {
    record(minute)
    await pass(60_000)
  }
  state.isSet = true
  await pass(2_000)
  record(3)
  await pass(60_000)
  expect(queued(reader)).toEqual(['waiting 0-1', 'waiting 3-4'])
  await desk.close()
})

it('what nobody owns waits as one row, and goes an interval at a time once somebody is named', async () => {
  const { writer, reader, desk, record, pass } = vitalsBench()
  const unknown = temporaryPatient(1, START_UTC_MS)
  writer.bind('b1', unknown, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  for (const minute of [0, 1, 2]) {
    record(minute)
    await pass(60_000)
  }
  expect(queued(reader)).toEqual(['identity 0-3'])
  const becomes = { id: '4711', authority: 'HOSP' }
  const audit = { action: 'patient.name', object: 'b1', before: null, after: null }
  const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 190_000 }
  const move = {
    kind: 'move',
    id: 'm1',
    what: 'everything',
    was: unknown,
    becomes,
    person: null,
    audit,
  } as const
  writer.takeStep(move, by)
  for (const moved of reader.stayMoves()) await desk.moved(moved)
  await pass(20_000)
  expect(queued(reader)).toEqual(['waiting 0-1', 'waiting 1-2', 'waiting 2-3'])
  for (const { seq } of reader.outboxRows())
    expect(reader.outboxMessage(seq)?.text).toContain('|4711^^^HOSP^MR|')
  await desk.close()
})

it('numbers that were delivered for one patient are taken back, and go again for whose they turn out to be', async () => {
  const { writer, reader, desk, record, pass } = vitalsBench()
  const was = { id: '1', authority: 'HOSP' }
  writer.bind('b1', was, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  for (const minute of [0, 1]) {
    record(minute)
    await pass(60_000)
  }
  for (const { seq } of reader.outboxRows()) {
    const end = { kind: 'end', seq, state: 'delivered', attempts: 1, reason: '', controlId: 'x' } as const
    writer.outbox({ ...end, atUtcMs: START_UTC_MS })
  }
  expect([queued(reader), reader.deliveries()]).toEqual([[], []])
  const becomes = { id: '2', authority: 'HOSP' }
  const what = { bed: 'b1', fromUtcMs: START_UTC_MS + 60_000, toUtcMs: START_UTC_MS + 120_000 }
  const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
  const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 130_000 }
  writer.takeStep({ kind: 'move', id: 'm1', what, was, becomes, person: null, audit }, by)
  for (const moved of reader.stayMoves()) await desk.moved(moved)
  await pass(20_000)
  expect(queued(reader)).toEqual(['waiting 1-2', 'waiting 1-2'])
  const [back, again] = reader.outboxRows().map(({ seq }) => reader.outboxMessage(seq)?.text)
  expect(back).toContain('|1^^^HOSP^MR|')
  expect(back).toMatch(/OBX\|\d+\|NM\|147842.*\|61\|.*\|D\|/)
  expect(again).toContain('|2^^^HOSP^MR|')
  expect(again).toMatch(/OBX\|\d+\|NM\|147842.*\|61\|.*\|R\|/)
  for (const text of [back, again]) expect(text).toContain('MOVED')
  await desk.close()
})

it('an interval that was read before a repair and queued after it is not sent for the patient of before', async () => {
  const { writer, reader, state, desk, record, pass } = vitalsBench()
  const was = { id: '1', authority: 'HOSP' }
  writer.bind('b1', was, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  record(0)
  let handOver = () => {}
  state.slowly = new Promise((resolve) => {
    handOver = resolve
  })
  await pass(60_000)
  const what = { bed: 'b1', fromUtcMs: START_UTC_MS + 30_000, toUtcMs: START_UTC_MS + 60_000 }
  const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
  const becomes = { id: '2', authority: 'HOSP' }
  const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 70_000 }
  writer.takeStep({ kind: 'move', id: 'm1', what, was, becomes, person: null, audit }, by)
  const moving = reader.stayMoves().map((moved) => desk.moved(moved))
  handOver()
  await Promise.all(moving)
  await pass(20_000)
  const texts = reader.outboxRows().map(({ seq }) => reader.outboxMessage(seq)?.text ?? '')
  expect(texts.filter((text) => text.includes('|60|'))).toEqual([expect.stringContaining('|2^^^HOSP^MR|')])
  await desk.close()
})

it('of what waits for the wrong patient only that is taken back which the receiver may have', async () => {
  const { writer, reader, state, desk, record, pass } = vitalsBench()
  const was = { id: '1', authority: 'HOSP' }
  writer.bind('b1', was, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  for (const minute of [0, 1, 2]) {
    record(minute)
    await pass(60_000)
  }
  const [unanswered, underWay] = reader.outboxRows()
  if (unanswered === undefined || underWay === undefined) throw new Error('nothing is queued')
  writer.outbox({ kind: 'again', seq: unanswered.seq, attempts: 0, reason: 'no acknowledgement in time' })
  state.underWay = underWay.seq
  const what = { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + 180_000 }
  const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
  const becomes = { id: '2', authority: 'HOSP' }
  const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 190_000 }
  writer.takeStep({ kind: 'move', id: 'm1', what, was, becomes, person: null, audit }, by)
  for (const moved of reader.stayMoves()) await desk.moved(moved)
  const back = reader.outboxRows().filter(({ kind }) => kind === 'takeBack')
  expect(back.map(({ fromUtcMs }) => (fromUtcMs - START_UTC_MS) / 60_000)).toEqual([0, 1])
  await desk.close()
})

it(
  'whatever is delivered before or after whichever repairs, a receiver ends with what the record says',
  async () => {
    const someone = fc.constantFrom('1', '2', '3')
    const repair = fc.record({
      becomes: someone,
      from: fc.nat(3),
      minutes: fc.integer({ min: 1, max: 3 }),
      delivers: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(repair, { minLength: 1, maxLength: 4 }), async (repairs) => {
        const { writer, reader, desk, record, pass, end, deliver, held } = vitalsBench()
        writer.bind('b1', { id: '1', authority: 'HOSP' }, START_UTC_MS)
        await desk.begin()
        await pass(10_000)
        for (const minute of [0, 1, 2, 3]) {
          record(minute)
          await pass(60_000)
        }
        for (const [index, { becomes, from, minutes, delivers }] of repairs.entries()) {
          if (delivers) deliver()
          const fromUtcMs = START_UTC_MS + from * 60_000
          const was = reader
            .bindings('b1')
            .find((one) => one.fromUtcMs <= fromUtcMs && (one.toUtcMs ?? Infinity) > fromUtcMs)
          if (was === undefined || was.patient.id === becomes) continue
          const toUtcMs = Math.min(fromUtcMs + minutes * 60_000, was.toUtcMs ?? START_UTC_MS + 240_000)
          const audit = { action: 'patient.repair', object: 'b1', before: null, after: null }
          const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 300_000 + index }
          const what = { bed: 'b1', fromUtcMs, toUtcMs }
          const next = { id: becomes, authority: 'HOSP' }
          writer.takeStep(
            { kind: 'move', id: `m${index}`, what, was: was.patient, becomes: next, person: null, audit },
            by,
          )
          for (const moved of reader.stayMoves()) if (moved.id === `m${index}`) await desk.moved(moved)
          if (delivers) await pass(20_000)
        }
        await pass(20_000)
        deliver()
        const expected = new Map(
          [0, 1, 2, 3].map((minute) => {
            const atUtcMs = START_UTC_MS + minute * 60_000 + 59_000
            const owner = reader
              .bindings('b1')
              .find((one) => one.fromUtcMs <= atUtcMs && (one.toUtcMs ?? Infinity) > atUtcMs)
            const time = formatDtm(atUtcMs, 0, 'fraction')
            return [`${owner?.patient.id} 147842 ${time}`, String(60 + minute)]
          }),
        )
        expect([...held()].sort()).toEqual([...expected].sort())
        await desk.close()
        end()
      }),
      { numRuns: 6 },
    )
  },
  DISK_TEST_TIMEOUT_MS,
)

it('waits for a record that is behind, forgets a bed that is gone, and follows a clock that is set back', async () => {
  const { writer, reader, time, state, desk, record, pass } = vitalsBench()
  writer.bind('b1', { id: '1', authority: 'HOSP' }, START_UTC_MS)
  await desk.begin()
  await pass(10_000)
  const untils = () => reader.outboxUntil().map(({ untilUtcMs }) => (untilUtcMs - START_UTC_MS) / 60_000)
  state.isRecorded = false
  await pass(120_000)
  expect([untils(), queued(reader)]).toEqual([[0], []])
  record(0)
  state.isRecorded = true
  await pass(2_000)
  expect([untils(), queued(reader)]).toEqual([[2], ['waiting 0-1']])
  time.setClock(-3_600_000)
  await pass(2_000)
  expect(untils()).toEqual([-58])
  state.beds = []
  await pass(60_000)
  expect(untils()).toEqual([])
  await desk.close()
})
