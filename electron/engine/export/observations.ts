import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Validity } from '../../../drivers/model/measurement.ts'
import { latestOfEach } from '../entries/latest.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { DAY_MS, LEAD_MS } from './constants.ts'
import { BY_HAND, entryChannel } from './entry-terms.ts'
import type { Interval } from './intervals.ts'
import { readingsOf, timingOf } from './measured.ts'

/** Validity of what is sent: `stale` is a number too old to stand, sent without it. */
export type ObservationState = Validity | 'stale'

/** The state of one channel at the end of a period. `value` is null exactly when the state carries no number. */
export interface Observation {
  readonly channel: NumericChannel
  readonly state: ObservationState
  readonly value: number | null
  /** When it was measured, station time. */
  readonly measuredUtcMs: number
  readonly simulated: boolean
  readonly driver: string
  /** A person entered it; `answer` is the coded answer where it is none of numbers. */
  readonly byHand?: { readonly answer: string | null }
}

/**
 * The state of every numeric channel of a bed that has a row in a period: of a
 * continuous one its newest row, without its number once that is past its age limit
 * at the period's end (DESIGN rule 2); of an episodic one the last reading taken.
 */
export function lastObservations(reader: StoreReader, bed: string, period: Interval): Observation[] {
  const sent = reader.channels(bed).flatMap(({ number, channel, simulated, driver }) => {
    if (channel.kind !== 'numeric') return []
    const newest =
      channel.timing === 'episodic'
        ? lastReading(reader, number, period)
        : lastOfStream(reader, number, period)
    if (newest === null) return []
    const { row, state } = newest
    const value = state === 'stale' ? null : row.value
    return { channel, state, value, measuredUtcMs: row.measuredUtcMs, simulated, driver }
  })
  return [...sent, ...enteredObservations(reader, bed, period)]
}

/** The last entry of each kind that holds and was seen in the period. */
function enteredObservations(reader: StoreReader, bed: string, period: Interval): Observation[] {
  const entries = latestOfEach(reader.entries(bed, period.fromUtcMs, period.toUtcMs))
  if (entries.length === 0) return []
  const channels = reader.channels(bed)
  const simulated = channels.length > 0 && channels.every((one) => one.simulated)
  return entries.map((entry) => {
    const { value, atUtcMs } = entry
    const isNumber = typeof value === 'number'
    return {
      channel: entryChannel(entry),
      state: 'good',
      value: isNumber ? value : null,
      measuredUtcMs: atUtcMs,
      simulated,
      driver: BY_HAND,
      byHand: { answer: isNumber ? null : value },
    }
  })
}

interface Newest {
  readonly row: StoredNumeric
  readonly state: ObservationState
}

function lastOfStream(reader: StoreReader, channel: number, period: Interval): Newest | null {
  const rows = reader.numerics(channel, period.fromUtcMs - LEAD_MS, period.toUtcMs)
  const row = rows.at(-1)
  if (row === undefined || row.atUtcMs < period.fromUtcMs) return null
  const isStale = row.value !== null && period.toUtcMs - row.atUtcMs > timingOf(rows).ageLimitMs
  return { row, state: isStale ? 'stale' : row.validity }
}

function lastReading(reader: StoreReader, channel: number, period: Interval): Newest | null {
  const rows = reader.numerics(channel, period.fromUtcMs - DAY_MS, period.toUtcMs + DAY_MS)
  const row = readingsOf(rows).findLast(
    (one) => one.measuredUtcMs >= period.fromUtcMs && one.measuredUtcMs < period.toUtcMs,
  )
  return row === undefined ? null : { row, state: row.validity }
}
