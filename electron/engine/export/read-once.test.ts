import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredNumeric } from '../store/types.ts'
import { readOnce } from './read-once.ts'

const SPAN = { fromUtcMs: 100, toUtcMs: 200 }

function recordOf(times: readonly number[]) {
  const reads: number[] = []
  const rows = times
    .toSorted((a, b) => a - b)
    .map(
      (measuredUtcMs): StoredNumeric => ({
        channel: 1,
        atUtcMs: measuredUtcMs + 3,
        measuredUtcMs,
        deviceMs: null,
        value: measuredUtcMs,
        validity: 'good',
      }),
    )
  return {
    reads,
    numerics(channel: number, fromUtcMs: number, toUtcMs: number) {
      reads.push(channel)
      return rows.filter((row) => row.measuredUtcMs >= fromUtcMs && row.measuredUtcMs < toUtcMs)
    },
  }
}

test('whatever is asked, in whatever order, is what the record itself would have said', () => {
  const time = fc.integer({ min: 80, max: 220 })
  fc.assert(
    fc.property(fc.array(time), fc.array(fc.tuple(fc.constantFrom(1, 2), time, time)), (times, questions) => {
      const record = recordOf(times)
      const once = readOnce(record, new Set([1]), SPAN)
      for (const [channel, from, to] of questions) {
        expect(once.numerics(channel, from, to)).toEqual(record.numerics(channel, from, to))
      }
    }),
  )
})

test('of a channel that is asked for again the span is read once; of another each time', () => {
  const record = recordOf([110, 120])
  const once = readOnce(record, new Set([1]), SPAN)
  for (const channel of [1, 1, 2, 2]) once.numerics(channel, 105, 200)
  expect(record.reads).toEqual([1, 2, 2])
})
