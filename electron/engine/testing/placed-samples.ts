import { type ShownSample, shownSamples } from '../../../drivers/faults/sent-waves.ts'
import type { WaveChannel } from '../../../drivers/model/channel.ts'
import type { TimedWave } from '../bus.ts'

const MS_PER_SECOND = 1_000

interface Track {
  readonly samples: ShownSample[]
  /** Station time of each sample, UTC ms. */
  readonly timesMs: number[]
  lastArrivalMs: number | null
  /** The longest time between two arrivals, and the longest wave: what "within one packet" means. */
  packetMs: number
}

/** The same input of a device may go by another name until its label has come. */
function inputOf({ source, vendor }: WaveChannel): string {
  return `${source} ${vendor}`
}

function sampleMs({ rateHz }: WaveChannel): number {
  return MS_PER_SECOND / rateHz
}

/** What `compare` found. */
export interface WaveFindings {
  /** Waves that were not sent like this at that time. */
  readonly untrue: readonly TimedWave[]
  /** Waves that go on from the one before, though samples between them are missing. */
  readonly joined: readonly TimedWave[]
}

/** Waves as a clean line put them on the time line: what others show is held against them. */
export class PlacedSamples {
  readonly #tracks = new Map<string, Track>()

  /** In: the waves in order, and the arrival of each, monotonic ms. */
  constructor(waves: readonly TimedWave[], atMs: readonly number[]) {
    for (const [index, placed] of waves.entries()) this.#add(placed, atMs[index] ?? 0)
  }

  /** Holds other waves of the same monitor against these. `lateMs`: allowed beside one packet. */
  compare(waves: readonly TimedWave[], lateMs: number): WaveFindings {
    const untrue: TimedWave[] = []
    const joined: TimedWave[] = []
    // Flat stretches fit in several places: all of them stay possible until the next wave decides.
    const endsOf = new Map<string, readonly number[]>()
    for (const placed of waves) {
      const input = inputOf(placed.wave.channel)
      const track = this.#tracks.get(input)
      const shown = shownSamples(placed.wave)
      const ends = placed.gapBefore ? undefined : endsOf.get(input)
      const onward = ends?.filter((end) => track !== undefined && holdsAt(track, end, shown)) ?? []
      const places = onward.length > 0 ? onward : placesNear(track, placed, shown, lateMs)
      if (places.length === 0) untrue.push(placed)
      else if (ends !== undefined && onward.length === 0) joined.push(placed)
      endsOf.set(
        input,
        places.map((at) => at + shown.length),
      )
    }
    return { untrue, joined }
  }

  #add({ wave, startUtcMs }: TimedWave, atMs: number): void {
    const input = inputOf(wave.channel)
    const track = this.#tracks.get(input) ?? { samples: [], timesMs: [], lastArrivalMs: null, packetMs: 0 }
    this.#tracks.set(input, track)
    const stepMs = sampleMs(wave.channel)
    const apartMs = track.lastArrivalMs === null ? 0 : atMs - track.lastArrivalMs
    track.lastArrivalMs = atMs
    track.packetMs = Math.max(track.packetMs, apartMs, wave.samples.length * stepMs)
    for (const [index, sample] of shownSamples(wave).entries()) {
      track.samples.push(sample)
      track.timesMs.push(startUtcMs + index * stepMs)
    }
  }
}

function holdsAt({ samples }: Track, at: number, shown: readonly ShownSample[]): boolean {
  return shown.every((sample, index) => samples[at + index] === sample)
}

/** Where the samples may stand within one packet of their time. */
function placesNear(
  track: Track | undefined,
  { startUtcMs }: TimedWave,
  shown: readonly ShownSample[],
  lateMs: number,
): number[] {
  if (track === undefined) return []
  const withinMs = track.packetMs + lateMs
  const places: number[] = []
  let at = firstAfter(track.timesMs, startUtcMs - withinMs)
  while (at + shown.length <= track.samples.length && (track.timesMs[at] ?? 0) <= startUtcMs + withinMs) {
    if (holdsAt(track, at, shown)) places.push(at)
    at++
  }
  return places
}

/** Index of the first time not before `fromMs` in rising times. */
function firstAfter(timesMs: readonly number[], fromMs: number): number {
  let low = 0
  let high = timesMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timesMs[middle] ?? 0) < fromMs) low = middle + 1
    else high = middle
  }
  return low
}
