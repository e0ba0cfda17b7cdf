import { expect, it } from 'vitest'
import { Heartbeat } from './heartbeat.ts'

const LOOK_EVERY_MS = 500

/** Looks twice a second between two moments. Out: when it was found hung first, or null. */
function firstHung(heartbeat: Heartbeat, fromMs: number, toMs: number): number | null {
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += LOOK_EVERY_MS) {
    if (heartbeat.hangs(nowMs)) return nowMs
  }
  return null
}

it('finds an engine hung that is silent for 3 s', () => {
  const heartbeat = new Heartbeat(0)
  heartbeat.heard(1_000)
  expect(firstHung(heartbeat, 500, 10_000)).toBe(4_000)
})

it('does not end an engine for having slept with the PC, but one that stays silent afterwards', () => {
  const heartbeat = new Heartbeat(0)
  expect(firstHung(heartbeat, 500, 1_000)).toBeNull()
  const wokeMs = 3_600_000
  expect(firstHung(heartbeat, wokeMs, wokeMs + 2_500)).toBeNull()
  expect(heartbeat.hangs(wokeMs + 3_000)).toBe(true)
})
