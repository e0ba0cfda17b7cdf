import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Validity } from '../../../drivers/model/measurement.ts'
import type { LimitPair } from '../../ipc/alarms.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { SiteCode } from '../../ipc/mapping.ts'
import { latestOfEach } from '../entries/latest.ts'
import type { EntryRow } from '../store/tables/entries.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { DAY_MS, LEAD_MS } from './constants.ts'
import { BY_HAND, entryChannel } from './entry-terms.ts'
import type { Interval } from './intervals.ts'
import { readingsOf, timingOf } from './measured.ts'
import { oneDeviceEach } from './one-of-each.ts'

/** Validity of what is sent: `stale` is a number too old to stand, sent without it. */
export type ObservationState = Validity | 'stale'

/** What is done to something that was sent: this stands in its place, or only takes it back. */
export type SentChange = 'corrects' | 'withdraws'

/** The state of one channel at the end of a period. `value` is null exactly when the state carries no number. */
export interface Observation {
  readonly channel: NumericChannel
  readonly state: ObservationState
  readonly value: number | null
  /** When it was measured, station time. */
  readonly measuredUtcMs: number
  readonly simulated: boolean
  readonly driver: string
  /** The code of the site's own map; absent: it has none. */
  readonly siteCode?: SiteCode
  /** The limits by which this station watched it then, in its unit; absent: none were in force, or nobody knows. */
  readonly limits?: LimitPair
  /** A person entered it, by their initials; `answer` is the coded answer where it is none of numbers. */
  readonly byHand?: { readonly answer: string | null; readonly author?: string }
  /** Absent: nothing like it was sent before. */
  readonly change?: SentChange
}

/**
 * The state of every numeric channel of a bed that has a row in a period: of a
 * continuous one its newest row, without its number once that is past its age limit
 * at the period's end (DESIGN rule 2); of an episodic one the last reading taken.
 */
export function lastObservations(reader: StoreReader, bed: string, period: Interval): Observation[] {
  const sent = observationsOf(reader, bed, (number, isReading) => {
    const newest = isReading ? lastReading(reader, number, period) : lastOfStream(reader, number, period)
    return newest === null ? [] : [newest]
  })
  return [...oneDeviceEach(sent), ...enteredObservations(reader, bed, period)]
}

/** The state of every continuous channel alone, as `lastObservations` has it. */
export function streamObservations(reader: StoreReader, bed: string, period: Interval): Observation[] {
  const sent = observationsOf(reader, bed, (number, isReading) => {
    const newest = isReading ? null : lastOfStream(reader, number, period)
    return newest === null ? [] : [newest]
  })
  return oneDeviceEach(sent)
}

/** Every episodic reading that came in a period, whenever it was taken. */
export function arrivedReadings(reader: StoreReader, bed: string, period: Interval): Observation[] {
  return readingsWhere(reader, bed, period, ({ atUtcMs }) => isWithin(atUtcMs, period))
}

/** Every episodic reading that was taken in a period; `came`: which of them, by when they came. */
export function takenReadings(
  reader: StoreReader,
  bed: string,
  period: Interval,
  came: (row: StoredNumeric) => boolean,
): Observation[] {
  return readingsWhere(reader, bed, period, (row) => isWithin(row.measuredUtcMs, period) && came(row))
}

function readingsWhere(
  reader: StoreReader,
  bed: string,
  { fromUtcMs, toUtcMs }: Interval,
  isMeant: (row: StoredNumeric) => boolean,
): Observation[] {
  return observationsOf(reader, bed, (number, isReading) => {
    if (!isReading) return []
    const rows = reader.numerics(number, fromUtcMs - DAY_MS, toUtcMs + DAY_MS)
    return readingsOf(rows)
      .filter(isMeant)
      .map((row) => ({ row, state: row.validity }))
  })
}

/**
 * What stands now at every place that an entry by hand written in a period changed, whenever it was seen. A receiver knows an
 * entry by its bed, time, kind and unit: where a correction has others, the place of the earlier one is told beside it, at
 * the bed where it stood.
 */
export function writtenEntries(reader: StoreReader, bed: string, period: Interval): Observation[] {
  const entries = entriesAround(reader, bed, period)
  const changed = entries
    .filter(({ writtenUtcMs }) => isWithin(writtenUtcMs, period))
    .filter(({ corrects, state }) => (corrects === null ? state === 'valid' : state !== 'corrected'))
    .flatMap((entry) => [...toldBefore(entries, entry, period.fromUtcMs), entry])
    .filter((entry) => entry.bed === bed)
  return placesOf(changed).flatMap((place) => standingAt(reader, place, period.toUtcMs))
}

/** Every entry by hand that holds, was seen in a period and written before a time. */
export function seenEntries(
  reader: StoreReader,
  bed: string,
  { fromUtcMs, toUtcMs }: Interval,
  beforeUtcMs: number,
): Observation[] {
  const entries = reader
    .entries(bed, fromUtcMs, toUtcMs)
    .filter(({ state, writtenUtcMs }) => state === 'valid' && writtenUtcMs < beforeUtcMs)
  return placesOf(entries).flatMap((place) => standingAt(reader, place, beforeUtcMs))
}

/**
 * What a place of an entry says: of those that hold the one that was written last, in the place of what was sent before if
 * anything was; where none does, what was sent is taken back.
 */
function standingAt(reader: StoreReader, place: EntryRow, beforeUtcMs: number): Observation[] {
  const { bed, atUtcMs } = place
  const all = reader
    .entries(bed, atUtcMs, atUtcMs + 1)
    .filter((one) => isSamePlace(one, place) && one.writtenUtcMs < beforeUtcMs)
    .sort((a, b) => a.writtenUtcMs - b.writtenUtcMs)
  const standing = all.findLast(({ state }) => state === 'valid')
  const isFirst = all.length === 1 && standing?.corrects === null
  const change: SentChange = standing === undefined ? 'withdraws' : 'corrects'
  return entryObservations(reader, bed, [standing ?? place]).map((one) =>
    isFirst ? one : { ...one, change },
  )
}

function placesOf(entries: readonly EntryRow[]): EntryRow[] {
  const places: EntryRow[] = []
  for (const entry of entries) if (!places.some((one) => isSamePlace(one, entry))) places.push(entry)
  return places
}

/**
 * Every place of a period in which something by hand may have been told before a time, whatever became of it, once: which of
 * those that stood there was told is not known.
 */
export function placesTold(
  reader: StoreReader,
  bed: string,
  { fromUtcMs, toUtcMs }: Interval,
  beforeUtcMs: number,
): Observation[] {
  const told = reader
    .entries(bed, fromUtcMs, toUtcMs)
    .filter(({ writtenUtcMs }) => writtenUtcMs < beforeUtcMs)
  return entryObservations(reader, bed, placesOf(told))
}

/** Entries of a bed; those of the others too where its own are corrected there, as a patient who moved takes theirs along. */
function entriesAround(reader: StoreReader, bed: string, { fromUtcMs, toUtcMs }: Interval): EntryRow[] {
  const range = [fromUtcMs - DAY_MS, toUtcMs] as const
  const own = [...reader.entries(bed, ...range)]
  const ids = new Set(own.map(({ id }) => id))
  const corrected = new Set(own.map(({ corrects }) => corrects))
  const isWhole = own.every(
    ({ id, corrects, state }) =>
      (corrects === null || ids.has(corrects)) && (state !== 'corrected' || corrected.has(id)),
  )
  if (isWhole) return own
  const beds = new Set([...reader.beds(), ...reader.channels()].map((row) => row.bed))
  beds.delete(bed)
  return [...own, ...[...beds].flatMap((other) => reader.entries(other, ...range))]
}

function isWithin(utcMs: number, { fromUtcMs, toUtcMs }: Interval): boolean {
  return utcMs >= fromUtcMs && utcMs < toUtcMs
}

function isSamePlace(a: EntryRow, b: EntryRow): boolean {
  return a.atUtcMs === b.atUtcMs && a.kind === b.kind && a.unit === b.unit && a.bed === b.bed
}

/**
 * Where those stood that an entry corrects and that may have been told before a time, each place once, without its own. Which
 * of them was told is not known: one that was corrected before its interval was read was not, and the one before it stands.
 */
function toldBefore(entries: readonly EntryRow[], entry: EntryRow, fromUtcMs: number): EntryRow[] {
  const told: EntryRow[] = []
  for (
    let before = correctedBy(entries, entry);
    before !== undefined;
    before = correctedBy(entries, before)
  ) {
    const one = before
    const isNew = ![entry, ...told].some((other) => isSamePlace(other, one))
    if (one.writtenUtcMs < fromUtcMs && isNew) told.push(one)
  }
  return told
}

function correctedBy(entries: readonly EntryRow[], { corrects }: EntryRow): EntryRow | undefined {
  return corrects === null ? undefined : entries.find(({ id }) => id === corrects)
}

function observationsOf(
  reader: StoreReader,
  bed: string,
  rowsOf: (channel: number, isReading: boolean) => readonly Newest[],
): Observation[] {
  return reader.channels(bed).flatMap(({ number, channel, simulated, driver }) => {
    if (channel.kind !== 'numeric') return []
    return rowsOf(number, channel.timing === 'episodic').map(({ row, state }) => {
      const value = state === 'stale' ? null : row.value
      return { channel, state, value, measuredUtcMs: row.measuredUtcMs, simulated, driver }
    })
  })
}

/** The last entry of each kind that holds and was seen in the period. */
function enteredObservations(reader: StoreReader, bed: string, period: Interval): Observation[] {
  return entryObservations(reader, bed, latestOfEach(reader.entries(bed, period.fromUtcMs, period.toUtcMs)))
}

function entryObservations(reader: StoreReader, bed: string, entries: readonly EntryView[]): Observation[] {
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
      byHand: { answer: isNumber ? null : value, author: entry.author },
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
  const row = readingsOf(rows).findLast((one) => isWithin(one.measuredUtcMs, period))
  return row === undefined ? null : { row, state: row.validity }
}
