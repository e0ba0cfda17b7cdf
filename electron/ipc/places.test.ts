import fc from 'fast-check'
import { expect, it } from 'vitest'
import { occupiedPlaces, placeBeds, swapPlaces } from './places.ts'
import { MOST_PLACES } from './screens.ts'

const beds = fc.uniqueArray(
  fc.integer({ min: 1, max: 80 }).map((number) => `b${number}`),
  { maxLength: MOST_PLACES },
)
const kept = beds.chain((ids) =>
  fc
    .array(fc.boolean(), { minLength: ids.length, maxLength: ids.length })
    .map((holes) => ids.map((id, index) => (holes[index] ? null : id))),
)

it('gives every bed exactly one place and moves none', () => {
  fc.assert(
    fc.property(kept, beds, (before, present) => {
      const after = placeBeds(before, present)
      for (const bed of present) expect(after.filter((held) => held === bed)).toHaveLength(1)
      expect(after.length).toBeLessThanOrEqual(MOST_PLACES)
      before.forEach((bed, place) => {
        if (bed !== null && present.includes(bed)) expect(after[place]).toBe(bed)
      })
    }),
  )
})

it('leaves the place of a bed that goes empty, and gives it back when the bed returns', () => {
  const first = placeBeds([], ['b1', 'b2', 'b3'])
  expect(occupiedPlaces(first, ['b1', 'b3'])).toEqual(['b1', null, 'b3'])
  const without = placeBeds(first, ['b1', 'b3'])
  expect(occupiedPlaces(placeBeds(without, ['b1', 'b3', 'b4']), ['b1', 'b3', 'b4'])).toEqual([
    'b1',
    null,
    'b3',
    'b4',
  ])
  expect(placeBeds(without, ['b3', 'b2', 'b1'])).toEqual(['b1', 'b2', 'b3'])
})

it('takes an empty place only when there is none behind the last', () => {
  const full = Array.from({ length: MOST_PLACES }, (_, place) => (place === 6 ? null : `b${place}`))
  const present = full.filter((bed) => bed !== null)
  expect(placeBeds(full, [...present, 'new'])[6]).toBe('new')
})

it('changes two places and no other', () => {
  fc.assert(
    fc.property(kept, fc.nat(MOST_PLACES - 1), fc.nat(MOST_PLACES - 1), (places, one, other) => {
      const after = swapPlaces(places, one, other)
      expect(after[one]).toBe(places[other] ?? null)
      expect(after[other]).toBe(places[one] ?? null)
      after.forEach((bed, place) => {
        if (place !== one && place !== other) expect(bed).toBe(places[place] ?? null)
      })
    }),
  )
})
