import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { ParameterTable } from '../beds/parameter-table.ts'
import { MONITOR } from '../bus.ts'
import type { Interval } from '../export/intervals.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { loggedOf, replayed } from './log.ts'
import { isLimited } from './profiles.ts'
import type { ReplayInput } from './replay.ts'
import type { AlarmState } from './types.ts'

const HOUR_MS = 3_600_000
/** A reading of a cuff may arrive so long after it was taken, and still be the last one. */
const EPISODIC_BACK_MS = 24 * HOUR_MS

interface NumberedChannel {
  readonly number: number
  readonly channel: NumericChannel
}

/**
 * Channels of a bed that have limits in some unit. Where another device sent a parameter of the bed's monitor, too, that of
 * the monitor stands for both.
 */
export function limitedChannels(reader: StoreReader, bed: string): NumberedChannel[] {
  const channels = reader.channels(bed).flatMap(({ number, channel }) => {
    return channel.kind === 'numeric' && isLimited(channel.id) ? [{ number, channel }] : []
  })
  const devices = [...new Set(channels.map(({ channel }) => channel.device ?? MONITOR))].sort()
  if (devices.length < 2) return channels
  const table = new ParameterTable(
    // No name of a device sorts before that of the monitor.
    devices.map((device) => ({
      device,
      channels: channels.map(({ channel }) => channel).filter((one) => (one.device ?? MONITOR) === device),
    })),
  )
  return channels.filter(({ channel }) => table.of(channel, channel.device ?? MONITOR) === channel)
}

/** What was in force at a moment, on UTC ms. */
export function stateAt(reader: StoreReader, bed: string, atUtcMs: number): AlarmState {
  return replayed(reader.alarmLog(bed, atUtcMs), { nowMs: atUtcMs, nowUtcMs: atUtcMs })
}

function valueInput(channel: NumericChannel, { atUtcMs, value, deviceMs }: StoredNumeric): ReplayInput {
  return { type: 'value', atMs: atUtcMs, arrival: { channel, value, atMs: atUtcMs, deviceMs } }
}

/** By the time they came, as the alarms got them. */
function arrivals(reader: StoreReader, { number, channel }: NumberedChannel, part: Interval): ReplayInput[] {
  const isEpisodic = channel.timing === 'episodic'
  const fromUtcMs = isEpisodic ? part.fromUtcMs - EPISODIC_BACK_MS : part.fromUtcMs
  return reader
    .numerics(number, fromUtcMs, part.toUtcMs)
    .filter(({ atUtcMs }) => atUtcMs >= part.fromUtcMs && atUtcMs < part.toUtcMs)
    .map((row) => valueInput(channel, row))
}

/** The last reading of each episodic channel before a moment: it still stands then. */
function standing(reader: StoreReader, channels: readonly NumberedChannel[], atUtcMs: number): ReplayInput[] {
  return channels.flatMap(({ number, channel }) => {
    if (channel.timing !== 'episodic') return []
    const before = reader.numerics(number, atUtcMs - EPISODIC_BACK_MS, atUtcMs)
    const last = before.findLast((row) => row.atUtcMs < atUtcMs)
    return last === undefined ? [] : [valueInput(channel, last)]
  })
}

/** Ends of what nothing came for: the time until the next value is no interval of the monitor. */
function linesBack(reader: StoreReader, bed: string, { fromUtcMs, toUtcMs }: Interval): ReplayInput[] {
  return reader
    .gaps(bed, fromUtcMs, toUtcMs)
    .filter((gap) => gap.channel === null && gap.toUtcMs >= fromUtcMs && gap.toUtcMs < toUtcMs)
    .map((gap) => ({ type: 'lineAway', atMs: gap.toUtcMs }))
}

/**
 * Everything of a period that limits depend on, in order: values as they came, lines that were away, what people did.
 * Read hour by hour, so that a day needs no more room than an hour.
 */
export function* storedInputs(reader: StoreReader, bed: string, period: Interval): Generator<ReplayInput> {
  const channels = limitedChannels(reader, bed)
  yield* standing(reader, channels, period.fromUtcMs)
  for (let fromUtcMs = period.fromUtcMs; fromUtcMs < period.toUtcMs; fromUtcMs += HOUR_MS) {
    const part = { fromUtcMs, toUtcMs: Math.min(period.toUtcMs, fromUtcMs + HOUR_MS) }
    const events = reader.alarmEvents(bed, part.fromUtcMs, part.toUtcMs).map(eventInput)
    const values = channels.flatMap((channel) => arrivals(reader, channel, part))
    yield* [...linesBack(reader, bed, part), ...events, ...values].sort((a, b) => a.atMs - b.atMs)
  }
}

function eventInput(row: StoredAlarmEvent): ReplayInput {
  const { event } = loggedOf(row)
  return { type: 'event', atMs: row.atUtcMs, event: { ...event, atMs: row.atUtcMs } }
}
