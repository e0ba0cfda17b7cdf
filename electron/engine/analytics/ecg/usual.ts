import { clamp, middle, ranked, remember } from '../signal/ranks.ts'
import { JUDGE, SHAPE } from './qrs-table.ts'
import type { Snippet } from './shape.ts'

/** What the last beats of a lead were like: the measure for the next candidate. */
export class Usual {
  /** Shapes of the last beats. */
  readonly shapes: Snippet[] = []
  /** Height of the slope envelope; of two kinds of beats the lower counts. */
  height = 0
  /** Peak-to-peak value of the trace, likewise. */
  span = 0
  /** Height of what was no beat. */
  noise = 0
  /** Distance of beats, samples. */
  rr: number = JUDGE.firstRr
  /** A distance that is long for this rhythm: after a premature beat a pause is usual. */
  pause = 0
  /** Whether the distances are alike. */
  isRegular = false
  private readonly heights: number[] = []
  private readonly spans: number[] = []
  private readonly noises: number[] = []
  private readonly distances: number[] = []
  private readonly tWaves: number[] = []

  /** Starts from the highest bump of each of the first seconds. */
  start(tops: readonly number[]): void {
    for (let count = 0; count < JUDGE.usualBeats; count++) this.heights.push(middle(tops))
    this.height = middle(tops)
  }

  /** Height (as a share of the usual) below which nothing was a T wave lately; Infinity while too little is known. */
  get tWave(): number {
    return this.tWaves.length < JUDGE.usualBeats ? Number.POSITIVE_INFINITY : Math.max(...this.tWaves)
  }

  beat(height: number, span: number, distance: number | null, shape: Snippet | null): void {
    const length = JUDGE.usualBeats
    if (distance !== null) remember(this.distances, distance, length)
    remember(this.heights, Math.min(height, JUDGE.highestUsual * (this.height || height)), length)
    remember(this.spans, span, length)
    if (shape !== null) remember(this.shapes, shape, SHAPE.remembered)
  }

  noBeat(height: number): void {
    remember(this.noises, height, JUDGE.usualBeats)
  }

  /** In: the highest bump in the place of the T wave after the last beat, 0 if there was none. */
  afterBeat(tWave: number): void {
    remember(this.tWaves, tWave, JUDGE.usualBeats)
    this.height = ranked(this.heights, JUDGE.usualRank)
    this.span = ranked(this.spans, JUDGE.usualRank)
    this.noise = Math.min(middle(this.noises), this.height * JUDGE.highestNoise)
    if (this.distances.length < JUDGE.fewestDistances) return
    this.rr = clamp(middle(this.distances), JUDGE.shortestRr, JUDGE.longestRr)
    if (this.distances.length < JUDGE.usualBeats) return
    this.pause = ranked(this.distances, JUDGE.pauseRank)
    this.isRegular = this.pause - ranked(this.distances, 1) < JUDGE.regularSpread * this.rr
  }
}
