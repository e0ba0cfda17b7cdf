import { STATION_ALARMS } from '../../../ipc/alarms.ts'
import type { DataClass } from '../../../ipc/erasure.ts'
import type { Connection } from '../file/database.ts'
import { ALL_DEVICES } from '../file/ledger.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { eraseTrend } from '../trend/erase.ts'
import type { NewChannel } from '../types.ts'

const MS_PER_DAY = 86_400_000
const EVIDENCE = 'Numbers were removed as the retention setting says.'

/** What one step removed of a class; times are UTC ms. */
export interface DataRemoval {
  readonly bed: string
  readonly channel: number | null
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly rows: number
}

/** Half open, UTC ms. */
interface Stretch {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/**
 * Removes at most a day of the oldest numbers of one channel, or of the alarms of one bed,
 * from before `beforeUtcMs`; what belongs to a patient on legal hold stays. Inside a
 * transaction of the caller. Out: what went, or null when nothing may.
 */
export function removeOldestData(
  connection: Connection,
  kind: Exclude<DataClass, 'waves'>,
  beforeUtcMs: number,
  channels: readonly NewChannel[],
): DataRemoval | null {
  const held = heldStretches(connection)
  const removable = (bed: string) => gapsBetween(held.get(bed) ?? [], beforeUtcMs)
  if (kind === 'alerts') {
    const beds = [...new Set([...channels.map(({ bed }) => bed), STATION_ALARMS])]
    return first(beds, (bed) => removeAlerts(connection, bed, removable(bed)))
  }
  const numeric = channels.filter(({ channel }) => channel.kind === 'numeric')
  return first(numeric, (channel) => removeNumerics(connection, channel, removable(channel.bed)))
}

function first<T>(list: readonly T[], remove: (one: T) => DataRemoval | null): DataRemoval | null {
  for (const one of list) {
    const removal = remove(one)
    if (removal !== null) return removal
  }
  return null
}

/** Stays of patients on legal hold, by bed, in order. */
function heldStretches(connection: Connection): Map<string, Stretch[]> {
  interface Row {
    readonly bed: string
    readonly from_utc_ms: number
    readonly to_utc_ms: number | null
  }
  const held = new Map<string, Stretch[]>()
  for (const { bed, from_utc_ms, to_utc_ms } of connection
    .prepare<[], Row>(wholeTableQueries.heldStays)
    .all()) {
    const stretch = { fromUtcMs: from_utc_ms, toUtcMs: to_utc_ms ?? Number.MAX_SAFE_INTEGER }
    held.set(bed, [...(held.get(bed) ?? []), stretch])
  }
  return held
}

/** The time before `beforeUtcMs` that no held stretch covers. */
function gapsBetween(held: readonly Stretch[], beforeUtcMs: number): Stretch[] {
  const parts: Stretch[] = []
  let fromUtcMs = Number.MIN_SAFE_INTEGER
  for (const stretch of held) {
    const toUtcMs = Math.min(stretch.fromUtcMs, beforeUtcMs)
    if (toUtcMs > fromUtcMs) parts.push({ fromUtcMs, toUtcMs })
    fromUtcMs = Math.max(fromUtcMs, stretch.toUtcMs)
  }
  if (beforeUtcMs > fromUtcMs) parts.push({ fromUtcMs, toUtcMs: beforeUtcMs })
  return parts
}

function removeNumerics(
  connection: Connection,
  channel: NewChannel,
  parts: readonly Stretch[],
): DataRemoval | null {
  const { number, bed } = channel
  const oldest = connection.prepare<number[]>(queries.oldestNumeric).pluck()
  for (const part of parts) {
    const found = oldest.get(number, part.fromUtcMs, part.toUtcMs)
    if (typeof found !== 'number') continue
    const day = { fromUtcMs: found, toUtcMs: Math.min(found + MS_PER_DAY, part.toUtcMs) }
    const rows = connection.prepare(queries.deleteNumerics).run(number, day.fromUtcMs, day.toUtcMs).changes
    eraseTrend(connection, channel, day)
    const before = connection
      .prepare<[string, number], { first: number | null; last: number | null }>(queries.removedBefore)
      .get(bed, number)
    const gap = {
      from: Math.min(before?.first ?? day.fromUtcMs, day.fromUtcMs),
      to: Math.max(before?.last ?? day.toUtcMs, day.toUtcMs),
    }
    connection.prepare(queries.saveGap).run(bed, number, gap.from, gap.to, 'removed', EVIDENCE, ALL_DEVICES)
    return { bed, channel: number, ...day, rows }
  }
  return null
}

/** Alarms of the monitors, and what came of them here; events that the state of now is made of stay. */
function removeAlerts(connection: Connection, bed: string, parts: readonly Stretch[]): DataRemoval | null {
  const oldestAlert = connection.prepare<(string | number)[]>(queries.oldestAlert).pluck()
  const oldestEvent = connection.prepare<(string | number)[]>(queries.oldestAlarmEvent).pluck()
  for (const { fromUtcMs, toUtcMs } of parts) {
    const found = [oldestAlert.get(bed, fromUtcMs, toUtcMs), oldestEvent.get(bed, fromUtcMs, toUtcMs, bed)]
    const oldestUtcMs = Math.min(
      ...found.map((at) => (typeof at === 'number' ? at : Number.POSITIVE_INFINITY)),
    )
    if (oldestUtcMs === Number.POSITIVE_INFINITY) continue
    const day = { fromUtcMs: oldestUtcMs, toUtcMs: Math.min(oldestUtcMs + MS_PER_DAY, toUtcMs) }
    const alerts = connection.prepare(queries.deleteAlerts).run(bed, day.fromUtcMs, day.toUtcMs).changes
    const events = connection.prepare(queries.deleteOldAlarmEvents).run(bed, day.fromUtcMs, day.toUtcMs, bed)
    return { bed, channel: null, ...day, rows: alerts + events.changes }
  }
  return null
}
