import { middle } from '../signal/ranks.ts'
import { sampleEntropy } from './sample-entropy.ts'

/** Constants of the decision. One setting for every recording. */
const AF = {
  /** Distances in a window, and how far it moves. */
  window: 64,
  step: 32,
  /** Fewer between usual beats, and the window is not answered. */
  fewest: 16,
  /** A beat this unlike the usual one is ectopic: its distances say nothing about the atria. */
  typical: 0.8,
  /** Longer or shorter is a hole or a double count. */
  longestSeconds: 3,
  shortestSeconds: 0.15,
  /** Weight of the rate: slow sinus rhythm varies more, fast fibrillation less (CoSEn takes 1). */
  rateWeight: 2,
  threshold: -1,
  /**
   * Middle change from one distance to the next, as a share of the mean: less is a regular rhythm, however fast. Without
   * it the weight of the rate alone would call an even 160 a minute fibrillation.
   */
  leastChange: 0.02,
} as const

/** A window of beats: its score (higher = less regular), and whether that is atrial fibrillation; nulls if unanswered. */
export interface AfWindow {
  readonly fromSeconds: number
  readonly toSeconds: number
  readonly score: number | null
  readonly isAf: boolean | null
}

interface HeldBeat {
  readonly atSeconds: number
  readonly typicality: number
}

/**
 * Atrial fibrillation by irregularity: coefficient of sample entropy (CoSEn, Lake and
 * Moorman 2011) of the distances between usual beats. Feed beats in order; a window comes
 * out every AF.step beats.
 */
export class AfDetector {
  private readonly beats: HeldBeat[] = []
  private readonly onWindow: (window: AfWindow) => void

  constructor(onWindow: (window: AfWindow) => void) {
    this.onWindow = onWindow
  }

  /** In: when, and the correlation with the usual beat (1 where shapes are not known). */
  beat(atSeconds: number, typicality: number): void {
    this.beats.push({ atSeconds, typicality })
    if (this.beats.length <= AF.window) return
    this.onWindow(judge(this.beats))
    this.beats.splice(0, AF.step)
  }

  /** Samples are missing: a window begins anew behind them. */
  interrupted(): void {
    this.beats.length = 0
  }
}

function judge(beats: readonly HeldBeat[]): AfWindow {
  const distances: number[] = []
  const changes: number[] = []
  let isWhole = true
  for (const [index, beat] of beats.entries()) {
    const before = beats[index - 1]
    if (before === undefined) continue
    const distance = beat.atSeconds - before.atSeconds
    if (distance > AF.longestSeconds || distance < AF.shortestSeconds) isWhole = false
    if (Math.min(beat.typicality, before.typicality) < AF.typical) continue
    const last = distances.at(-1)
    if (last !== undefined) changes.push(Math.abs(distance - last))
    distances.push(distance)
  }
  const span = { fromSeconds: beats[0]?.atSeconds ?? 0, toSeconds: beats.at(-1)?.atSeconds ?? 0 }
  const entropy = isWhole && distances.length >= AF.fewest ? sampleEntropy(distances) : null
  if (entropy === null) return { ...span, score: null, isAf: null }
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length
  const score = entropy - AF.rateWeight * Math.log(mean)
  const isUneven = middle(changes) >= AF.leastChange * mean
  return { ...span, score, isAf: isUneven && score >= AF.threshold }
}
