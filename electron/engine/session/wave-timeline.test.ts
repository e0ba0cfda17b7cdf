import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Wave, WaveMark } from '../../../drivers/model/measurement.ts'
import { tinyWave } from '../testing/tiny-driver.ts'
import { WaveTimeline } from './wave-timeline.ts'

const CHANNEL = { ...tinyWave, rateHz: 100 }
const SAMPLE_MS = 10

function wave(samples: number, marks: readonly WaveMark[] = []): Wave {
  return {
    type: 'wave',
    channel: CHANNEL,
    samples: new Int16Array(samples),
    missing: [],
    marks,
    atMs: 0,
    deviceMs: null,
  }
}

function placeOne(
  timeline: WaveTimeline,
  one: Wave,
  atUtcMs: number,
): { startUtcMs: number; gapBefore: boolean } {
  const [placed] = timeline.place([one], atUtcMs)
  if (placed === undefined) throw new Error('the wave was not placed')
  return placed
}

it('counts samples: packets of 99 to 101 with jitter leave neither hole nor overlap', () => {
  const packets = fc.array(
    fc.record({ samples: fc.integer({ min: 99, max: 101 }), jitterMs: fc.integer({ min: 0, max: 180 }) }),
    { minLength: 2, maxLength: 120 },
  )
  fc.assert(
    fc.property(packets, (list) => {
      const timeline = new WaveTimeline()
      let sent = 0
      let expected: number | null = null
      for (const { samples, jitterMs } of list) {
        sent += samples
        const placed = placeOne(timeline, wave(samples), sent * SAMPLE_MS + jitterMs)
        expect(placed.gapBefore).toBe(expected === null)
        // Slow correction of the clocks stays below half a sample.
        if (expected !== null) expect(Math.abs(placed.startUtcMs - expected)).toBeLessThan(SAMPLE_MS / 2)
        expected = placed.startUtcMs + samples * SAMPLE_MS
      }
    }),
  )
})

it('moves nothing for jitter below the tolerance: the count alone decides', () => {
  const packets = fc.array(
    fc.record({ samples: fc.integer({ min: 24, max: 26 }), jitterMs: fc.integer({ min: 0, max: 45 }) }),
    { minLength: 40, maxLength: 300 },
  )
  fc.assert(
    fc.property(packets, (list) => {
      const timeline = new WaveTimeline()
      let sent = 0
      let firstUtcMs: number | null = null
      for (const { samples, jitterMs } of list) {
        const { startUtcMs } = placeOne(timeline, wave(samples), (sent + samples) * SAMPLE_MS + jitterMs)
        firstUtcMs ??= startUtcMs
        expect(startUtcMs).toBe(firstUtcMs + sent * SAMPLE_MS)
        sent += samples
      }
    }),
  )
})

it('takes up the late arrival of the first packet once, in one direction, and then rests', () => {
  const timeline = new WaveTimeline()
  const moves: number[] = []
  let expected: number | null = null
  for (let chunk = 1; chunk <= 400; chunk++) {
    const arrivalMs = chunk * 250 + (chunk === 1 ? 120 : (chunk * 7) % 16)
    const { startUtcMs } = placeOne(timeline, wave(25), arrivalMs)
    if (expected !== null && startUtcMs !== expected) moves.push(startUtcMs - expected)
    expected = startUtcMs + 250
  }
  expect(moves.every((move) => move < 0)).toBe(true)
  expect(moves.reduce((sum, move) => sum + move, 0)).toBeCloseTo(-120)
  expect(moves).toHaveLength(30)
})

it('never overlaps by more than half a sample, whatever arrives whenever', () => {
  const arrivals = fc.array(
    fc.record({
      samples: fc.integer({ min: 1, max: 150 }),
      afterMs: fc.integer({ min: 0, max: 9_000 }),
      event: fc.constantFrom('none' as const, 'lost' as const, 'reset' as const),
      gap: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  fc.assert(
    fc.property(arrivals, (list) => {
      const timeline = new WaveTimeline()
      let nowMs = 0
      let endMs = Number.NEGATIVE_INFINITY
      for (const { samples, afterMs, event, gap } of list) {
        nowMs += afterMs
        if (event === 'lost') timeline.lost()
        if (event === 'reset') timeline.reset()
        const placed = placeOne(timeline, wave(samples, gap ? [{ at: 0, kind: 'gap' }] : []), nowMs)
        expect(placed.startUtcMs).toBeGreaterThan(endMs - SAMPLE_MS / 2)
        if (gap || event === 'reset') expect(placed.gapBefore).toBe(true)
        if (!placed.gapBefore) expect(placed.startUtcMs).toBeLessThan(endMs + SAMPLE_MS / 2)
        endMs = placed.startUtcMs + samples * SAMPLE_MS
      }
    }),
  )
})

it('leaves the hole of a lost frame open', () => {
  const timeline = new WaveTimeline()
  placeOne(timeline, wave(100), 1_000)
  timeline.lost()
  expect(placeOne(timeline, wave(100), 3_000)).toMatchObject({ gapBefore: true, startUtcMs: 2_000 })
  expect(placeOne(timeline, wave(100), 4_020)).toMatchObject({ gapBefore: false, startUtcMs: 3_000 })
})

it('sees no hole when the lost frame carried none of this wave', () => {
  const timeline = new WaveTimeline()
  placeOne(timeline, wave(100), 1_000)
  timeline.lost()
  expect(placeOne(timeline, wave(100), 2_100)).toMatchObject({ gapBefore: false, startUtcMs: 1_000 })
})

it('puts what a held-up line delivers at once back where it belongs', () => {
  const timeline = new WaveTimeline()
  placeOne(timeline, wave(100), 1_000)
  timeline.lost()
  const placed = timeline.place([wave(100), wave(100), wave(100)], 4_000)
  expect(placed.map(({ startUtcMs, gapBefore }) => [startUtcMs, gapBefore])).toEqual([
    [1_000, false],
    [2_000, false],
    [3_000, false],
  ])
})

it('believes in lost samples when they stay late for more than the tolerance', () => {
  const timeline = new WaveTimeline()
  placeOne(timeline, wave(100), 1_000)
  const gaps: boolean[] = []
  for (let second = 5; second <= 9; second++) {
    gaps.push(placeOne(timeline, wave(100), second * 1_000).gapBefore)
  }
  expect(gaps).toEqual([false, false, false, true, false])
})

it('believes in samples lost without a trace, and puts what follows where it belongs', () => {
  const timeline = new WaveTimeline()
  placeOne(timeline, wave(100), 1_000)
  const placed = Array.from({ length: 5 }, (_, index) => placeOne(timeline, wave(100), 2_900 + index * 1_000))
  expect(placed.map(({ gapBefore }) => gapBefore)).toEqual([false, false, false, true, false])
  expect(placed.at(-1)?.startUtcMs).toBe(5_900)
})

it('follows a device clock that runs 200 ppm fast for 8 hours', () => {
  const timeline = new WaveTimeline()
  let worstMs = 0
  for (let second = 1; second <= 8 * 3_600; second++) {
    const arrivalMs = second * 1_000 * (1 - 200e-6)
    const placed = placeOne(timeline, wave(100), arrivalMs)
    expect(placed.gapBefore).toBe(second === 1)
    worstMs = Math.max(worstMs, Math.abs(placed.startUtcMs + 1_000 - arrivalMs))
  }
  expect(worstMs).toBeLessThan(100)
})

it('H8 follows the PC clock when it is set, both ways, and marks the place', () => {
  for (const byMs of [3_600_000, -3_600_000]) {
    const timeline = new WaveTimeline()
    placeOne(timeline, wave(100), 10_000)
    timeline.clockJumped(byMs)
    const first = placeOne(timeline, wave(100), 11_030 + byMs)
    expect(first).toMatchObject({ startUtcMs: 10_000 + byMs, gapBefore: true })
    const second = placeOne(timeline, wave(100), 12_010 + byMs)
    expect(second).toMatchObject({ startUtcMs: 11_000 + byMs, gapBefore: false })
  }
})
