import { expect, it } from 'vitest'
import { SequenceCounter } from './sequence.ts'

type Step = readonly [number: number, seconds: number | null, content?: number]

function after(steps: readonly Step[]): (number | null)[] {
  const sequence = new SequenceCounter()
  return steps.map(([number, seconds, content = number]) =>
    sequence.lostBefore(number, seconds === null ? null : seconds * 1000, Uint8Array.of(content)),
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
  sequence.lostBefore(10, 0, Uint8Array.of(1))
  sequence.reset()
  expect(sequence.lostBefore(99, 1000, Uint8Array.of(1))).toBe(0)
})

it('tells a record that came before, and one that was overtaken', () => {
  expect(
    after([
      [10, 0],
      [10, 0],
      [12, 1],
      [11, 1],
      [13, 1],
    ]),
  ).toEqual([0, null, 1, null, 0])
})

it('uses every record of a monitor whose counter stands still, as long as they differ', () => {
  const steps: Step[] = [
    [0, 0, 1],
    [0, 0, 2],
    [0, 1, 2],
  ]
  expect(after(steps).every((lost) => lost !== null)).toBe(true)
})

it('takes a monitor that begins to count anew for a new row', () => {
  expect(
    after([
      [3, 100],
      [0, 104],
    ]),
  ).toEqual([0, 1])
  expect(
    after([
      [3, 86_400],
      [0, 0],
    ]),
  ).toEqual([0, 1])
})
