import { AfDetector, type AfWindow } from './af-detector.ts'

/** So many windows in a row begin an episode, and so many others end it (clinical notes, section 3.6). */
const WINDOWS = 3

/**
 * Atrial fibrillation that lasts: windows of the detector that agree. A window that cannot be answered is none of
 * fibrillation. Feed beats in order; after a gap all begins anew.
 */
export class AfEpisode {
  private readonly detector = new AfDetector((window) => this.window(window))
  private since: number | null = null
  private first = 0
  private agreeing = 0
  private others = 0

  /** The first beat of the episode that lasts, seconds; null: there is none. */
  get sinceSeconds(): number | null {
    return this.since
  }

  /** In: when, and the correlation with the usual beat (1 where shapes are not known). */
  beat(atSeconds: number, typicality: number): void {
    this.detector.beat(atSeconds, typicality)
  }

  /** Samples or distances are missing. */
  interrupted(): void {
    this.detector.interrupted()
    this.since = null
    this.agreeing = 0
    this.others = 0
  }

  private window({ fromSeconds, isAf }: AfWindow): void {
    if (isAf === true) {
      if (this.agreeing === 0) this.first = fromSeconds
      this.agreeing++
      this.others = 0
    } else {
      this.agreeing = 0
      this.others++
    }
    if (this.agreeing >= WINDOWS) this.since ??= this.first
    if (this.others >= WINDOWS) this.since = null
  }
}
