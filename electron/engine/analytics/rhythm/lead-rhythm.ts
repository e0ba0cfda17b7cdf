import { AfEpisode } from './af-episode.ts'
import type { Finding } from './findings.ts'
import { FINDING } from './rhythm-table.ts'
import { type RhythmBeat, RhythmWatch } from './rhythm-watch.ts'

/** The rhythms that one lead shows. Times in seconds since its first sample. */
export class LeadRhythm {
  private readonly watch = new RhythmWatch(() => {})
  private readonly fibrillation = new AfEpisode()
  private oscillatesSince: number | null = null
  private lostSeconds = Number.NEGATIVE_INFINITY
  private value = Number.NaN
  private changedSeconds = 0

  /** A sample, millivolts, NaN = missing; one that has stood still for long counts as missing. */
  sample(value: number, atSeconds: number): void {
    if (value !== this.value) this.changedSeconds = atSeconds
    this.value = value
    const isConstant = atSeconds - this.changedSeconds > FINDING.constantSeconds
    if (isConstant || Number.isNaN(value)) this.lost(atSeconds)
  }

  /** Beats of before a gap may be decided behind it: they count for nothing. */
  beat(beat: RhythmBeat): void {
    if (beat.atSeconds <= this.lostSeconds) return
    this.watch.beat(beat)
    this.fibrillation.beat(beat.atSeconds, beat.typicality)
  }

  /** Whether samples were missing a moment ago: then nothing is known of now. */
  isLost(nowSeconds: number): boolean {
    return nowSeconds - this.lostSeconds < FINDING.lostSeconds
  }

  /** What it shows now. In: the time of the last sample, and whether the lead oscillates. */
  found(nowSeconds: number, isOscillating: boolean): readonly Finding[] {
    this.watch.tick(nowSeconds)
    if (!isOscillating) this.oscillatesSince = null
    else this.oscillatesSince ??= Math.max(this.lostSeconds, nowSeconds - FINDING.oscillatingSeconds)
    const { oscillatesSince } = this
    const { sinceSeconds } = this.fibrillation
    const found: Finding[] = [...this.watch.found]
    if (sinceSeconds !== null) found.push({ kind: 'atrialFibrillation', sinceSeconds })
    if (oscillatesSince === null) return found
    // A line that oscillates has no beats, and is no line without a heart's work.
    const others = found.filter(({ kind }) => kind !== 'asystole')
    return [{ kind: 'ventricularFibrillation', sinceSeconds: oscillatesSince }, ...others]
  }

  private lost(atSeconds: number): void {
    this.lostSeconds = atSeconds
    this.watch.lost(atSeconds)
    this.fibrillation.interrupted()
    this.oscillatesSince = null
  }
}
