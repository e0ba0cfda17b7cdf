import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredGap } from '../types.ts'
import { GapBook } from './gap-book.ts'

/** What may come to one bed, each some time after the one before. */
const event = fc.record({
  afterMs: fc.integer({ min: 0, max: 20_000 }),
  type: fc.constantFrom(
    'data',
    'silent',
    'unplugged',
    'checksumStorm',
    'off',
    'on',
    'missing',
    'asleep',
    'clockJump',
    'take',
  ),
  channel: fc.constantFrom(1, 2),
  /** How long a sleep was. */
  lengthMs: fc.integer({ min: 0, max: 10_000 }),
})

/** Rows as the store holds them: a later row of the same gap replaces the earlier one. */
function ledger(events: readonly { readonly rows: readonly StoredGap[] }[]): StoredGap[] {
  const rows = new Map<string, StoredGap>()
  for (const row of events.flatMap((one) => one.rows)) {
    rows.set(JSON.stringify([row.bed, row.fromUtcMs, row.channel, row.cause]), row)
  }
  return [...rows.values()]
}

describe('the gap ledger', () => {
  it('has no two rows that overlap on one channel while time runs forward', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const book = new GapBook()
        const taken: { rows: readonly StoredGap[] }[] = []
        const seenUtcMs = new Map<number, number>()
        let nowUtcMs = 1_000_000
        book.data('b1', nowUtcMs, nowUtcMs)
        for (const { afterMs, type, channel, lengthMs } of events) {
          nowUtcMs += afterMs
          if (type === 'data') book.data('b1', nowUtcMs, nowUtcMs)
          else if (type === 'off' || type === 'on') {
            // Either comes as a number of the channel.
            book.data('b1', nowUtcMs, nowUtcMs)
            if (type === 'off') book.openChannel('b1', channel, 'moduleOff', '', nowUtcMs)
            else book.endChannel('b1', channel, nowUtcMs)
            seenUtcMs.set(channel, nowUtcMs)
          } else if (type === 'missing') {
            book.openChannel('b1', channel, 'deviceGap', '', seenUtcMs.get(channel) ?? nowUtcMs)
          } else if (type === 'take') taken.push({ rows: book.take(nowUtcMs) })
          else if (type === 'asleep' || type === 'clockJump') {
            const fromUtcMs = nowUtcMs
            nowUtcMs += lengthMs
            book.everyBed(type, '', fromUtcMs, nowUtcMs, 'atEnd')
          } else book.open('b1', type, '', nowUtcMs)
        }
        taken.push({ rows: book.take(nowUtcMs) })
        const rows = ledger(taken).filter(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs)
        for (const channel of [1, 2]) {
          const own = rows
            .filter((row) => row.channel === null || row.channel === channel)
            .sort((a, b) => a.fromUtcMs - b.fromUtcMs)
          for (const [index, row] of own.entries()) {
            expect(row.fromUtcMs).toBeGreaterThanOrEqual(own[index - 1]?.toUtcMs ?? 0)
          }
        }
      }),
    )
  })

  it('lets a gap go on behind a sleep, and keeps its length where the clock is set back', () => {
    const book = new GapBook()
    book.open('b1', 'unplugged', 'pulled', 1_000)
    book.everyBed('asleep', '', 5_000, 9_000, 'atEnd')
    expect(book.take(12_000)).toMatchObject([
      { cause: 'unplugged', fromUtcMs: 1_000, toUtcMs: 5_000 },
      { cause: 'asleep', fromUtcMs: 5_000, toUtcMs: 9_000 },
      { cause: 'unplugged', fromUtcMs: 9_000, toUtcMs: 12_000, evidence: 'pulled' },
    ])
    book.everyBed('clockJump', '', 2_000, 2_000, 'atEnd')
    expect(book.take(3_000)).toMatchObject([
      { cause: 'unplugged', fromUtcMs: 9_000, toUtcMs: 12_000 },
      { cause: 'clockJump', fromUtcMs: 2_000, toUtcMs: 2_000 },
      { cause: 'unplugged', fromUtcMs: 2_000, toUtcMs: 3_000 },
    ])
  })
})
