import { expect, it } from 'vitest'
import { interval } from '../../../drivers/ble-health/channels.ts'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import { noise } from '../analytics/testing/synthetic.ts'
import { IntervalFeed } from './interval-feed.ts'

const MANY = 300
const MS_PER_S = 1_000

function numeric(value: number | null): Numeric {
  const validity = value === null ? 'invalid' : 'good'
  return { type: 'numeric', channel: interval, value, validity, atMs: 0, deviceMs: null } as Numeric
}

/** Distances as a strap sends them, each told when its beat comes; out: the time of the last. */
function feed(to: IntervalFeed, distances: Iterable<number>, fromMs = 0): number {
  let atMs = fromMs
  for (const distance of distances) {
    atMs += distance
    to.take(numeric(Math.round(distance)), atMs)
  }
  return atMs
}

/** As uneven as fibrillation is: 400 to 1000 ms. */
const uneven = (count: number) => Array.from(noise(count, 7), (value) => 700 + 300 * value)
const even = (count: number) => Array.from(noise(count, 9), (value) => 800 + 15 * value)

it('reads the distances of a strap, and no other number', () => {
  expect(IntervalFeed.reads(numeric(800))).toBe(true)
  expect(IntervalFeed.reads({ ...numeric(800), channel: { ...interval, unit: 's' } })).toBe(false)
  expect(IntervalFeed.reads({ ...numeric(800), channel: { ...interval, id: 'MDC_PULS_RATE' } })).toBe(false)
})

it('finds fibrillation in uneven distances and none in even ones', () => {
  const strap = new IntervalFeed()
  expect(strap.isEmpty).toBe(true)
  const atMs = feed(strap, uneven(MANY))
  expect(strap.finder(atMs)?.found.map(({ kind }) => kind)).toEqual(['atrialFibrillation'])
  const calm = new IntervalFeed()
  expect(calm.finder(feed(calm, even(MANY)))).toEqual({ found: [] })
})

it.each([
  [400, true],
  [1_000, true],
  [400, false],
  [1_000, false],
])('takes distances around %i ms as a strap bundles them, once a second (uneven: %s)', (mean, isUneven) => {
  const strap = new IntervalFeed()
  const distances = noise(2 * MANY, 5).map((chance) => mean * (1 + (isUneven ? 0.4 : 0.01) * chance))
  let [beatMs, heardMs] = [0, 0]
  for (const distance of distances) {
    beatMs += distance
    heardMs = MS_PER_S * Math.ceil(beatMs / MS_PER_S)
    strap.take(numeric(Math.round(distance)), heardMs)
  }
  expect(strap.finder(heardMs)?.found.length).toBe(isUneven ? 1 : 0)
})

it('says nothing after an invalid distance, lost beats or silence', () => {
  for (const interrupt of [
    (strap: IntervalFeed, atMs: number) => strap.take(numeric(null), atMs + 500),
    // Ten seconds in which nothing was told, and the next distance is an ordinary one.
    (strap: IntervalFeed, atMs: number) => strap.take(numeric(800), atMs + 10_000),
  ]) {
    const strap = new IntervalFeed()
    const atMs = feed(strap, uneven(MANY))
    interrupt(strap, atMs)
    expect(strap.finder(atMs + 1_000)?.found ?? []).toEqual([])
  }
  const silent = new IntervalFeed()
  const atMs = feed(silent, uneven(MANY))
  expect(silent.finder(atMs + 6_000)).toBeNull()
  expect(silent.isEmpty).toBe(true)
})
