import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { watchSleep } from './sleep-watch.ts'

it('tells each sleep once, however often the system says so', () => {
  const power = new EventEmitter()
  const told: (readonly [number, number])[] = []
  let nowUtcMs = 0
  watchSleep(
    power,
    () => nowUtcMs,
    (from, to) => told.push([from, to]),
  )
  const say = (event: 'suspend' | 'resume', atUtcMs: number) => {
    nowUtcMs = atUtcMs
    power.emit(event)
  }
  say('resume', 500)
  say('suspend', 1_000)
  say('suspend', 1_200)
  say('resume', 61_000)
  say('resume', 61_300)
  say('suspend', 70_000)
  say('resume', 69_000)
  say('suspend', 80_000)
  say('resume', 90_000)
  expect(told).toEqual([
    [1_000, 61_000],
    [80_000, 90_000],
  ])
})
