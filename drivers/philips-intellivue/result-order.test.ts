import { expect, it } from 'vitest'
import type { PollResult } from './message.ts'
import { ResultOrder } from './result-order.ts'

type Step = readonly [sequence: number | null, ticks: number, content?: number, invoke?: number]

function pastOf(steps: readonly Step[], order = new ResultOrder()): boolean[] {
  return steps.map(([sequence, ticks, content = ticks & 0xff, invoke = 1]) => {
    const result: PollResult = {
      kind: 'poll',
      extended: sequence !== null,
      invoke,
      link: null,
      sequence,
      ticks,
      objectClass: 9,
      group: 0,
      objects: [],
    }
    return order.isPast(result, Uint8Array.of(content))
  })
}

it('tells a result that came before, and one that was overtaken', () => {
  expect(
    pastOf([
      [1, 2048],
      [1, 2048],
      [3, 6144],
      [2, 4096],
      [4, 8192],
    ]),
  ).toEqual([false, true, false, true, false])
})

it('takes linked parts of one time for new as long as they differ', () => {
  expect(
    pastOf([
      [1, 2048, 1],
      [1, 2048, 2],
      [1, 2048, 3],
    ]),
  ).toEqual([false, false, false])
})

it('leaves confirmations, single answers and other polls out of it', () => {
  expect(
    pastOf([
      [0, 9000],
      [1, 2048],
      [null, 9000],
      [null, 2048],
      [1, 1024, 7, 2],
    ]),
  ).toEqual([false, false, false, false, false])
})

it('goes along with the turn of the counter, and with a monitor that begins anew', () => {
  expect(
    pastOf([
      [1, 0xffff_ff00],
      [2, 0x0000_0700],
    ]),
  ).toEqual([false, false])
  expect(
    pastOf([
      [1, 900_000],
      [1, 1_000],
    ]),
  ).toEqual([false, false])
})

it('forgets what was before a reset, and the oldest of too many polls', () => {
  const order = new ResultOrder()
  expect(pastOf([[1, 2048]], order)).toEqual([false])
  order.reset()
  expect(pastOf([[1, 2048]], order)).toEqual([false])
  const many = Array.from({ length: 1_000 }, (_, invoke): Step => [1, 2048, 1, invoke])
  expect(pastOf(many, order).some(Boolean)).toBe(false)
})
