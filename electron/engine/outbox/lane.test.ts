import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attempt } from '../export/mllp-attempt.ts'
import type { OutboxRow } from '../store/tables/outbox.ts'
import { Lane, LIVE_WITHIN_MS, MOST_ATTEMPTS, pauseMs } from './lane.ts'

const LATE_MS = 10 * LIVE_WITHIN_MS

function row(seq: number, subject: number, more: Partial<OutboxRow> = {}): OutboxRow {
  const about = { destination: 'his', kind: 'vitals', bed: `b${subject}`, fromUtcMs: 0, toUtcMs: 1 } as const
  return {
    ...{ seq, subject, key: String(seq), ...about, queuedUtcMs: 0 },
    ...{ state: 'waiting', attempts: 0, reason: '', ...more },
  }
}

function laneOf(...rows: OutboxRow[]): Lane {
  const lane = new Lane({ maxPerMinute: 60_000 }, () => 0.5)
  for (const one of rows) lane.put(one)
  return lane
}

/** Sends what is due until nothing is; gives the numbers in the order of sending. */
function sendAll(lane: Lane, end: (row: OutboxRow) => Attempt['end'] = () => 'delivered', nowMs = LATE_MS) {
  const sent: number[] = []
  for (let at = nowMs; ; at++) {
    const next = lane.next(at, at)
    if (next === null) return sent
    sent.push(next.seq)
    lane.ended({ end: end(next) }, at)
  }
}

describe('the queue of a destination', () => {
  it('keeps one message in flight and the order of queuing, however rows came', () => {
    const lane = laneOf(row(3, 1), row(1, 1), row(2, 2))
    expect(lane.next(LATE_MS, LATE_MS)?.seq).toBe(1)
    expect(lane.next(LATE_MS, LATE_MS)).toBeNull()
    lane.ended({ end: 'delivered' }, LATE_MS)
    expect(sendAll(lane, undefined, LATE_MS + 1)).toEqual([2, 3])
  })

  it('lets others go on while the receiver cannot take one patient’s message, and nobody of that patient', () => {
    const lane = laneOf(row(1, 1), row(2, 1), row(3, 2), row(4, 2))
    expect(sendAll(lane, ({ seq }) => (seq === 1 ? 'retry' : 'delivered'))).toEqual([1, 3, 4])
  })

  it('lets nothing live overtake its own patient where what comes last replaces what came before', () => {
    const rows = [
      row(1, 1),
      row(2, 1),
      row(3, 1, { queuedUtcMs: LATE_MS }),
      row(4, 2, { queuedUtcMs: LATE_MS }),
    ]
    const sentBy = (keepsOrder: boolean) => {
      const lane = new Lane({ maxPerMinute: 60_000, keepsOrder }, () => 0.5)
      for (const one of rows) lane.put(one)
      return sendAll(lane)
    }
    expect(sentBy(true).filter((seq) => seq !== 4)).toEqual([1, 2, 3])
    expect(sentBy(true).indexOf(4)).toBeLessThan(2)
    expect(sentBy(false).indexOf(3)).toBeLessThan(2)
  })

  it('lets nothing overtake what takes back, and what may replace something overtake nothing of its patient', () => {
    const live = { queuedUtcMs: LATE_MS }
    const sent = sendAll(
      laneOf(
        ...[row(1, 1), row(2, 1), row(3, 1, { ...live, kind: 'single' }), row(4, 2, { kind: 'takeBack' })],
        ...[row(5, 2, live), row(6, 3), row(7, 3, live)],
      ),
    )
    const isBefore = (one: number, other: number) => sent.indexOf(one) < sent.indexOf(other)
    expect([...sent].sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect([isBefore(1, 2), isBefore(2, 3), isBefore(4, 5)]).toEqual([true, true, true])
    expect(isBefore(7, 6)).toBe(true)
  })

  it('leaves a destination alone as long as it asks, and gives up on nothing for it', () => {
    const lane = laneOf(row(1, 1), row(2, 2))
    lane.next(LATE_MS, LATE_MS)
    expect(lane.ended({ end: 'notConnected', notBeforeMs: 90_000 }, LATE_MS)).toEqual({
      state: 'waiting',
      attempts: 0,
    })
    expect(lane.nextMs()).toBe(LATE_MS + 90_000)
    expect(lane.next(LATE_MS + 89_999, LATE_MS)).toBeNull()
    expect(lane.next(LATE_MS + 90_000, LATE_MS)).not.toBeNull()
  })

  it('gives up on a message after five refusals, not before, and goes on with the next', () => {
    const lane = laneOf(row(1, 1), row(2, 1))
    let at = LATE_MS
    for (let tried = 1; tried <= MOST_ATTEMPTS; tried++, at += 60_000) {
      expect(lane.next(at, at)?.seq).toBe(1)
      const state = tried < MOST_ATTEMPTS ? 'waiting' : 'attention'
      expect(lane.ended({ end: 'retry' }, at)).toEqual({ state, attempts: tried })
    }
    expect(sendAll(lane, undefined, at)).toEqual([2])
  })

  it('never tries what was rejected again, until somebody asks for it', () => {
    const lane = laneOf(row(1, 1))
    expect(sendAll(lane, () => 'reject')).toEqual([1])
    expect(lane.rows()[0]?.state).toBe('rejected')
    lane.put(row(1, 1))
    expect(sendAll(lane, undefined, LATE_MS + 9)).toEqual([1])
  })

  it('never gives up while nothing answers at all: the line is down, not the message', () => {
    const lane = laneOf(row(1, 1), row(2, 2))
    let at = LATE_MS
    for (let tried = 0; tried < 50; tried++, at += 120_000) {
      lane.next(at, at)
      expect(lane.ended({ end: tried % 2 === 0 ? 'noReply' : 'notConnected' }, at)?.state).toBe('waiting')
    }
    expect(sendAll(lane, undefined, at).sort()).toEqual([1, 2])
  })

  it('puts a message aside that alone is never answered', () => {
    const lane = laneOf(row(1, 1), row(2, 2), row(3, 1))
    const states: string[] = []
    for (let at = LATE_MS; states.at(-1) !== 'attention' && states.length < 50; at += 120_000) {
      const next = lane.next(at, at)
      states.push(lane.ended({ end: next?.seq === 1 ? 'noReply' : 'delivered' }, at)?.state ?? '')
    }
    expect(states.filter((state) => state === 'waiting')).toHaveLength(MOST_ATTEMPTS - 1)
    expect(lane.rows().map(({ seq, state }) => `${seq} ${state}`)).toEqual(['1 attention', '3 waiting'])
  })

  it('gives every second turn to what is live while an outage is caught up', () => {
    const live = { queuedUtcMs: LATE_MS }
    const lane = laneOf(...[1, 2, 3, 4].map((seq) => row(seq, 1)), row(5, 1, live), row(6, 2, live))
    expect(sendAll(lane)).toEqual([5, 1, 6, 2, 3, 4])
  })

  it('sends nothing while it is paused, and no more than it may', () => {
    const lane = new Lane({ maxPerMinute: 60 }, () => 0.5)
    lane.put(row(1, 1))
    lane.put(row(2, 1))
    lane.isPaused = true
    expect([lane.next(0, 0), lane.nextMs()]).toEqual([null, null])
    lane.isPaused = false
    lane.next(0, 0)
    lane.ended({ end: 'delivered' }, 1)
    expect([lane.next(999, 999), lane.nextMs()]).toEqual([null, 1_000])
    expect(lane.next(1_000, 1_000)?.seq).toBe(2)
  })

  it('forgets what is erased while it is under way', () => {
    const lane = laneOf(row(1, 1))
    lane.next(LATE_MS, LATE_MS)
    lane.drop(1)
    expect(lane.ended({ end: 'delivered' }, LATE_MS)).toBeNull()
  })

  it('waits 1, 2, 4 to 60 s, a fifth more or less', () => {
    expect([1, 2, 3, 7, 2_000].map((failures) => pauseMs(failures, 0.5))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ])
    expect([pauseMs(1, 0), pauseMs(1, 1)]).toEqual([800, 1_200])
  })

  it('delivers everything exactly once and each patient in order, whatever the line does', () => {
    const ends = fc.constantFrom<Attempt['end']>('delivered', 'retry', 'noReply', 'notConnected')
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 20 }),
        fc.array(ends, { maxLength: 60 }),
        (subjects, script) => {
          const lane = laneOf(...subjects.map((subject, index) => row(index + 1, subject)))
          const delivered: OutboxRow[] = []
          let at = LATE_MS
          for (let turn = 0; lane.nextMs() !== null; turn++, at += 70_000) {
            const next = lane.next(at, at)
            const end = script[turn] ?? 'delivered'
            const state = lane.ended({ end }, at)?.state
            if (state === 'delivered' && next !== null) delivered.push(next)
          }
          const left = lane.rows().filter(({ state }) => state === 'attention')
          expect(delivered.length + left.length).toBe(subjects.length)
          for (const subject of new Set(subjects)) {
            const order = delivered.filter((one) => one.subject === subject).map(({ seq }) => seq)
            expect(order).toEqual([...order].sort((a, b) => a - b))
          }
        },
      ),
    )
  })
})
