import { describe, expect, it } from 'vitest'
import { type AudioClock, SoundPlayer } from './player.ts'
import { LEAD_MS, type PlannedBurst, type Sounding } from './schedule.ts'

const HIGH: Sounding = { id: 'h', priority: 'high', cause: 'oxygen', sinceUtcMs: 0, louder: false }

/** A clock that a test moves; bursts end when their time has come, as on the audio thread. */
class TestClock implements AudioClock {
  nowAtMs = 0
  readonly played: PlannedBurst[] = []
  #pending: { burst: PlannedBurst; endMs: number; onEnded: () => void } | null = null

  nowMs(): number {
    return this.nowAtMs
  }

  schedule(burst: PlannedBurst, onEnded: () => void) {
    if (this.#pending !== null) throw new TypeError('two sounds at once')
    const pending = { burst, endMs: burst.endMs, onEnded }
    this.#pending = pending
    this.played.push(burst)
    return {
      endAt: (ms: number) => {
        pending.endMs = ms
      },
      cancel: () => {
        this.#pending = null
        this.played.pop()
      },
    }
  }

  runTo(ms: number): void {
    while (this.#pending !== null && this.#pending.endMs <= ms) {
      const { endMs, onEnded } = this.#pending
      this.#pending = null
      // The audio thread tells of an end a little before its clock shows it.
      this.nowAtMs = endMs - 3
      onEnded()
    }
    this.nowAtMs = ms
  }
}

describe('the player', () => {
  it('goes on by itself: the end of a burst asks for the next, no timer is needed', () => {
    const clock = new TestClock()
    const player = new SoundPlayer()
    player.useClock(clock)
    player.want([HIGH])
    clock.runTo(29_000)
    expect(clock.played.map(({ startMs }) => startMs - LEAD_MS)).toEqual([0, 7_000, 14_000, 21_000, 28_000])
  })

  it('is silent after an acknowledgement and starts again with the next alarm', () => {
    const clock = new TestClock()
    const player = new SoundPlayer()
    player.useClock(clock)
    player.want([HIGH])
    clock.runTo(5_000)
    player.want([])
    clock.runTo(60_000)
    expect(clock.played).toHaveLength(1)
    player.want([{ ...HIGH, id: 'again' }])
    clock.runTo(61_000)
    expect(clock.played).toHaveLength(2)
  })

  it('sounds at once on a new output when the old one died in the middle of an alarm', () => {
    const player = new SoundPlayer()
    const dead = new TestClock()
    player.useClock(dead)
    player.want([HIGH])
    player.useClock(null)
    const alive = new TestClock()
    player.useClock(alive)
    expect(alive.played).toMatchObject([{ startMs: LEAD_MS, priority: 'high' }])
  })

  it('plays the test tone once, and not over a high alarm', () => {
    const clock = new TestClock()
    const player = new SoundPlayer()
    player.useClock(clock)
    player.playTest(0)
    clock.runTo(60_000)
    expect(clock.played).toMatchObject([{ priority: 'medium' }])
    player.want([HIGH])
    player.playTest(60_000)
    clock.runTo(80_000)
    expect(clock.played.slice(1).every(({ priority }) => priority === 'high')).toBe(true)
  })
})
