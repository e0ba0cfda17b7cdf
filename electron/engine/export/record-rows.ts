import { sitesOf } from '../../../drivers/model/channel.ts'
import type { Validity } from '../../../drivers/model/measurement.ts'
import { VigilError } from '../../ipc/contract.ts'
import { type EntryView, OLDEST_ENTRY_MS } from '../../ipc/entry.ts'
import type { StayMoveView } from '../../ipc/patient.ts'
import type { ClockLine } from '../store/read/clock-line.ts'
import { clockLineOf, correctedUtcMsOf } from '../store/read/corrected.ts'
import type { EntryRow } from '../store/tables/entries.ts'
import type { NewChannel, StoredNumeric, StoreReader } from '../store/types.ts'
import { deviceLabel } from './channel-labels.ts'
import { DAY_MS, MINUTE_MS } from './constants.ts'
import { BY_HAND, entryChannel } from './entry-terms.ts'
import type { Interval } from './intervals.ts'
import { MOVE_ID, movesIn } from './moves.ts'
import { ledgerGaps } from './shift-events.ts'

/** One stored number or one gap with its names: what csv and json have in common. Times UTC ms. */
export interface RecordRow {
  readonly atUtcMs: number
  readonly bed: string
  readonly id: string
  /** Null unless the device sends this id from several sources. */
  readonly site: string | null
  readonly code: number | null
  readonly label: string
  readonly value: number | null
  readonly unit: string
  /** `gap`: no number, but a stretch without data that begins at `atUtcMs`; `moved`: one that was given to another patient. */
  readonly validity: Validity | 'gap' | 'moved'
  readonly measuredUtcMs: number
  readonly simulated: boolean
  /** When it was measured by the device's own clock, put on the station's (corrected.ts); null for a gap and without a device clock. */
  readonly correctedUtcMs: number | null
  readonly gap: { readonly toUtcMs: number; readonly cause: string; readonly evidence: string } | null
  /**
   * Who entered it, what, and whether that holds; null: a monitor sent it. One that does not hold has no `value`, and a
   * coded answer never has one.
   */
  readonly entry: Pick<EntryView, 'author' | 'state' | 'value'> | null
  /** The correction that this row tells; null: it is none. */
  readonly move: StayMoveView | null
}

/** What to export: one bed or all (null), and the period or the whole record (null). */
export interface ExportRequest {
  readonly bed: string | null
  readonly fromUtcMs: number | null
  readonly toUtcMs: number | null
}

/** Label of a gap of all channels. */
export const WHOLE_BED_LABEL = 'whole bed'
/** How much is read and sorted at once, so that a month of record needs no month of memory. */
const WINDOW_MS = 30 * MINUTE_MS

/**
 * The beds and the period that a request means. Throws VigilError `unknownBed` for
 * a bed the record does not have, `nothingRecorded` where there is nothing at all.
 */
export function resolveExport(
  reader: StoreReader,
  request: ExportRequest,
): { beds: string[]; period: Interval } {
  const recorded = [...new Set(reader.channels().map((channel) => channel.bed))]
  const known = new Set([...recorded, ...reader.beds().map((row) => row.bed)])
  if (request.bed !== null && !known.has(request.bed)) {
    const names = [...known].join(', ') || 'none'
    throw new VigilError('unknownBed', `The record has no bed "${request.bed}": it has ${names}.`)
  }
  const span = reader.span(request.bed ?? undefined)
  if (span === null) {
    throw new VigilError('nothingRecorded', 'Nothing is recorded there yet: record first, then export.')
  }
  const beds = request.bed === null ? recorded : [request.bed]
  // The span's last time has data, and ranges are half open. Wave samples lie between milliseconds.
  const period = {
    fromUtcMs: request.fromUtcMs ?? Math.floor(span.fromUtcMs),
    toUtcMs: request.toUtcMs ?? Math.max(Math.floor(span.toUtcMs) + 1, ...lastGapEnds(reader, beds, span)),
  }
  return { beds, period }
}

/** A bed that brings nothing any more still has a gap that ends after its last data. */
function lastGapEnds(reader: StoreReader, beds: readonly string[], span: Interval): number[] {
  return beds
    .flatMap((bed) => reader.gaps(bed, span.toUtcMs, Number.MAX_SAFE_INTEGER))
    .map((gap) => gap.toUtcMs)
}

/** Every stored number and every gap of some beds in a period, in order of time; corrections first, then gaps, then bed, then channel. */
export function* recordRows(
  reader: StoreReader,
  beds: readonly string[],
  period: Interval,
): Generator<RecordRow> {
  const channels = beds.flatMap((bed) => {
    const lines = new Map<string | undefined, ClockLine>()
    return namedChannels(reader, bed).map((channel) => {
      const { device } = channel
      const line = lines.get(device) ?? clockLineOf(reader, bed, period.fromUtcMs, period.toUtcMs, device)
      lines.set(device, line)
      return { ...channel, line }
    })
  })
  const gaps = beds.flatMap((bed) => gapRows(reader, bed, period))
  const entries = beds.flatMap((bed) => entryRows(reader, bed, period))
  const moves = beds.flatMap((bed) => moveRows(reader, bed, period))
  const readings = new Map(
    channels.filter((one) => one.isEpisodic).map((one) => [one.number, arrivedReadings(reader, one, period)]),
  )
  for (let from = period.fromUtcMs; from < period.toUtcMs; from += WINDOW_MS) {
    const to = Math.min(from + WINDOW_MS, period.toUtcMs)
    const rows = channels.flatMap((channel) => {
      const arrived = readings.get(channel.number)
      return arrived === undefined
        ? rowsOf(channel, reader.numerics(channel.number, from, to))
        : arrived.filter((row) => row.atUtcMs >= from && row.atUtcMs < to)
    })
    const gapsHere = gaps.filter(({ atUtcMs }) => atUtcMs >= from && atUtcMs < to)
    const movesHere = moves.filter(({ atUtcMs }) => atUtcMs >= from && atUtcMs < to)
    const entriesHere = entries.filter(({ atUtcMs }) => atUtcMs >= from && atUtcMs < to)
    // The sort is stable: rows of one time keep the order of beds and channels.
    yield* [...movesHere, ...gapsHere, ...rows, ...entriesHere].sort((a, b) => a.atUtcMs - b.atUtcMs)
  }
}

type Names = Omit<
  RecordRow,
  'atUtcMs' | 'value' | 'validity' | 'measuredUtcMs' | 'correctedUtcMs' | 'gap' | 'entry' | 'move'
>

interface NamedChannel {
  readonly number: number
  readonly isEpisodic: boolean
  /** Absent: the bed's monitor. */
  readonly device: string | undefined
  readonly names: Names
}

interface TimedChannel extends NamedChannel {
  readonly line: ClockLine
}

function namedChannels(reader: StoreReader, bed: string): NamedChannel[] {
  const channels: readonly NewChannel[] = reader.channels(bed)
  const sites = sitesOf(channels.map((one) => one.channel))
  return channels.flatMap(({ number, channel, simulated }) => {
    if (channel.kind !== 'numeric') return []
    const { id, code, label, unit, device } = channel
    const names = { bed, id, site: sites.get(channel.key) ?? null, code, label, unit, simulated }
    return { number, isEpisodic: channel.timing === 'episodic', device, names }
  })
}

/** The store finds readings by when they were taken; one that arrived in the period may be much older. */
function arrivedReadings(reader: StoreReader, channel: TimedChannel, period: Interval): RecordRow[] {
  return rowsOf(channel, reader.numerics(channel.number, 0, period.toUtcMs + DAY_MS)).filter(
    (row) => row.atUtcMs >= period.fromUtcMs && row.atUtcMs < period.toUtcMs,
  )
}

function rowsOf({ names, line }: TimedChannel, stored: readonly StoredNumeric[]): RecordRow[] {
  return stored.map((numeric) => {
    const { atUtcMs, value, validity, measuredUtcMs, deviceMs } = numeric
    const correctedUtcMs = deviceMs === null ? null : correctedUtcMsOf(line, numeric)
    return {
      ...names,
      atUtcMs,
      value,
      validity,
      measuredUtcMs,
      correctedUtcMs,
      gap: null,
      entry: null,
      move: null,
    }
  })
}

/** Whether all that is known of a bed was simulated. */
function isAllSimulated(channels: readonly NewChannel[]): boolean {
  return channels.length > 0 && channels.every((one) => one.simulated)
}

/** Gaps of a bed as rows; one of the whole bed, or of one of its devices, has no id and says so in its label. */
function gapRows(reader: StoreReader, bed: string, period: Interval): RecordRow[] {
  const channels = reader.channels(bed)
  const sites = sitesOf(channels.map((one) => one.channel))
  const nothing = { value: null, validity: 'gap', correctedUtcMs: null } as const
  return ledgerGaps(reader, bed, period).map(({ channel, device, fromUtcMs, toUtcMs, cause, evidence }) => {
    const known = channels.find(({ number }) => number === channel)
    const spec = known?.channel
    return {
      bed,
      id: spec?.id ?? '',
      site: spec === undefined ? null : (sites.get(spec.key) ?? null),
      code: spec?.code ?? null,
      label: spec?.label ?? deviceLabel(device) ?? WHOLE_BED_LABEL,
      unit: spec?.unit ?? '',
      simulated: known?.simulated ?? isAllSimulated(channels),
      atUtcMs: fromUtcMs,
      measuredUtcMs: fromUtcMs,
      ...nothing,
      gap: { toUtcMs, cause, evidence },
      entry: null,
      move: null,
    }
  })
}

/** Entries by hand that were written in the period; what was seen may be as old as a shift. */
function entryRows(reader: StoreReader, bed: string, period: Interval): RecordRow[] {
  const simulated = isAllSimulated(reader.channels(bed))
  return reader
    .entries(bed, period.fromUtcMs - OLDEST_ENTRY_MS, period.toUtcMs)
    .filter(({ writtenUtcMs }) => writtenUtcMs >= period.fromUtcMs && writtenUtcMs < period.toUtcMs)
    .map((entry) => entryRow(entry, simulated))
    .sort((a, b) => a.atUtcMs - b.atUtcMs)
}

function entryRow(entry: EntryRow, simulated: boolean): RecordRow {
  const { id, code, label, unit } = entryChannel(entry)
  const { bed, value, state, author, atUtcMs, writtenUtcMs } = entry
  return {
    atUtcMs: writtenUtcMs,
    bed,
    id,
    site: BY_HAND,
    code,
    label,
    value: state === 'valid' && typeof value === 'number' ? value : null,
    unit,
    validity: state === 'valid' ? 'good' : 'invalid',
    measuredUtcMs: atUtcMs,
    simulated,
    correctedUtcMs: null,
    gap: null,
    entry: { author, state, value },
    move: null,
  }
}

/** Corrections of who lay in a bed, at their begin or that of the period. */
function moveRows(reader: StoreReader, bed: string, period: Interval): RecordRow[] {
  const simulated = isAllSimulated(reader.channels(bed))
  const nothing = { site: null, code: null, value: null, unit: '', correctedUtcMs: null } as const
  return movesIn(reader, bed, period).map((move) => ({
    ...{ bed, id: MOVE_ID, label: 'patient corrected', simulated, ...nothing, gap: null, entry: null },
    atUtcMs: Math.min(Math.max(move.fromUtcMs, period.fromUtcMs), period.toUtcMs - 1),
    measuredUtcMs: move.fromUtcMs,
    validity: 'moved',
    move,
  }))
}
