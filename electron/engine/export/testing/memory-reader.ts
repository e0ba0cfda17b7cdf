import type { NumericChannel, WaveChannel } from '../../../../drivers/model/channel.ts'
import type { AgeClass } from '../../../ipc/alarms.ts'
import type { StayMoveView } from '../../../ipc/patient.ts'
import { storedEvent } from '../../alarms/log.ts'
import { correctedNumerics } from '../../store/read/corrected.ts'
import type { StoredAlarmEvent } from '../../store/tables/alarm-events.ts'
import type { EntryRow } from '../../store/tables/entries.ts'
import type { HandoverRow } from '../../store/tables/handovers.ts'
import type { NoteRow } from '../../store/tables/notes.ts'
import type {
  BedRow,
  BindingRow,
  DeliveryRow,
  NewChannel,
  StoredAlert,
  StoredClock,
  StoredGap,
  StoredNumeric,
  StoredWave,
  StoreReader,
} from '../../store/types.ts'

/** What a store holds, as plain lists: for tests of everything that only reads. */
export interface MemoryRecord {
  readonly beds?: readonly BedRow[]
  readonly channels?: readonly NewChannel[]
  readonly numerics?: readonly StoredNumeric[]
  readonly waves?: readonly StoredWave[]
  readonly alerts?: readonly StoredAlert[]
  readonly gaps?: readonly StoredGap[]
  readonly clocks?: readonly StoredClock[]
  readonly bindings?: readonly BindingRow[]
  readonly stayMoves?: readonly StayMoveView[]
  readonly handovers?: readonly HandoverRow[]
  readonly entries?: readonly EntryRow[]
  readonly deliveries?: readonly DeliveryRow[]
  readonly notes?: readonly NoteRow[]
  /** From the first event of a bed on. */
  readonly alarmEvents?: readonly StoredAlarmEvent[]
}

/** A StoreReader over lists, as the store answers: numbers by when they were measured, gaps by overlap, in time order. */
export function memoryReader(record: MemoryRecord): StoreReader {
  const channels = record.channels ?? []
  const within = <T extends { atUtcMs: number }>(rows: readonly T[] | undefined, from: number, to: number) =>
    (rows ?? [])
      .filter((row) => row.atUtcMs >= from && row.atUtcMs < to)
      .sort((a, b) => a.atUtcMs - b.atUtcMs)
  const reader: StoreReader = {
    kind: 'reader',
    beds: () => record.beds ?? [],
    channels: (bed) => channels.filter((one) => bed === undefined || one.bed === bed),
    numerics: (channel, from, to) =>
      (record.numerics ?? [])
        .filter((row) => row.channel === channel && row.measuredUtcMs >= from && row.measuredUtcMs < to)
        .sort((a, b) => a.measuredUtcMs - b.measuredUtcMs),
    correctedNumerics: (channel, from, to) => correctedNumerics(reader, channel, from, to),
    waves: (channel, from, to) =>
      (record.waves ?? []).flatMap((wave) => {
        if (wave.channel !== channel) return []
        const cut = cutWave(wave, rateOf(channels, channel), from, to)
        return cut === null ? [] : [cut]
      }),
    trend: () => notKept('trends'),
    timeInRange: () => notKept('time in range'),
    percentiles: () => notKept('percentiles'),
    alerts: (bed, from, to) =>
      within(
        record.alerts?.filter((row) => row.bed === bed),
        from,
        to,
      ),
    alarmLog: (bed, before = Number.POSITIVE_INFINITY) => {
      const rows = (record.alarmEvents ?? []).filter((row) => row.bed === bed && row.atUtcMs < before)
      return rows.slice(
        Math.max(
          0,
          rows.findLastIndex(({ type }) => type === 'snapshot'),
        ),
      )
    },
    alarmEvents: (bed, from, to) =>
      within(
        record.alarmEvents?.filter((row) => row.bed === bed),
        from,
        to,
      ),
    gaps: (bed, from, to) =>
      (record.gaps ?? []).filter((gap) => gap.bed === bed && gap.toUtcMs > from && gap.fromUtcMs < to),
    clocks: (bed, from, to) =>
      within(
        record.clocks?.filter((row) => row.bed === bed),
        from,
        to,
      ),
    bindings: (bed) => (record.bindings ?? []).filter((row) => row.bed === bed),
    stayMoves: () => record.stayMoves ?? [],
    lastTemporary: () => 0,
    standbys: () => [],
    stayReason: (bed, before) => {
      const reasons = (record.notes ?? []).filter((row) => row.bed === bed && row.kind === 'reason')
      return reasons.findLast(({ atUtcMs }) => atUtcMs < before) ?? null
    },
    remote: () => [],
    handovers: () => record.handovers ?? [],
    handover: (id) => (record.handovers ?? []).find((row) => row.id === id) ?? null,
    entries: (bed, fromUtcMs, toUtcMs) =>
      (record.entries ?? []).filter(
        (row) => row.bed === bed && row.atUtcMs >= fromUtcMs && row.atUtcMs < toUtcMs,
      ),
    occupantEntries: (bed) => (record.entries ?? []).filter((row) => row.bed === bed),
    auditRows: () => [],
    deliveries: () => record.deliveries ?? [],
    outboxRows: () => [],
    outboxMessage: () => null,
    admissions: () => [],
    outboxUntil: () => [],
    outboxPauses: () => [],
    comparisons: () => [],
    notes: (bed, from, to) =>
      within(
        record.notes?.filter((row) => row.bed === bed),
        from,
        to,
      ),
    backups: () => [],
    holds: () => [],
    erasures: () => [],
    keptDays: () => ({ waves: null, numerics: null, alerts: null }),
    span: (bed) => {
      const numbers = new Set(
        channels.filter((one) => bed === undefined || one.bed === bed).map((one) => one.number),
      )
      const times = (record.numerics ?? [])
        .filter((row) => numbers.has(row.channel))
        .map((row) => row.atUtcMs)
      return times.length === 0 ? null : { fromUtcMs: Math.min(...times), toUtcMs: Math.max(...times) }
    },
    close: () => undefined,
  }
  return reader
}

function notKept(what: string): never {
  throw new TypeError(`"memoryReader" answers no ${what}: use a store in a folder`)
}

/** A numeric channel for tests: heart rate unless told otherwise. */
export function numericSpec(over: Partial<NumericChannel> = {}): NumericChannel {
  const base: NumericChannel = {
    kind: 'numeric',
    key: 'MDC_ECG_HEART_RATE',
    id: 'MDC_ECG_HEART_RATE',
    code: 147842,
    source: 'ecg',
    vendor: 'basic.ecg.hr',
    label: 'HR',
    unit: '/min',
    timing: 'continuous',
    decimals: 0,
  }
  return { ...base, ...over }
}

/** A wave channel for tests: pleth at 100 Hz unless told otherwise. */
export function waveSpec(over: Partial<WaveChannel> = {}): WaveChannel {
  const base: WaveChannel = {
    kind: 'wave',
    key: 'MDC_PULS_OXIM_PLETH',
    id: 'MDC_PULS_OXIM_PLETH',
    code: 150452,
    source: 'spo2',
    vendor: 'pleth',
    label: 'Pleth',
    unit: '%',
    timing: 'continuous',
    rateHz: 100,
    gain: 0.01,
    offset: 0,
    width: 16,
    lowest: -10,
    highest: 10,
  }
  return { ...base, ...over }
}

/** A stored number of channel 1 for tests. */
export function numericRow(
  atUtcMs: number,
  value: number | null,
  over: Partial<StoredNumeric> = {},
): StoredNumeric {
  const validity = value === null ? 'invalid' : 'good'
  return { channel: 1, atUtcMs, measuredUtcMs: atUtcMs, deviceMs: null, value, validity, ...over }
}

/** Somebody chose an age class for a bed. */
export function ageClassRow(atUtcMs: number, after: AgeClass = 'adult', number = 0): StoredAlarmEvent {
  const event = { type: 'ageClass', before: null, after, atMs: 0, actor: null } as const
  return storedEvent('b1', number, atUtcMs, { event, about: null })
}

/** Begin of the shift of `oneReading`. */
export const SHIFT_FROM_UTC_MS = Date.UTC(2026, 5, 16, 7)

/** A record with one heart rate of a bed, simulated or not. */
export function oneReading(simulated = true): StoreReader {
  return memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated, channel: numericSpec() }],
    numerics: [numericRow(SHIFT_FROM_UTC_MS, 72)],
    bindings: [
      {
        bed: 'b1',
        patient: { id: 'SIM-b1', authority: 'VIGIL' },
        fromUtcMs: SHIFT_FROM_UTC_MS,
        toUtcMs: null,
      },
    ],
  })
}

/** What a summary of `oneReading` is asked with. */
export const ONE_READING_REQUEST = {
  bed: 'b1',
  fromUtcMs: SHIFT_FROM_UTC_MS,
  toUtcMs: SHIFT_FROM_UTC_MS + 2000,
  station: 'ward-3',
  madeUtcMs: SHIFT_FROM_UTC_MS + 2000,
  madeBy: 'AB',
}

function rateOf(channels: readonly NewChannel[], number: number): number {
  const spec = channels.find((one) => one.number === number)?.channel
  return spec?.kind === 'wave' ? spec.rateHz : 1
}

function cutWave(wave: StoredWave, rateHz: number, from: number, to: number): StoredWave | null {
  const timeOf = (index: number): number => wave.startUtcMs + (index * 1000) / rateHz
  let first = 0
  while (first < wave.samples.length && timeOf(first) < from) first++
  let end = first
  while (end < wave.samples.length && timeOf(end) < to) end++
  if (end === first) return null
  const missing = wave.missing.flatMap((run) => {
    const start = Math.max(run.start, first)
    const length = Math.min(run.start + run.length, end) - start
    return length > 0 ? [{ start: start - first, length }] : []
  })
  const samples = wave.samples.slice(first, end)
  const marks = wave.marks.flatMap(({ at, kind }) =>
    at >= first && at < end ? [{ at: at - first, kind }] : [],
  )
  return { ...wave, startUtcMs: timeOf(first), samples, missing, marks }
}
