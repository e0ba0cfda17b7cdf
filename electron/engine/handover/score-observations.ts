import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { Dated, DatedObservations } from '../analytics/scores/observations.ts'
import type { Consciousness } from '../analytics/scores/scores.ts'
import { readingsOf, timingOf } from '../export/measured.ts'
import { medianOf } from '../export/statistics.ts'
import type { NewChannel, StoredNumeric, StoreReader } from '../store/types.ts'

/** A continuous number enters as the median of this long (CLINICAL 3.1: one artefact must not move a score). */
const MEDIAN_MS = 5 * 60_000
/** Above this share of oxygen it is more than air. */
const AIR_PERCENT = 21
const FREEZING_FAHRENHEIT = 32
const FAHRENHEIT_A_CELSIUS = 1.8

/** An input of the monitor: the terms that mean it, best first, and its unit; another unit is never converted. */
interface Source {
  readonly unit: string
  readonly ids: readonly RegExp[]
}

const SOURCES = {
  respiration: { unit: '/min', ids: [/^MDC_(\w+_)?RESP_RATE$/] },
  spo2: { unit: '%', ids: [/^MDC_PULS_OXIM_SAT_O2$/] },
  systolic: {
    unit: 'mm[Hg]',
    ids: [/^MDC_PRESS_BLD_(ART|ART_ABP|AORT)_SYS$/, /^MDC_PRESS_(BLD_NONINV|CUFF)_SYS$/],
  },
  pulse: {
    unit: '/min',
    ids: [
      /^MDC_ECG_(HEART_RATE|CARD_BEAT_RATE)$/,
      /^MDC_(PULS_OXIM|PLETH)_PULS_RATE$/,
      /^MDC_(BLD_)?PULS_RATE\w*$/,
    ],
  },
  temperature: { unit: 'Cel', ids: [/^MDC_TEMP/] },
} as const satisfies Readonly<Record<string, Source>>
type Measured = keyof typeof SOURCES

/** The rows of one channel that may enter a score, in order of measurement. */
interface Series {
  readonly spec: NumericChannel
  readonly rows: readonly StoredNumeric[]
  /** How long a value is current; the table of ages bounds it. */
  readonly currentForMs: number
}

/** Everything that a score of a bed may read of a stretch of time. */
export interface ScoreRecord {
  readonly series: Readonly<Record<Measured, readonly Series[]>>
  readonly entries: readonly EntryView[]
}

/** Questionable numbers are no input: the monitor itself doubts them. */
function mayScore({ value, validity }: StoredNumeric): boolean {
  return value !== null && (validity === 'good' || validity === 'demo')
}

function seriesOf(
  reader: StoreReader,
  channels: readonly NewChannel[],
  source: Source,
  from: number,
  to: number,
) {
  return source.ids.flatMap((pattern) =>
    channels.flatMap(({ number, channel: spec }): Series[] => {
      if (spec.kind !== 'numeric' || spec.unit !== source.unit || !pattern.test(spec.id)) return []
      const all = reader.numerics(number, from, to)
      const isEpisodic = spec.timing === 'episodic'
      const rows = isEpisodic ? readingsOf(all) : all
      const currentForMs = isEpisodic ? Number.POSITIVE_INFINITY : timingOf(all).ageLimitMs
      return [{ spec, rows, currentForMs }]
    }),
  )
}

/** Reads once what scores of a stretch need. In: the channels of the bed. */
export function scoreRecord(
  reader: StoreReader,
  channels: readonly NewChannel[],
  entries: readonly EntryView[],
  fromUtcMs: number,
  toUtcMs: number,
): ScoreRecord {
  const of = (name: Measured) => seriesOf(reader, channels, SOURCES[name], fromUtcMs, toUtcMs)
  return {
    series: {
      respiration: of('respiration'),
      spo2: of('spo2'),
      systolic: of('systolic'),
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

/** Of several sources the first that is current; else the newest there is, so that its age can be told. */
function measuredAt(series: readonly Series[], atUtcMs: number): Dated<number> | null {
  const all = series.flatMap((one) => datedOf(one, atUtcMs) ?? [])
  const current = all.find(({ measuredAtMs, currentForMs }) => atUtcMs - measuredAtMs <= currentForMs)
  return current ?? all.sort((a, b) => b.measuredAtMs - a.measuredAtMs)[0] ?? null
}

function lastEntry(
  entries: readonly EntryView[],
  kind: EntryView['kind'],
  atUtcMs: number,
): EntryView | null {
  const before = entries.filter((entry) => entry.kind === kind && entry.atUtcMs <= atUtcMs)
  return before.sort((a, b) => b.atUtcMs - a.atUtcMs)[0] ?? null
}

function enteredAs<T>(entry: EntryView | null, value: (entry: EntryView) => T): Dated<T> | null {
  if (entry === null) return null
  return { value: value(entry), measuredAtMs: entry.atUtcMs, currentForMs: Number.POSITIVE_INFINITY }
}

function celsius({ value, unit }: EntryView): number {
  return unit === 'Cel' ? Number(value) : (Number(value) - FREEZING_FAHRENHEIT) / FAHRENHEIT_A_CELSIUS
}

/** What is known of a bed at a moment, with its times. `age` in years, or null. */
export function observationsAt(
  { series, entries }: ScoreRecord,
  age: number | null,
  atUtcMs: number,
): DatedObservations {
  const entered = (kind: EntryView['kind']) => lastEntry(entries, kind, atUtcMs)
  const sensor = measuredAt(series.temperature, atUtcMs)
  const typed = enteredAs(entered('temperature'), celsius)
  const isTypedNewer = typed !== null && (sensor === null || typed.measuredAtMs > sensor.measuredAtMs)
  return {
    respiration: measuredAt(series.respiration, atUtcMs),
    spo2: measuredAt(series.spo2, atUtcMs),
    systolic: measuredAt(series.systolic, atUtcMs),
    diastolic: null,
    pulse: measuredAt(series.pulse, atUtcMs),
    temperature: isTypedNewer ? typed : sensor,
    consciousness: enteredAs(entered('consciousness'), ({ value }) => value as Consciousness),
    isOnOxygen: enteredAs(
      entered('oxygen'),
      ({ value, unit }) => Number(value) > (unit === '%' ? AIR_PERCENT : 0),
    ),
    age: age === null ? null : { value: age, measuredAtMs: atUtcMs, currentForMs: Number.POSITIVE_INFINITY },
    fio2: null,
    oxygenFlow: null,
    capillaryRefill: null,
    effort: null,
  }
}
