import { expect, it } from 'vitest'
import { SequenceCounter } from './sequence.ts'

function after(steps: readonly (readonly [number: number, seconds: number | null])[]): number[] {
  const sequence = new SequenceCounter()
  return steps.map(([number, seconds]) =>
    sequence.lostBefore(number, seconds === null ? null : seconds * 1000),
  )
}

it('counts nothing for the first record and for a row without holes, over the turn at 256', () => {
  expect(
    after([
      [254, 0],
      [255, 1],
      [0, 2],
      [1, 3],
    ]),
  ).toEqual([0, 0, 0, 0])
})

it('counts what the time that passed can explain', () => {
  expect(
    after([
      [10, 0],
      [14, 4],
    ]),
  ).toEqual([0, 3])
  expect(
    after([
      [254, 0],
      [2, 4],
    ]),
  ).toEqual([0, 3])
  expect(
    after([
      [10, null],
      [14, null],
    ]),
  ).toEqual([0, 3])
})

it('takes a jump that time cannot explain, or a clock that went back, as one break of unknown size', () => {
  expect(
    after([
      [10, 0],
      [9, 1],
    ]),
  ).toEqual([0, 1])
  expect(
    after([
      [10, 100],
      [20, 50],
    ]),
  ).toEqual([0, 1])
})

it('starts a new row after a reset', () => {
  const sequence = new SequenceCounter()
  sequence.lostBefore(10, 0)
  sequence.reset()
  expect(sequence.lostBefore(99, 1000)).toBe(0)
})
