import { MOST_PLACES } from './screens.ts'

/** What stands in each place: the id of a bed, or null where nothing does. */
export type Places = readonly (string | null)[]

/**
 * Gives every bed a place and moves none. In: the places as they were kept, ids of beds that are gone among them, and
 * the beds there are. Out: the same places; beds without one follow behind the last, in their order. A bed that comes
 * back finds its place. Only when there is no place left does one take an empty place or that of a bed that is gone.
 */
export function placeBeds(kept: Places, beds: readonly string[]): Places {
  const places = [...kept]
  const present = new Set(beds)
  for (const bed of beds) {
    if (places.includes(bed)) continue
    if (places.length < MOST_PLACES) {
      places.push(bed)
      continue
    }
    const free = places.findIndex((held) => held === null || !present.has(held))
    if (free !== -1) places[free] = bed
  }
  return places
}

/** The places with only the beds that are there, without the empty ones at the end. */
export function occupiedPlaces(places: Places, beds: readonly string[]): Places {
  const present = new Set(beds)
  const occupied = places.map((bed) => (bed !== null && present.has(bed) ? bed : null))
  return occupied.slice(0, occupied.findLastIndex((bed) => bed !== null) + 1)
}

/** Two places change what stands in them; every other place stays as it is. Places beyond the end are empty. */
export function swapPlaces(places: Places, one: number, other: number): Places {
  const length = Math.max(places.length, one + 1, other + 1)
  const next = Array.from({ length }, (_, place) => places[place] ?? null)
  const moved = next[one] ?? null
  next[one] = next[other] ?? null
  next[other] = moved
  return next
}
