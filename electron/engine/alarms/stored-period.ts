import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Interval } from '../export/intervals.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { StoredGap, StoredNumeric, StoreReader } from '../store/types.ts'
import { CountedValues, type NumberedChannel } from './counted-values.ts'
import { loggedOf, replayed } from './log.ts'
import { isLimited } from './profiles.ts'
import type { ReplayInput } from './replay.ts'
import type { AlarmState } from './types.ts'

const HOUR_MS = 3_600_000
/** A reading of a cuff may arrive so long after it was taken, and still be the last one. */
const EPISODIC_BACK_MS = 24 * HOUR_MS

/** Channels of a bed that have limits in some unit, of all its devices. */
function numberedChannels(reader: StoreReader, bed: string): NumberedChannel[] {
  return reader.channels(bed).flatMap(({ number, channel }) => {
    return channel.kind === 'numeric' && isLimited(channel.id) ? [{ number, channel }] : []
  })
}

/**
 * The same, a parameter each: where another device sent a parameter of the bed's monitor, too, that of the monitor stands
 * for both. A parameter of which no sender may raise alarms is left out.
 */
export function limitedChannels(reader: StoreReader, bed: string): NumberedChannel[] {
  const channels = numberedChannels(reader, bed)
  const counted = new CountedValues(channels)
  const alarming = new Set(
    channels.flatMap(({ channel }) => (channel.isNoAlarmSource === true ? [] : counted.parameterOf(channel))),
  )
  return channels.filter(({ channel }) => counted.parameterOf(channel) === channel && alarming.has(channel))
}

/** What was in force at a moment, on UTC ms. */
export function stateAt(reader: StoreReader, bed: string, atUtcMs: number): AlarmState {
  return replayed(reader.alarmLog(bed, atUtcMs), { nowMs: atUtcMs, nowUtcMs: atUtcMs })
}

/** A value with the channel that it came on. */
interface StoredValue {
  readonly type: 'stored'
  readonly atMs: number
  readonly channel: NumericChannel
  readonly row: StoredNumeric
}

function storedValue(channel: NumericChannel, row: StoredNumeric): StoredValue {
  return { type: 'stored', atMs: row.atUtcMs, channel, row }
}

/** By the time they came. */
function arrivals(reader: StoreReader, { number, channel }: NumberedChannel, part: Interval): StoredValue[] {
  const isEpisodic = channel.timing === 'episodic'
  const fromUtcMs = isEpisodic ? part.fromUtcMs - EPISODIC_BACK_MS : part.fromUtcMs
  return reader
    .numerics(number, fromUtcMs, part.toUtcMs)
    .filter(({ atUtcMs }) => atUtcMs >= part.fromUtcMs && atUtcMs < part.toUtcMs)
    .map((row) => storedValue(channel, row))
}

/** The last reading of each episodic channel before a moment: it still stands then. */
function standing(reader: StoreReader, channels: readonly NumberedChannel[], atUtcMs: number): StoredValue[] {
  return channels.flatMap(({ number, channel }) => {
    if (channel.timing !== 'episodic') return []
    const before = reader.numerics(number, atUtcMs - EPISODIC_BACK_MS, atUtcMs)
    const last = before.findLast((row) => row.atUtcMs < atUtcMs)
    return last === undefined ? [] : [storedValue(channel, last)]
  })
}

/** Ends of what nothing came for: the time until the next value is no interval of the monitor. */
function linesBack(gaps: readonly StoredGap[], { fromUtcMs, toUtcMs }: Interval): ReplayInput[] {
  return gaps
    .filter((gap) => gap.channel === null && gap.toUtcMs >= fromUtcMs && gap.toUtcMs < toUtcMs)
    .map((gap) => ({ type: 'lineAway', atMs: gap.toUtcMs }))
}

/** What the limits heard of a value, if they heard of it. */
function heard({ atMs, channel, row }: StoredValue, counted: CountedValues): ReplayInput[] {
  const arrival = counted.take(channel, row)
  return arrival === null ? [] : [{ type: 'value', atMs, arrival }]
}

/**
 * Everything of a period that limits depend on, in order: values that counted as they came, lines that were away, what
 * people did. Read hour by hour, so that a day needs no more room than an hour.
 */
export function* storedInputs(reader: StoreReader, bed: string, period: Interval): Generator<ReplayInput> {
  const channels = numberedChannels(reader, bed)
  const counted = new CountedValues(channels)
  for (const value of standing(reader, channels, period.fromUtcMs)) yield* heard(value, counted)
  for (let fromUtcMs = period.fromUtcMs; fromUtcMs < period.toUtcMs; fromUtcMs += HOUR_MS) {
    const part = { fromUtcMs, toUtcMs: Math.min(period.toUtcMs, fromUtcMs + HOUR_MS) }
    const events = reader.alarmEvents(bed, part.fromUtcMs, part.toUtcMs).map(eventInput)
    const values = channels.flatMap((channel) => arrivals(reader, channel, part))
    const gaps = reader.gaps(bed, part.fromUtcMs, part.toUtcMs)
    counted.gaps(gaps)
    const all = [...linesBack(gaps, part), ...events, ...values].sort((a, b) => a.atMs - b.atMs)
    for (const one of all) {
      if (one.type === 'stored') yield* heard(one, counted)
      else yield one
    }
  }
}

function eventInput(row: StoredAlarmEvent): ReplayInput {
  const { event } = loggedOf(row)
  return { type: 'event', atMs: row.atUtcMs, event: { ...event, atMs: row.atUtcMs } }
}
