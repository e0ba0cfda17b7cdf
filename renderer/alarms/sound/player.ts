import { nextStep, type PlannedBurst, SILENT, type Sounding, type SoundPlan } from './schedule.ts'

/** A burst that the audio clock holds. */
export interface Scheduled {
  /** Ends it at this time of the clock, ms; it must lie between two pulses. */
  endAt(ms: number): void
  /** It has not begun and never will. */
  cancel(): void
}

/** Where bursts are played: a clock of its own, in ms. */
export interface AudioClock {
  nowMs(): number
  /** Plays a burst at its start; `onEnded` is called once it is over, however it ended. */
  schedule(burst: PlannedBurst, onEnded: () => void): Scheduled
}

const TEST_ID = 'test tone'

/**
 * Keeps the sound that is wanted on the audio clock: each burst is handed over ahead of time and its end asks for
 * the next, so that no timer of the page decides when anything is heard.
 */
export class SoundPlayer {
  #clock: AudioClock | null = null
  #plan: SoundPlan = SILENT
  #scheduled: Scheduled | null = null
  #wanted: readonly Sounding[] = []
  #test: Sounding | null = null

  /** Another clock, or none: what was planned on the one before is gone, what was heard stays known. */
  useClock(clock: AudioClock | null): void {
    this.#scheduled?.cancel()
    this.#scheduled = null
    this.#plan = { ...SILENT, heard: this.#plan.heard }
    this.#clock = clock
    this.#step()
  }

  /** All alarms of all beds that are to be heard now. */
  want(alarms: readonly Sounding[]): void {
    this.#wanted = alarms
    this.#step()
  }

  /** Plays one medium burst; a high alarm is heard instead. */
  playTest(nowUtcMs: number): void {
    this.#test = {
      id: TEST_ID,
      priority: 'medium',
      cause: 'temperature',
      sinceUtcMs: nowUtcMs,
      louder: false,
    }
    this.#step()
  }

  /** In: the least time of the clock, ms; it may be told of an end before it shows that time. */
  #step(leastMs = 0): void {
    if (this.#clock === null) return
    if (this.#wanted.some(({ priority }) => priority === 'high')) this.#test = null
    const wanted = this.#test === null ? this.#wanted : [...this.#wanted, this.#test]
    const nowMs = Math.max(this.#clock.nowMs(), leastMs)
    const { plan, stopAtMs, cancel, start } = nextStep(this.#plan, wanted, nowMs)
    this.#plan = plan
    if (cancel) this.#scheduled?.cancel()
    if (stopAtMs !== null) this.#scheduled?.endAt(stopAtMs)
    if (start !== null) this.#start(start, this.#clock)
    else if (cancel) this.#scheduled = null
  }

  #start(burst: PlannedBurst, clock: AudioClock): void {
    const scheduled = clock.schedule(burst, () => {
      if (this.#scheduled !== scheduled) return
      this.#scheduled = null
      if (burst.ids.includes(TEST_ID)) this.#test = null
      this.#step(this.#plan.burst?.endMs)
    })
    this.#scheduled = scheduled
  }
}
