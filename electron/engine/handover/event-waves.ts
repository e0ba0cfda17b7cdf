import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { SECOND_MS, STRIP_ROWS } from '../export/constants.ts'
import type { Interval } from '../export/intervals.ts'
import { wavesOf } from '../export/strip.ts'
import { samplesOnGrid } from '../export/wave-grid.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { type Happened, type Moment, momentsOf } from './event-strips.ts'

/** How long before and after a moment its waves are sent. */
const AROUND_MS = 10 * SECOND_MS
/** Moments with waves in one message: four waves of 300 Hz each are about 100 kB a moment, and a message stays below 1 MB. */
export const MOST_EVENTS = 8

/** One wave as it was recorded: raw samples from the first one on, null where the device sent none. */
export interface EventWave {
  readonly driver: string
  readonly channel: WaveChannel
  readonly fromUtcMs: number
  readonly samples: readonly (number | null)[]
}

/** A high alarm or a mark, with the waves round it. */
export interface EventWaves extends Moment {
  readonly waves: readonly EventWave[]
}

/**
 * The waves from ten seconds before to ten seconds after each high alarm and mark of a period, never beyond the period:
 * what lies there may be of somebody else. The newest as far as there is room, in order of time; `leftOut`: moments
 * without waves, too old for the room or with none recorded.
 */
export function eventWaves(
  reader: StoreReader,
  channels: readonly NewChannel[],
  happened: Happened,
  period: Interval,
): { readonly events: readonly EventWaves[]; readonly leftOut: number } {
  const events: EventWaves[] = []
  const moments = momentsOf(happened, period)
  const ranked = wavesOf(channels)
  for (const moment of moments) {
    if (events.length === MOST_EVENTS) break
    const fromUtcMs = Math.max(moment.atUtcMs - AROUND_MS, period.fromUtcMs)
    const toUtcMs = Math.min(moment.atUtcMs + AROUND_MS, period.toUtcMs)
    const waves: EventWave[] = []
    for (const { number, spec, driver } of ranked) {
      if (waves.length === STRIP_ROWS) break
      const wave = waveIn(reader, number, spec, { fromUtcMs, toUtcMs })
      if (wave !== null) waves.push({ driver, channel: spec, ...wave })
    }
    if (waves.length > 0) events.push({ ...moment, waves })
  }
  events.sort((a, b) => a.atUtcMs - b.atUtcMs)
  return { events, leftOut: moments.length - events.length }
}

/** The grid begins with the first sample itself, so that its moment is not rounded. Null without a sample. */
function waveIn(
  reader: StoreReader,
  number: number,
  { rateHz }: WaveChannel,
  { fromUtcMs, toUtcMs }: Interval,
): Pick<EventWave, 'fromUtcMs' | 'samples'> | null {
  const pieces = reader.waves(number, fromUtcMs, toUtcMs)
  const [first] = pieces
  if (first === undefined) return null
  const startUtcMs = first.startUtcMs
  const ends = pieces.map(
    ({ startUtcMs: at, samples }) => Math.round(((at - startUtcMs) * rateHz) / SECOND_MS) + samples.length,
  )
  const samples = samplesOnGrid(pieces, rateHz, startUtcMs, Math.max(...ends))
  return samples.every((sample) => sample === null) ? null : { fromUtcMs: startUtcMs, samples }
}
