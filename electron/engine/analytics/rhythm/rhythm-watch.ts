import { ADULT_RATES, type RateLimits, RHYTHM } from './rhythm-table.ts'

const SECONDS_A_MINUTE = 60

/** What a rhythm may be, the most urgent first: only one is told at a time. */
export type RhythmKind = 'asystole' | 'ventricularTachycardia' | 'extremeTachycardia' | 'extremeBradycardia'

/** A rhythm that Vigil's own analysis takes for possible, or its end. It is no alarm of the bedside monitor. */
export interface RhythmEvent {
  readonly kind: RhythmKind
  readonly phase: 'start' | 'end'
  /** The first beat, or the last one before silence. */
  readonly sinceSeconds: number
  readonly atSeconds: number
  readonly version: number
  /** Ends only: it went away, another took its place, or nothing can be seen any more. */
  readonly why: 'over' | 'overtaken' | 'signalLost' | null
}

/** What the watch needs of a beat. */
export interface RhythmBeat {
  readonly atSeconds: number
  /** Peak to peak, millivolts. */
  readonly span: number
  /** Correlation with the usual beat: low for a beat of another origin. */
  readonly typicality: number
}

/** A rhythm that is found now, and since when. */
export interface Found {
  readonly kind: RhythmKind
  readonly sinceSeconds: number
}

/**
 * Asystole, extreme rates and candidates of ventricular tachycardia from the beats of the detector. Feed beats in order,
 * missing samples through `lost`, time through `tick`; samples that have come up to a time are known by it. Silence of
 * the signal is never taken for silence of the heart, and before the first beat nothing is told.
 */
export class RhythmWatch {
  private readonly limits: RateLimits
  private readonly onEvent: (event: RhythmEvent) => void
  private readonly beats: RhythmBeat[] = []
  private hasSeenBeats = false
  private silentSince = 0
  private current: Found | null = null
  private all: readonly Found[] = []

  /** Throws a TypeError for limits that are no rates or cross. */
  constructor(onEvent: (event: RhythmEvent) => void, limits: RateLimits = ADULT_RATES) {
    if (!(limits.bradycardiaUnder > 0 && limits.bradycardiaUnder < limits.tachycardiaAbove)) {
      throw new TypeError('limits must be rates above 0, bradycardiaUnder below tachycardiaAbove')
    }
    this.limits = limits
    this.onEvent = onEvent
  }

  /** All that is found now, the most urgent first: events tell of that one alone. */
  get found(): readonly Found[] {
    return this.all
  }

  beat(beat: RhythmBeat): void {
    const { beats } = this
    if (!(beat.span >= RHYTHM.leastMillivolt)) return
    if (!(beat.atSeconds > this.silentSince) && this.hasSeenBeats) return
    // A pause can be over before the detector is sure that there was none: it is told all the same.
    if (beat.atSeconds - this.silentSince >= RHYTHM.asystoleSeconds) this.silent(beat.atSeconds)
    beats.push(beat)
    if (beats.length > RHYTHM.tachycardiaBeats) beats.shift()
    this.hasSeenBeats = true
    this.silentSince = beat.atSeconds
    this.become(this.ofBeats(), beat.atSeconds, 'over')
  }

  /** A sample at this time is missing, or says nothing (electrode off). */
  lost(atSeconds: number): void {
    this.beats.length = 0
    this.silentSince = Math.max(this.silentSince, atSeconds)
    this.become([], atSeconds, 'signalLost')
  }

  /** Samples have come up to this time. */
  tick(nowSeconds: number): void {
    const isSilent = nowSeconds - this.silentSince >= RHYTHM.asystoleSeconds + RHYTHM.decidedSeconds
    if (isSilent) this.silent(nowSeconds)
  }

  private silent(nowSeconds: number): void {
    if (!this.hasSeenBeats) return
    this.beats.length = 0
    this.become([{ kind: 'asystole', sinceSeconds: this.silentSince }], nowSeconds, 'over')
  }

  private ofBeats(): Found[] {
    return [this.ventricular(), this.tooFast(), this.tooSlow()].filter((found) => found !== null)
  }

  private ventricular(): Found | null {
    const { beats } = this
    const run = beats.slice(-RHYTHM.ventricularBeats)
    const [first] = run
    if (first === undefined || run.length < RHYTHM.ventricularBeats) return null
    const isEach = run.every(({ atSeconds, typicality }, index) => {
      const distance = atSeconds - (run[index - 1]?.atSeconds ?? atSeconds)
      return typicality < RHYTHM.usualFrom && distance < SECONDS_A_MINUTE / RHYTHM.ventricularPerMinute
    })
    return isEach ? { kind: 'ventricularTachycardia', sinceSeconds: first.atSeconds } : null
  }

  private tooFast(): Found | null {
    const rate = this.rateOfLast(RHYTHM.tachycardiaBeats)
    if (rate === null || rate <= this.limits.tachycardiaAbove) return null
    return { kind: 'extremeTachycardia', sinceSeconds: this.beats[0]?.atSeconds ?? 0 }
  }

  private tooSlow(): Found | null {
    const rate = this.rateOfLast(RHYTHM.bradycardiaBeats)
    const first = this.beats.at(-RHYTHM.bradycardiaBeats)
    if (rate === null || first === undefined || rate >= this.limits.bradycardiaUnder) return null
    return { kind: 'extremeBradycardia', sinceSeconds: first.atSeconds }
  }

  private rateOfLast(count: number): number | null {
    return this.beats.length < count ? null : rateOf(this.beats.slice(-count))
  }

  private become(next: readonly Found[], atSeconds: number, why: 'over' | 'signalLost'): void {
    const { current } = this
    this.all = next.map((found) => this.all.find(({ kind }) => kind === found.kind) ?? found)
    const found = this.all[0] ?? null
    if (current?.kind === found?.kind) return
    this.current = found
    const say = ({ kind, sinceSeconds }: Found, phase: 'start' | 'end', reason: RhythmEvent['why']) =>
      this.onEvent({ kind, phase, sinceSeconds, atSeconds, version: RHYTHM.version, why: reason })
    if (current !== null) say(current, 'end', found === null ? why : 'overtaken')
    if (found !== null) say(found, 'start', null)
  }
}

function rateOf(beats: readonly RhythmBeat[]): number {
  const seconds = (beats.at(-1)?.atSeconds ?? 0) - (beats[0]?.atSeconds ?? 0)
  return (SECONDS_A_MINUTE * (beats.length - 1)) / seconds
}
