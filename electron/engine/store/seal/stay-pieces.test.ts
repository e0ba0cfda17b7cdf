import fc from 'fast-check'
import { expect, it } from 'vitest'
import { StayBook } from './stay-book.ts'
import { moveStays, type StayMovement, type StoredStay } from './stay-pieces.ts'

const NOBODY = 0
/** Times are small whole numbers: every instant up to here is looked at. */
const LAST = 40

const time = fc.integer({ min: 0, max: LAST - 1 })
const subject = fc.integer({ min: 1, max: 4 })
const stays = fc
  .array(fc.record({ subject, from: time, length: fc.option(fc.nat({ max: 15 }), { nil: null }) }), {
    maxLength: 8,
  })
  .map((rows): StoredStay[] =>
    rows.map(({ subject: whose, from, length }, id) => ({
      id,
      subject: whose,
      fromUtcMs: from,
      toUtcMs: length === null ? null : from + length,
    })),
  )
const movement = fc
  .record({
    from: time,
    length: fc.option(fc.nat({ max: 15 }), { nil: null }),
    was: subject,
    becomes: subject,
  })
  .filter(({ was, becomes }) => was !== becomes)
  .map(
    ({ from, length, was, becomes }): StayMovement => ({
      fromUtcMs: from,
      toUtcMs: length === null ? null : from + length,
      was,
      becomes,
    }),
  )

/** Whose each instant is, as the record answers it. */
function owners(rows: readonly StoredStay[]): number[] {
  const book = new StayBook(() => NOBODY)
  for (const { subject: whose, fromUtcMs, toUtcMs } of rows) book.add('b1', whose, fromUtcMs, toUtcMs)
  return Array.from({ length: LAST }, (_, at) => book.subjectAt('b1', at))
}

/** Rewrites rows as the record does: a piece is a new row. */
function applied(rows: readonly StoredStay[], move: StayMovement): StoredStay[] {
  const { rewritten } = moveStays(rows, move)
  const gone = new Set(rewritten.map(({ id }) => id))
  let next = Math.max(-1, ...rows.map(({ id }) => id)) + 1
  const pieces = rewritten.flatMap((stay) => stay.pieces)
  return [...rows.filter(({ id }) => !gone.has(id)), ...pieces.map((piece) => ({ id: next++, ...piece }))]
}

it('gives every instant of a stretch that was one patient’s to the other, and nothing else, whatever overlaps', () => {
  fc.assert(
    fc.property(stays, fc.array(movement, { maxLength: 6 }), (rows, moves) => {
      let now = rows
      let expected = owners(rows)
      for (const move of moves) {
        const { moved } = moveStays(now, move)
        const isIn = (at: number) => at >= move.fromUtcMs && at < (move.toUtcMs ?? LAST)
        const goes = expected.map((whose, at) => whose === move.was && isIn(at))
        now = applied(now, move)
        expected = expected.map((whose, at) => (goes[at] === true ? move.becomes : whose))
        expect(owners(now)).toEqual(expected)
        // What was told as moved is what was moved: so the owner of before can be read back.
        const isTold = (at: number) =>
          moved.some(({ fromUtcMs, toUtcMs }) => at >= fromUtcMs && at < (toUtcMs ?? LAST))
        expect(expected.map((_, at) => isTold(at))).toEqual(goes)
      }
    }),
  )
})

it('leaves stays that have nothing to do with it as they are stored', () => {
  const rows = [
    { id: 1, subject: 1, fromUtcMs: 0, toUtcMs: 10 },
    { id: 2, subject: 2, fromUtcMs: 10, toUtcMs: 10 },
    { id: 3, subject: 2, fromUtcMs: 10, toUtcMs: null },
  ]
  const middle = moveStays(rows, { fromUtcMs: 4, toUtcMs: 20, was: 1, becomes: 3 })
  expect(middle.moved).toEqual([{ subject: 3, fromUtcMs: 4, toUtcMs: 10 }])
  expect(middle.rewritten.map(({ id }) => id)).toEqual([1])
  const running = moveStays(rows, { fromUtcMs: 12, toUtcMs: null, was: 2, becomes: 3 })
  expect(running.moved).toEqual([{ subject: 3, fromUtcMs: 12, toUtcMs: null }])
  expect(moveStays(rows, { fromUtcMs: 0, toUtcMs: null, was: 4, becomes: 3 })).toEqual({
    rewritten: [],
    moved: [],
  })
})
