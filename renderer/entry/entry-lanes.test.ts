import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EntryView } from '../../electron/ipc/entry.ts'
import { entryLanes } from './entry-lanes.tsx'

const HOUR_MS = 3_600_000
/** Room of a written value. */
const TEXT_PX = 76
const SHIFT = { fromUtcMs: 0, toUtcMs: 12 * HOUR_MS }

function entryAt(atUtcMs: number, more: Partial<EntryView> = {}): EntryView {
  return {
    ...{ id: `e${atUtcMs} ${more.kind ?? ''}`, kind: 'pain', value: 3, unit: '{score}', author: 'AB' },
    ...{ atUtcMs, writtenUtcMs: atUtcMs, corrects: null, state: 'valid' },
    ...more,
  }
}

it('are lanes of the kinds that were entered, in one order, each value at its time', () => {
  const lanes = entryLanes(
    [
      entryAt(6 * HOUR_MS),
      entryAt(3 * HOUR_MS, { kind: 'consciousness', value: 'V', unit: '' }),
      entryAt(1 * HOUR_MS),
      entryAt(2 * HOUR_MS, { state: 'corrected' }),
      entryAt(12 * HOUR_MS),
    ],
    SHIFT,
    1_200,
  )
  expect(lanes.map(({ kind, marks }) => [kind, marks.map(({ x }) => x)])).toEqual([
    ['consciousness', [300]],
    ['pain', [100, 600]],
  ])
})

it('never write one value over the next, and lose none', () => {
  const times = fc.array(fc.integer({ min: 0, max: 12 * HOUR_MS - 1 }), { maxLength: 30 })
  fc.assert(
    fc.property(times, fc.integer({ min: 200, max: 860 }), (at, width) => {
      const entries = at.map((atUtcMs, index) => entryAt(atUtcMs, { id: `e${index}` }))
      const marks = entryLanes(entries, SHIFT, width).flatMap((lane) => lane.marks)
      expect(marks).toHaveLength(entries.length)
      const written = marks.filter((mark) => mark.isWritten)
      const ends = written.map(({ x, isAtEnd }) => (isAtEnd ? [x - TEXT_PX, x] : [x, x + TEXT_PX]))
      ends.forEach(([from = 0, to = 0], index) => {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(width)
        const [next] = ends[index + 1] ?? []
        if (next !== undefined) expect(next).toBeGreaterThanOrEqual(to)
      })
    }),
  )
})
