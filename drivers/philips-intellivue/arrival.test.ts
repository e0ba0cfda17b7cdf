import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ArrivalWatch } from './arrival.ts'
import { ARRIVAL } from './codes.ts'
import type { PollResult } from './message.ts'

function result(ticks: number, more: Partial<PollResult> = {}): PollResult {
  return {
    kind: 'poll',
    extended: true,
    invoke: 5,
    link: null,
    sequence: null,
    ticks,
    objectClass: 6,
    group: 0,
    objects: [],
    ...more,
  }
}

const verdicts = (...results: readonly PollResult[]) => {
  const watch = new ArrivalWatch()
  return results.map((one) => watch.judge(one))
}

it('takes what is new, once, in the order of the monitor', () => {
  const first = result(1000, { sequence: 1 })
  const second = result(2000, { sequence: 2 })
  expect(verdicts(first, second, second, first).map(({ verdict }) => verdict)).toEqual([
    'new',
    'new',
    'again',
    'again',
  ])
  expect(verdicts(second, first)).toEqual([
    { verdict: 'new', lost: 0 },
    { verdict: 'late', lost: 0 },
  ])
})

it('counts numbers that never came, and a late result without a number', () => {
  const numbered = (sequence: number) => result(1000 * sequence, { sequence })
  expect(verdicts(numbered(1), numbered(4)).map(({ lost }) => lost)).toEqual([0, 2])
  expect(verdicts(result(2000), result(1000))[1]).toEqual({ verdict: 'late', lost: 1 })
  // The number is 16 bits wide.
  expect(
    verdicts(result(1, { sequence: 65535 }), result(2, { sequence: 0x10000 & 0xffff })).at(-1)?.lost,
  ).toBe(0)
})

it('keeps polls apart, and parts of one result together', () => {
  const part = (count: number) => result(1000, { sequence: 1, link: { state: 2, count } })
  expect(
    verdicts(part(1), part(2), part(3), result(1000, { sequence: 1 })).map(({ verdict }) => verdict),
  ).toEqual(new Array(4).fill('new'))
  expect(verdicts(result(2000), result(1000, { objectClass: 9 }))[1]?.verdict).toBe('new')
})

it('does not take the time of a confirmation for that of samples, which run behind it', () => {
  const wave = (ticks: number, sequence: number) => result(ticks, { objectClass: 9, sequence })
  expect(verdicts(wave(1000, 1), wave(9000, 0), wave(2000, 1)).map(({ verdict }) => verdict)).toEqual([
    'new',
    'new',
    'new',
  ])
})

it('takes a counter that falls far back for a monitor that was switched on, and follows its wrap', () => {
  expect(verdicts(result(ARRIVAL.restartTicks + 5), result(1))[1]?.verdict).toBe('new')
  expect(
    verdicts(result(0xffff_ffff), result(100), result(0xffff_fff0)).map(({ verdict }) => verdict),
  ).toEqual(['new', 'new', 'late'])
})

it('H6 never lets an older result of a poll follow a newer one, in whatever order they come', () => {
  const stream = Array.from({ length: 12 }, (_, index) => result(1000 * index, { sequence: index + 1 }))
  fc.assert(
    fc.property(fc.array(fc.nat(11), { maxLength: 40 }), (order) => {
      const watch = new ArrivalWatch()
      const taken = order.filter((index) => watch.judge(stream[index] ?? result(0)).verdict === 'new')
      expect(taken).toEqual([...new Set(taken)].sort((one, other) => one - other))
    }),
  )
})
