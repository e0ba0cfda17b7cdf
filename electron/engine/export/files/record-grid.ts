import type { WaveMarkKind } from '../../../../drivers/model/measurement.ts'
import type { NewChannel, StoreReader } from '../../store/types.ts'
import { SECOND_MS } from '../constants.ts'
import type { Interval } from '../intervals.ts'
import { type FeedEvents, type WaveChannelRow, WaveFeed } from './wave-feed.ts'

/** Longest record of a file, in seconds: every rate that a monitor has fits a whole number of samples into less. */
const LONGEST_RECORD_S = 60
/** How far rate times seconds may be from a whole number to count as one. */
const WHOLE = 1e-9

/** A remark of the device about a sample. */
export interface GridMark {
  readonly channel: number
  readonly atUtcMs: number
  readonly kind: WaveMarkKind
}

/** Samples from here on stand this much later in the file than they were recorded. */
export interface GridDelay {
  readonly channel: number
  readonly atUtcMs: number
  readonly lateMs: number
}

/** One record: `samples` by channel in the order given, ABSENT where there is none. The arrays are used again for the next. */
export interface GridRecord {
  readonly startUtcMs: number
  readonly samples: readonly Int32Array[]
  readonly marks: readonly GridMark[]
  readonly delays: readonly GridDelay[]
}

/** The wave channels among some, in their order. */
export function waveChannels(channels: readonly NewChannel[]): WaveChannelRow[] {
  return channels.flatMap(({ number, channel }) =>
    channel.kind === 'wave' ? [{ number, spec: channel }] : [],
  )
}

/**
 * Least whole number of seconds in which every rate has a whole number of samples, or null if none up to a minute.
 * In: samples a second.
 */
export function recordSeconds(ratesHz: readonly number[]): number | null {
  for (let seconds = 1; seconds <= LONGEST_RECORD_S; seconds++) {
    if (ratesHz.every((rate) => samplesIn(rate, seconds) !== null)) return seconds
  }
  return null
}

/** Samples of a rate in some seconds; null unless that is a whole number above 0. */
export function samplesIn(rateHz: number, seconds: number): number | null {
  const count = Math.round(rateHz * seconds)
  return count > 0 && Math.abs(rateHz * seconds - count) < WHOLE * count ? count : null
}

/**
 * The waves of some channels as records of `seconds`. Every sample comes once, unchanged and in its order, at the place
 * nearest to its time that is free: where a device is faster than it says, samples stand later, and `delays` tells.
 * Without `fillsGaps` a record without one sample is left out and the next begins with the first sample after it; with it
 * records follow each other without a hole.
 */
export function* gridRecords(
  reader: StoreReader,
  channels: readonly WaveChannelRow[],
  period: Interval,
  { seconds, fillsGaps }: { readonly seconds: number; readonly fillsGaps: boolean },
): Generator<GridRecord> {
  const feeds = channels.map((channel) => new WaveFeed(reader, channel, period))
  const samples = channels.map(({ spec }) => new Int32Array(samplesIn(spec.rateHz, seconds) ?? 0))
  const lengthMs = seconds * SECOND_MS
  let startUtcMs: number | null = null
  for (;;) {
    const nextUtcMs = firstOf(feeds)
    if (nextUtcMs === null) return
    startUtcMs ??= nextUtcMs
    if (!fillsGaps && nextUtcMs >= startUtcMs + lengthMs) startUtcMs = nextUtcMs
    const events: FeedEvents = { marks: [], delays: [] }
    for (const [index, feed] of feeds.entries()) {
      const room = samples[index]
      if (room !== undefined) feed.fill(startUtcMs, room, events)
    }
    yield { startUtcMs, samples, ...events }
    startUtcMs += lengthMs
  }
}

function firstOf(feeds: readonly WaveFeed[]): number | null {
  let first: number | null = null
  for (const feed of feeds) {
    const next = feed.nextUtcMs()
    if (next !== null && (first === null || next < first)) first = next
  }
  return first
}
