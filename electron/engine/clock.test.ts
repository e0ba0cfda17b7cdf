import { expect, it } from 'vitest'
import { systemClock, type TimeSources } from './clock.ts'

/** A PC whose time the test moves; `stops` is how Linux treats its monotonic clock in sleep. */
class Pc implements TimeSources {
  wall = Date.UTC(2026, 0, 5, 8)
  monotonic = 10
  started: number | null
  readonly #stops: boolean

  constructor(stops: boolean) {
    this.#stops = stops
    this.started = stops ? 90_000 : null
  }

  wallMs(): number {
    return this.wall
  }

  monotonicMs(): number {
    return this.monotonic
  }

  startedMs(): number | null {
    return this.started
  }

  run(ms: number): void {
    this.monotonic += ms
    this.sleep(ms, false)
  }

  sleep(ms: number, counted = !this.#stops): void {
    this.wall += ms
    if (this.started !== null) this.started += ms
    if (counted) this.monotonic += ms
  }
}

it.each([
  ['stops', true],
  ['goes on', false],
])('counts the time asleep where the monotonic clock %s in it', (_name, stops) => {
  const pc = new Pc(stops)
  const clock = systemClock(pc)
  pc.run(5_000)
  const before = { ms: clock.monotonicMs(), utcMs: pc.wall }
  pc.sleep(3_600_000)
  pc.run(100)
  expect(clock.monotonicMs() - before.ms).toBe(3_600_100)
  expect(clock.utcMs(before.ms)).toBe(before.utcMs)
  pc.sleep(60_000)
  expect(clock.monotonicMs() - before.ms).toBe(3_660_100)
})

it.each([3_600_000, -3_600_000])('does not take a clock that was set by %i ms for a sleep', (byMs) => {
  const pc = new Pc(true)
  const clock = systemClock(pc)
  const before = clock.monotonicMs()
  pc.run(1_000)
  pc.wall += byMs
  expect(clock.monotonicMs() - before).toBe(1_000)
  expect(clock.utcMs(clock.monotonicMs())).toBe(pc.wall)
  pc.sleep(60_000)
  expect(clock.monotonicMs() - before).toBe(61_000)
})

it('follows the clocks of this PC', () => {
  const clock = systemClock()
  const before = clock.monotonicMs()
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(before)
  // The wall clock counts whole milliseconds.
  expect(Math.abs(clock.utcMs(clock.monotonicMs()) - Date.now())).toBeLessThan(1_000)
})
