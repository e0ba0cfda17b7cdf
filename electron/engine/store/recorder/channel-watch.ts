import type { Validity } from '../../../../drivers/model/measurement.ts'
import type { GapBook } from './gap-book.ts'

/** A sensor that a nurse moves is off for a moment: shorter than this is no gap. */
const OFF_AFTER_MS = 5_000
/** A channel is missing after this many of its usual intervals, and no sooner than this. */
const MISSING_INTERVALS = 3
const MISSING_AFTER_MS = 10_000
/** The usual interval is the median of so many. */
const INTERVALS = 5

interface Watched {
  lastUtcMs: number
  readonly intervalsMs: number[]
  /** Since when the monitor calls it off, UTC ms; null while it does not. */
  offSinceUtcMs: number | null
  /** It brought something since the start: what was never there is no gap. */
  wasOn: boolean
}

/**
 * Watches the single channels of a bed that goes on: a module or sensor that the monitor calls
 * off, and a channel that is no longer sent while the others are.
 */
export class ChannelWatch {
  #bed: string
  readonly #gaps: GapBook
  readonly #channels = new Map<number, Watched>()

  constructor(bed: string, gaps: GapBook) {
    this.#bed = bed
    this.#gaps = gaps
  }

  /** The line has another name from now on. */
  rename(bed: string): void {
    this.#bed = bed
  }

  /** A number of a continuous channel came, UTC ms. */
  numeric(channel: number, validity: Validity, atUtcMs: number): void {
    const watched = this.#seen(channel, atUtcMs, atUtcMs)
    if (validity === 'off') {
      watched.offSinceUtcMs ??= atUtcMs
      return
    }
    watched.offSinceUtcMs = null
    watched.wasOn = true
    this.#gaps.endChannel(this.#bed, channel, atUtcMs)
  }

  /** Samples of a wave came, UTC ms. */
  wave(channel: number, fromUtcMs: number, toUtcMs: number): void {
    this.#seen(channel, fromUtcMs, toUtcMs).wasOn = true
    this.#gaps.endChannel(this.#bed, channel, Math.round(fromUtcMs))
  }

  #seen(channel: number, fromUtcMs: number, toUtcMs: number): Watched {
    const known = this.#channels.get(channel)
    if (known === undefined) {
      const fresh = { lastUtcMs: toUtcMs, intervalsMs: [], offSinceUtcMs: null, wasOn: false }
      this.#channels.set(channel, fresh)
      return fresh
    }
    const stepMs = fromUtcMs === toUtcMs ? toUtcMs - known.lastUtcMs : toUtcMs - fromUtcMs
    // Several numbers of one moment tell no interval.
    if (stepMs > 0) known.intervalsMs.push(stepMs)
    if (known.intervalsMs.length > INTERVALS) known.intervalsMs.shift()
    known.lastUtcMs = toUtcMs
    return known
  }

  /** The bed had data in the second that ends at `nowUtcMs`: channels that had none for too long get their gap. */
  look(nowUtcMs: number): void {
    const resumedUtcMs = this.#gaps.lastGapEnd(this.#bed)
    for (const [channel, watched] of this.#channels) {
      if (!watched.wasOn) continue
      // Set back, the clock has left what came before in the future: it is counted from here.
      watched.lastUtcMs = Math.min(watched.lastUtcMs, nowUtcMs)
      if (watched.offSinceUtcMs !== null) watched.offSinceUtcMs = Math.min(watched.offSinceUtcMs, nowUtcMs)
      const { lastUtcMs, offSinceUtcMs } = watched
      if (offSinceUtcMs !== null && nowUtcMs - offSinceUtcMs >= OFF_AFTER_MS) {
        const evidence = `The monitor reports it off since ${new Date(offSinceUtcMs).toISOString()}.`
        this.#gaps.openChannel(this.#bed, channel, 'moduleOff', evidence, offSinceUtcMs)
        continue
      }
      const silentMs = nowUtcMs - Math.max(lastUtcMs, resumedUtcMs)
      if (silentMs <= missingAfterMs(watched.intervalsMs)) continue
      const lastUtcText = new Date(lastUtcMs).toISOString()
      const evidence = `Last received ${lastUtcText}, while other channels of the bed went on.`
      this.#gaps.openChannel(this.#bed, channel, 'deviceGap', evidence, Math.round(lastUtcMs))
    }
  }
}

/** How long a channel with these intervals may be quiet, ms; for ever while too few are known. */
function missingAfterMs(intervalsMs: readonly number[]): number {
  if (intervalsMs.length < INTERVALS) return Number.POSITIVE_INFINITY
  const median = [...intervalsMs].sort((a, b) => a - b)[Math.floor(INTERVALS / 2)] ?? 0
  return Math.max(MISSING_AFTER_MS, MISSING_INTERVALS * median)
}
