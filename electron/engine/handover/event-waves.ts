import { SECOND_MS, STRIP_ROWS } from '../export/constants.ts'
import type { Interval } from '../export/intervals.ts'
import type { WaveRun } from '../export/oru-waves.ts'
import { wavesOf } from '../export/strip.ts'
import { waveRun } from '../export/wave-runs.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { type Happened, type Moment, momentsOf } from './event-strips.ts'

/** How long before and after a moment its waves are sent. */
const AROUND_MS = 10 * SECOND_MS
/** Moments with waves in one message: four waves of 300 Hz each are about 100 kB a moment. */
export const MOST_EVENTS = 8

/** A high alarm or a mark, with the waves round it. */
export interface EventWaves extends Moment {
  readonly waves: readonly WaveRun[]
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
    const waves: WaveRun[] = []
    for (const channel of ranked) {
      if (waves.length === STRIP_ROWS) break
      const run = waveRun(reader, channel, { fromUtcMs, toUtcMs })
      if (run?.samples.some((sample) => sample !== null)) waves.push(run)
    }
    if (waves.length > 0) events.push({ ...moment, waves })
  }
  events.sort((a, b) => a.atUtcMs - b.atUtcMs)
  return { events, leftOut: moments.length - events.length }
}
