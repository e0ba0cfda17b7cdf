import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SteadyValue } from './steady.ts'

const LEAST = 8
const LEAST_LISTED = 2

/** What is said of a stream of values, one a millisecond: the value and when it was sent. */
function said(values: readonly number[], saysRepeats: boolean): [value: number, sentMs: number][] {
  const steady = new SteadyValue(saysRepeats)
  return values.flatMap((value, atMs) =>
    steady.take(value, atMs).map((sentMs): [number, number] => [value, sentMs]),
  )
}

/** Values that stand in rows of different length, as a device that also suffers damage sends them. */
const streams = fc
  .array(fc.record({ value: fc.integer({ min: 0, max: 5 }), times: fc.integer({ min: 1, max: 50 }) }))
  .map((rows) => rows.flatMap(({ value, times }) => new Array<number>(times).fill(value)))

/** The places of a stream that stand in a row of at least two. */
function vouched(values: readonly number[]): number[] {
  return values.flatMap((value, at) => {
    let from = at
    while (values[from - 1] === value) from--
    let to = at
    while (values[to + 1] === value) to++
    return to - from + 1 >= LEAST_LISTED ? [at] : []
  })
}

it('lists each value that stood in two frames in a row as often as it was sent, with its own time', () => {
  fc.assert(
    fc.property(streams, (values) => {
      expect(said(values, true)).toEqual(vouched(values).map((at) => [values[at], at]))
    }),
  )
})

it('tells a station only what stood in eight, and an unchanged value twice a second', () => {
  fc.assert(
    fc.property(streams, (values) => {
      const known = new Set(said(values, true).map(String))
      for (const one of said(values, false)) {
        expect(known).toContain(String(one))
        const [value, sentMs] = one
        expect(values.slice(sentMs - LEAST + 1, sentMs + 1)).toEqual(new Array(LEAST).fill(value))
      }
    }),
  )
  expect(said(new Array<number>(100).fill(97), false).map(([, sentMs]) => sentMs)).toEqual([7, 37, 67, 97])
})

it('begins anew after a loss', () => {
  for (const [saysRepeats, needed] of [
    [true, LEAST_LISTED],
    [false, LEAST],
  ] as const) {
    const steady = new SteadyValue(saysRepeats)
    for (let atMs = 0; atMs < LEAST; atMs++) steady.take(97, atMs)
    steady.forget()
    for (let atMs = 0; atMs < needed - 1; atMs++) expect(steady.take(97, atMs)).toEqual([])
    steady.take(97, needed - 1)
    steady.forget()
    expect(steady.take(97, LEAST)).toEqual([])
  }
})
