import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { Dated, DatedObservations } from '../analytics/scores/observations.ts'
import { readingsOf, timingOf } from '../export/measured.ts'
import type { NumericsReader } from '../export/read-once.ts'
import { medianOf } from '../export/statistics.ts'
import { enteredAt, isNewer } from '../scores/entered.ts'
import {
  firstCurrent,
  MEDIAN_MS,
  type MeasuredInput,
  mayScore,
  monitorFirst,
  rankOf,
} from '../scores/sources.ts'
import type { NewChannel, StoredNumeric } from '../store/types.ts'

/** The rows of one channel that may enter a score, in order of measurement. */
interface Series {
  readonly spec: NumericChannel
  readonly rows: readonly StoredNumeric[]
  /** How long a value is current; the table of ages bounds it. */
  readonly currentForMs: number
}

/** Everything that a score of a bed may read of a stretch of time. */
export interface ScoreRecord {
  readonly series: Readonly<Record<MeasuredInput, readonly Series[]>>
  readonly entries: readonly EntryView[]
}

const MEASURED: readonly MeasuredInput[] = [
  'respiration',
  'spo2',
  'systolic',
  'diastolic',
  'pulse',
  'temperature',
]

/** Numbers of the channels that a score may read. */
export function scoredChannels(channels: readonly NewChannel[]): ReadonlySet<number> {
  const scored = channels.filter(
    ({ channel }) => channel.kind === 'numeric' && MEASURED.some((input) => rankOf(input, channel) !== null),
  )
  return new Set(scored.map(({ number }) => number))
}

function seriesOf(
  reader: NumericsReader,
  channels: readonly NewChannel[],
  input: MeasuredInput,
  from: number,
  to: number,
): Series[] {
  const ranked = channels.flatMap(({ number, channel: spec }) => {
    const rank = spec.kind === 'numeric' ? rankOf(input, spec) : null
    return spec.kind !== 'numeric' || rank === null ? [] : [{ number, spec, rank }]
  })
  ranked.sort((a, b) => a.rank - b.rank || monitorFirst(a.spec, b.spec))
  return ranked.map(({ number, spec }) => {
    const all = reader.numerics(number, from, to)
    const isEpisodic = spec.timing === 'episodic'
    const rows = isEpisodic ? readingsOf(all) : all
    const currentForMs = isEpisodic ? Number.POSITIVE_INFINITY : timingOf(all).ageLimitMs
    return { spec, rows, currentForMs }
  })
}

/** Reads once what scores of a stretch need. In: the channels of the bed. */
export function scoreRecord(
  reader: NumericsReader,
  channels: readonly NewChannel[],
  entries: readonly EntryView[],
  fromUtcMs: number,
  toUtcMs: number,
): ScoreRecord {
  const of = (input: MeasuredInput) => seriesOf(reader, channels, input, fromUtcMs, toUtcMs)
  return {
    series: {
      respiration: of('respiration'),
      spo2: of('spo2'),
      systolic: of('systolic'),
      diastolic: of('diastolic'),
      pulse: of('pulse'),
      temperature: of('temperature'),
    },
    entries: entries.filter(({ state }) => state === 'valid'),
  }
}

/** Index behind the last row measured up to a moment. */
function endOf(rows: readonly StoredNumeric[], atUtcMs: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.measuredUtcMs ?? 0) <= atUtcMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The newest reading, or the median of the last five minutes of a stream; null where the newest has no good number. */
function datedOf({ spec, rows, currentForMs }: Series, atUtcMs: number): Dated<number> | null {
  const end = endOf(rows, atUtcMs)
  const newest = rows[end - 1]
  if (newest === undefined || !mayScore(newest)) return null
  const measuredAtMs = newest.measuredUtcMs
  if (spec.timing === 'episodic') return { value: newest.value, measuredAtMs, currentForMs }
  const values: number[] = []
  for (let index = end - 1; index >= 0; index--) {
    const row = rows[index]
    if (row === undefined || row.measuredUtcMs <= atUtcMs - MEDIAN_MS) break
    if (mayScore(row) && row.value !== null) values.push(row.value)
  }
  return { value: medianOf(values), measuredAtMs, currentForMs }
}

function measuredAt(series: readonly Series[], atUtcMs: number): Dated<number> | null {
  return firstCurrent(
    series.flatMap((one) => datedOf(one, atUtcMs) ?? []),
    atUtcMs,
  )
}

/** What is known of a bed at a moment, with its times. `age` in years, or null. */
export function observationsAt(
  { series, entries }: ScoreRecord,
  age: number | null,
  atUtcMs: number,
): DatedObservations {
  const entered = enteredAt(entries, atUtcMs)
  const sensor = measuredAt(series.temperature, atUtcMs)
  return {
    respiration: measuredAt(series.respiration, atUtcMs),
    spo2: measuredAt(series.spo2, atUtcMs),
    systolic: measuredAt(series.systolic, atUtcMs),
    diastolic: measuredAt(series.diastolic, atUtcMs),
    pulse: measuredAt(series.pulse, atUtcMs),
    ...entered,
    temperature: isNewer(entered.temperature, sensor) ? entered.temperature : sensor,
    age: age === null ? null : { value: age, measuredAtMs: atUtcMs, currentForMs: Number.POSITIVE_INFINITY },
  }
}
