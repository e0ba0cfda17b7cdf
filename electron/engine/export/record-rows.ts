import { sitesOf } from '../../../drivers/model/channel.ts'
import type { Validity } from '../../../drivers/model/measurement.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { NewChannel, StoredNumeric, StoreReader } from '../store/types.ts'
import { DAY_MS, MINUTE_MS } from './constants.ts'
import type { Interval } from './intervals.ts'

/** One stored number with its names: what csv and json have in common. Times UTC ms. */
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
  readonly validity: Validity
  readonly measuredUtcMs: number
  readonly simulated: boolean
}

/** What to export: one bed or all (null), and the period or the whole record (null). */
export interface ExportRequest {
  readonly bed: string | null
  readonly fromUtcMs: number | null
  readonly toUtcMs: number | null
}

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
  // The span's last time has data, and ranges are half open. Wave samples lie between milliseconds.
  const period = {
    fromUtcMs: request.fromUtcMs ?? Math.floor(span.fromUtcMs),
    toUtcMs: request.toUtcMs ?? Math.floor(span.toUtcMs) + 1,
  }
  return { beds: request.bed === null ? recorded : [request.bed], period }
}

/** Every stored number of some beds in a period, in order of arrival, then bed, then channel. */
export function* recordRows(
  reader: StoreReader,
  beds: readonly string[],
  period: Interval,
): Generator<RecordRow> {
  const channels = beds.flatMap((bed) => namedChannels(reader, bed))
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
    // The sort is stable: rows of one time keep the order of beds and channels.
    yield* rows.sort((a, b) => a.atUtcMs - b.atUtcMs)
  }
}

type Names = Omit<RecordRow, 'atUtcMs' | 'value' | 'validity' | 'measuredUtcMs'>

interface NamedChannel {
  readonly number: number
  readonly isEpisodic: boolean
  readonly names: Names
}

function namedChannels(reader: StoreReader, bed: string): NamedChannel[] {
  const channels: readonly NewChannel[] = reader.channels(bed)
  const sites = sitesOf(channels.map((one) => one.channel))
  return channels.flatMap(({ number, channel, simulated }) => {
    if (channel.kind !== 'numeric') return []
    const { id, code, label, unit } = channel
    const names = { bed, id, site: sites.get(channel.key) ?? null, code, label, unit, simulated }
    return { number, isEpisodic: channel.timing === 'episodic', names }
  })
}

/** The store finds readings by when they were taken; one that arrived in the period may be much older. */
function arrivedReadings(reader: StoreReader, channel: NamedChannel, period: Interval): RecordRow[] {
  return rowsOf(channel, reader.numerics(channel.number, 0, period.toUtcMs + DAY_MS)).filter(
    (row) => row.atUtcMs >= period.fromUtcMs && row.atUtcMs < period.toUtcMs,
  )
}

function rowsOf({ names }: NamedChannel, stored: readonly StoredNumeric[]): RecordRow[] {
  return stored.map(({ atUtcMs, value, validity, measuredUtcMs }) => ({
    ...names,
    atUtcMs,
    value,
    validity,
    measuredUtcMs,
  }))
}
