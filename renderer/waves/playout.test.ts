import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlayout } from './playout.ts'

const UTC = 1_750_000_000_000

interface Shown {
  readonly utcMs: number
  readonly placeMs: number
  readonly knownAtMs: number
}

/** Sends packets of `periodMs` that arrive late by `lateness(n)`; out: where each packet's ends were placed. */
function play(periodMs: number, count: number, lateness: (n: number) => number, even = true) {
  const playout = createPlayout(even)
  const shown: Shown[] = []
  let lastArrivalMs = 0
  for (let n = 0; n < count; n++) {
    const startUtcMs = UTC + n * periodMs
    const arrivalMs = Math.max(lastArrivalMs, (n + 1) * periodMs + lateness(n))
    lastArrivalMs = arrivalMs
    playout.arrive(startUtcMs, startUtcMs + periodMs - 4, arrivalMs)
    for (const utcMs of [startUtcMs, startUtcMs + periodMs - 4]) {
      shown.push({ utcMs, placeMs: utcMs + playout.lagAt(utcMs), knownAtMs: arrivalMs })
    }
  }
  return { playout, shown }
}

describe('playout', () => {
  it.each([20, 256, 1000, 2000])(
    'has every sample of %i ms bursts there before its place comes',
    (periodMs) => {
      const { shown } = play(periodMs, 40, () => 0)
      for (const { placeMs, knownAtMs } of shown) expect(placeMs).toBeGreaterThanOrEqual(knownAtMs)
      const last = shown.at(-1)
      // No later than one packet, the margin and a rounding: bursts cost their length, not more.
      expect((last?.placeMs ?? 0) - ((last?.utcMs ?? 0) - UTC)).toBeLessThanOrEqual(periodMs + 21)
    },
  )

  it('moves evenly: neighbours on the wire are neighbours on the screen within two percent', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(80), { minLength: 60, maxLength: 60 }), (jitter) => {
        const { shown } = play(250, jitter.length, (n) => jitter[n] ?? 0)
        for (let index = 1; index < shown.length; index++) {
          const before = shown[index - 1]
          const now = shown[index]
          if (before === undefined || now === undefined) continue
          const step = now.placeMs - before.placeMs
          const true_ = now.utcMs - before.utcMs
          expect(step).toBeGreaterThanOrEqual(true_ * 0.98 - 0.01)
          expect(step).toBeLessThanOrEqual(true_ * 1.02 + 0.01)
        }
      }),
    )
  })

  it('has learnt the jitter of the line after some seconds', () => {
    const { shown } = play(250, 200, (n) => (n % 7 === 0 ? 60 : 0))
    const late = shown.filter(({ placeMs, knownAtMs }) => placeMs < knownAtMs)
    // 60 ms at two percent take 3 s, that is 12 packets, of which every seventh is late.
    expect(late.length).toBeLessThanOrEqual(4)
    for (const { placeMs, knownAtMs } of shown.slice(100)) expect(placeMs).toBeGreaterThanOrEqual(knownAtMs)
  })

  it('does not wait for ever because of one stall', () => {
    const { playout } = play(250, 300, (n) => (n === 40 ? 9000 : 0))
    expect(playout.latestLagMs() + UTC).toBeLessThan(400)
  })

  it('takes over a stall that stays, within some seconds', () => {
    const { shown } = play(250, 120, (n) => (n >= 40 ? 4000 : 0))
    for (const { placeMs, knownAtMs } of shown.slice(-20)) expect(placeMs).toBeGreaterThanOrEqual(knownAtMs)
  })

  it('comes back from a delay that is no longer needed', () => {
    const { playout } = play(250, 400, (n) => (n < 60 ? 2500 : 0))
    expect(playout.latestLagMs() + UTC).toBeLessThan(400)
  })

  it('follows a PC clock that was set', () => {
    const playout = createPlayout()
    for (let n = 0; n < 100; n++) {
      const setBy = n < 50 ? 0 : 3_600_000
      const start = UTC + n * 250 + setBy
      playout.arrive(start, start + 246, (n + 1) * 250)
    }
    const lastUtc = UTC + 99 * 250 + 3_600_000
    expect(lastUtc + playout.lagAt(lastUtc)).toBeGreaterThanOrEqual(100 * 250)
    expect(lastUtc + playout.lagAt(lastUtc)).toBeLessThan(100 * 250 + 30)
  })

  it('draws at once when switched off', () => {
    const { shown } = play(1000, 20, (n) => (n % 3) * 10, false)
    for (const { placeMs, knownAtMs } of shown) expect(placeMs).toBeLessThanOrEqual(knownAtMs)
    const last = shown.at(-1)
    expect((last?.knownAtMs ?? 0) - (last?.placeMs ?? 0)).toBeLessThan(30)
  })
})
