import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchBeats } from './match.ts'

it('pairs one to one with the nearest', () => {
  expect(matchBeats([100, 200], [105, 130, 290], 50)).toEqual({ pairs: 1, missed: [200], extra: [130, 290] })
})

it('accounts for every beat of both', () => {
  const times = fc.array(fc.integer({ min: 0, max: 5000 })).map((list) => [...list].sort((a, b) => a - b))
  fc.assert(
    fc.property(times, times, (reference, found) => {
      const { pairs, missed, extra } = matchBeats(reference, found, 54)
      expect(pairs + missed.length).toBe(reference.length)
      expect(pairs + extra.length).toBe(found.length)
    }),
  )
})
