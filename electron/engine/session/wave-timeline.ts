import type { Wave } from '../../../drivers/model/measurement.ts'
import type { TimedWave } from '../bus.ts'

const MS_PER_SECOND = 1_000
/** A hole at least this long, together with a known loss, is a gap; less is the jitter of the line. */
const LEAST_GAP_MS = 250
/** Without a known loss, samples that stay this late were lost: a line that was only held up catches up within the time. */
const LATE_MS = 500
const HELD_UP_MS = 2_000
/** The quickest arrival among this many chunks says how the device's clock and ours drift apart. */
const WINDOW_CHUNKS = 32
/** Each chunk may be moved by at most this part of a sample: two clocks differ by far less. */
const SLEW_SAMPLES = 0.4
/** Drift up to this, or up to two samples of a slow wave, is not corrected: packets and ticks of the PC jitter by less. */
const DRIFT_TOLERANCE_MS = 50
const DRIFT_TOLERANCE_SAMPLES = 2

/** Where one channel stands on the time line. UTC ms. */
interface Track {
  nextUtcMs: number
  fastestMs: number
  chunks: number
  /** Drift that was found and is still to be taken up. */
  owedMs: number
  lateSinceUtcMs: number | null
  /** The PC's clock was set since the last chunk. */
  jumped: boolean
}

function startsWithGap(wave: Wave): boolean {
  return wave.marks.some((mark) => mark.kind === 'gap' && mark.at === 0)
}

/**
 * Puts the waves of one bed on the station's time line. Samples are counted, not
 * stamped by arrival: a chunk begins where the one before it ended, so packets
 * of 99 or 101 samples leave neither hole nor overlap. A gap is drawn when the
 * device says so, when a loss is known and time is missing, or when samples
 * stay more than half a second behind their arrival for 2 s. A drift between the two clocks that
 * exceeds its tolerance is taken up by less than half a sample a chunk; below
 * it the count alone decides.
 */
export class WaveTimeline {
  readonly #tracks = new Map<string, Track>()
  #lossKnown = new Set<string>()

  /** Frames were lost, the line was silent or opened anew: time may be missing on every channel. */
  lost(): void {
    this.#lossKnown = new Set(this.#tracks.keys())
  }

  /** The line has gone: nothing that comes later continues what was before. */
  reset(): void {
    this.lost()
    for (const track of this.#tracks.values()) track.chunks = -1
  }

  /** The PC's clock was set by `byMs`: what follows in time is found elsewhere in UTC. */
  clockJumped(byMs: number): void {
    for (const track of this.#tracks.values()) {
      track.nextUtcMs += byMs
      track.lateSinceUtcMs = null
      track.jumped = true
    }
  }

  /** In: the waves that came together, and their arrival in station time. Out: the same waves with their places. */
  place(waves: readonly Wave[], atUtcMs: number): TimedWave[] {
    // A stalled line delivers several chunks at once: only the last of them ends at its arrival.
    const behindMs = new Map<string, number>()
    for (const wave of waves) {
      behindMs.set(wave.channel.key, (behindMs.get(wave.channel.key) ?? 0) + durationMs(wave))
    }
    return waves.map((wave) => {
      const { key } = wave.channel
      const laterMs = (behindMs.get(key) ?? 0) - durationMs(wave)
      behindMs.set(key, laterMs)
      return this.#place(wave, atUtcMs - laterMs)
    })
  }

  #place(wave: Wave, endUtcMs: number): TimedWave {
    const { key } = wave.channel
    const lengthMs = durationMs(wave)
    const arrivedUtcMs = endUtcMs - lengthMs
    const track = this.#tracks.get(key)
    if (track === undefined || track.chunks < 0) {
      const startUtcMs = Math.max(arrivedUtcMs, track?.nextUtcMs ?? arrivedUtcMs)
      this.#lossKnown.delete(key)
      this.#tracks.set(key, anchored(startUtcMs + lengthMs))
      return { wave, startUtcMs, gapBefore: true }
    }
    const lateMs = arrivedUtcMs - track.nextUtcMs
    const deviceGap = startsWithGap(wave)
    const missing = this.#lossKnown.delete(key) && lateMs > Math.max(LEAST_GAP_MS, lengthMs / 2)
    if (deviceGap || missing || this.#staysLate(track, lateMs, arrivedUtcMs)) {
      const startUtcMs = Math.max(arrivedUtcMs, track.nextUtcMs)
      this.#tracks.set(key, anchored(startUtcMs + lengthMs))
      return { wave, startUtcMs, gapBefore: true }
    }
    const sampleMs = MS_PER_SECOND / wave.channel.rateHz
    observe(track, lateMs, sampleMs)
    const startUtcMs = track.nextUtcMs + takeUp(track, sampleMs)
    track.nextUtcMs = startUtcMs + lengthMs
    const gapBefore = track.jumped
    track.jumped = false
    return { wave, startUtcMs, gapBefore }
  }

  #staysLate(track: Track, lateMs: number, arrivedUtcMs: number): boolean {
    if (lateMs <= LATE_MS) {
      track.lateSinceUtcMs = null
      return false
    }
    // A line that was only held up catches up; one that lost samples stays behind for good.
    track.lateSinceUtcMs ??= arrivedUtcMs
    return arrivedUtcMs - track.lateSinceUtcMs > HELD_UP_MS
  }
}

function durationMs(wave: Wave): number {
  return (wave.samples.length * MS_PER_SECOND) / wave.channel.rateHz
}

function anchored(nextUtcMs: number): Track {
  return {
    nextUtcMs,
    fastestMs: Number.POSITIVE_INFINITY,
    chunks: 0,
    owedMs: 0,
    lateSinceUtcMs: null,
    jumped: false,
  }
}

/** Finds drift. What is owed already counts as taken up: else a correction under way would be ordered twice. */
function observe(track: Track, lateMs: number, sampleMs: number): void {
  track.fastestMs = Math.min(track.fastestMs, lateMs - track.owedMs)
  track.chunks++
  if (track.chunks < WINDOW_CHUNKS) return
  const toleranceMs = Math.max(DRIFT_TOLERANCE_MS, DRIFT_TOLERANCE_SAMPLES * sampleMs)
  if (Math.abs(track.fastestMs) > toleranceMs) track.owedMs += track.fastestMs
  track.fastestMs = Number.POSITIVE_INFINITY
  track.chunks = 0
}

/** The part of the drift that the next chunk is moved by. */
function takeUp(track: Track, sampleMs: number): number {
  const mostMs = SLEW_SAMPLES * sampleMs
  const movedMs = Math.max(-mostMs, Math.min(mostMs, track.owedMs))
  track.owedMs -= movedMs
  return movedMs
}
