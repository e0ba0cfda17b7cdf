import type { NumericChannel, WaveChannel } from '../../drivers/model/channel.ts'
import { createPatient } from '../../drivers/physiology/patient.ts'
import { storedEvent } from '../../electron/engine/alarms/log.ts'
import type { AlarmEvent, AlarmFacts } from '../../electron/engine/alarms/types.ts'
import { openStoreWriter } from '../../electron/engine/store/open/open.ts'
import type { StoredAlarmEvent } from '../../electron/engine/store/tables/alarm-events.ts'
import {
  ACTOR,
  announced,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  RATE_HZ,
  secondOf,
  waveChannel,
} from '../../electron/engine/store/testing/samples.ts'
import type { StoredNumeric } from '../../electron/engine/store/types.ts'
import type { SqliteStoreWriter } from '../../electron/engine/store/write/writer.ts'

const S = 1_000
const MINUTE_MS = 60 * S
const HOUR_MS = 60 * MINUTE_MS
const LENGTH_MS = 8 * HOUR_MS
/** Numbers come this often. */
const EVERY_MS = 10 * S
/** A cable that was out. */
const GAP = { fromMs: 5 * HOUR_MS, toMs: 5 * HOUR_MS + 12 * MINUTE_MS }
/** Red: the saturation falls to 78. */
const FALL = { fromMs: 7 * HOUR_MS, toMs: 7 * HOUR_MS + 4 * MINUTE_MS, to: 78 }
const WAVE_S = 20

/** What is put into the record; words that people write are in the language of their ward. */
export interface ShiftTexts {
  readonly label: string
  readonly reason: string
  readonly forNext: string
  readonly note: string
  /** An alarm as the bedside monitor words it. */
  readonly bedside: string
}

interface Kind {
  readonly channel: NumericChannel
  readonly at: (ms: number) => number
}

function number(id: string, label: string, unit: string, decimals = 0): NumericChannel {
  return { ...numericChannel(id), id, label, unit, decimals }
}

/** Slowly up and down, so that a line of a chart has a shape. */
function swing(ms: number, middle: number, by: number): number {
  return Math.round(middle + by * Math.sin(ms / (23 * MINUTE_MS)))
}

const isFall = (ms: number) => ms >= FALL.fromMs && ms < FALL.toMs

const KINDS: readonly Kind[] = [
  { channel: number('MDC_ECG_HEART_RATE', 'HR', '/min'), at: (ms) => swing(ms, 104, 9) },
  {
    channel: number('MDC_PULS_OXIM_SAT_O2', 'SpO2', '%'),
    at: (ms) => (isFall(ms) ? FALL.to : swing(ms, 95, 2)),
  },
  { channel: number('MDC_RESP_RATE', 'RR', '/min'), at: (ms) => swing(ms, 22, 4) },
  { channel: number('MDC_TEMP', 'T1', 'Cel', 1), at: (ms) => swing(ms, 372, 3) / 10 },
  { channel: number('MDC_PRESS_BLD_ART_ABP_SYS', 'ART sys', 'mm[Hg]'), at: (ms) => swing(ms, 138, 14) },
  { channel: number('MDC_PRESS_BLD_ART_ABP_DIA', 'ART dia', 'mm[Hg]'), at: (ms) => swing(ms, 80, 6) },
  { channel: number('MDC_PRESS_BLD_ART_ABP_MEAN', 'ART mean', 'mm[Hg]'), at: (ms) => swing(ms, 99, 8) },
]

const WAVES: readonly WaveChannel[] = [
  { ...waveChannel('ii'), id: 'MDC_ECG_ELEC_POTL_II', label: 'II', gain: 0.0025, lowest: -1, highest: 2 },
  {
    ...waveChannel('pleth'),
    id: 'MDC_PULS_OXIM_PLETH',
    label: 'Pleth',
    unit: '%',
    gain: 0.01,
    lowest: 0,
    highest: 4,
  },
]

function numericsFrom(fromUtcMs: number): StoredNumeric[] {
  const rows: StoredNumeric[] = []
  for (let ms = 0; ms < LENGTH_MS; ms += EVERY_MS) {
    if (ms >= GAP.fromMs && ms < GAP.toMs) continue
    for (const [index, { at }] of KINDS.entries())
      rows.push(numericAt(WAVES.length + index + 1, fromUtcMs + ms, at(ms)))
  }
  return rows
}

function alarmsFrom(bed: string, fromUtcMs: number): StoredAlarmEvent[] {
  const rows: StoredAlarmEvent[] = []
  const add = (ms: number, event: AlarmEvent, about: { occurrence: number; facts: AlarmFacts } | null) =>
    rows.push(storedEvent(bed, rows.length, fromUtcMs + ms, { event, about }))
  add(0, { type: 'ageClass', before: null, after: 'adult', atMs: 0, actor: null }, null)
  const alarm = (fromMs: number, toMs: number, text: string, priority: AlarmFacts['priority']) => {
    const occurrence = rows.length
    const condition = `limit:${occurrence}`
    const shared = { source: 'vigil', kind: 'physiological', cause: 'oxygen', limit: null } as const
    const facts: AlarmFacts = { ...shared, priority, text }
    const about = { occurrence, facts }
    add(
      fromMs,
      { type: 'raised', condition, facts, waitedMs: 0, deviceMs: null, atMs: 0, actor: null },
      about,
    )
    add(toMs, { type: 'ended', condition, why: 'over', as: 'missed', atMs: 0, actor: null }, about)
  }
  alarm(2 * HOUR_MS, 2 * HOUR_MS + 19 * S, 'RR 31 > 30', 'medium')
  alarm(FALL.fromMs + 10 * S, FALL.toMs, 'SpO2 78 < 90', 'high')
  return rows
}

/** Waves round the red alarm, and the last ones. */
function recordWaves(writer: SqliteStoreWriter, fromUtcMs: number): void {
  const patient = createPatient({ scenario: 'stable', seed: 1 })
  const kinds = [
    (second: number) => patient.ecgMillivolt('II', second),
    (second: number) => patient.plethPercent(second),
  ]
  for (const startMs of [FALL.fromMs, LENGTH_MS - WAVE_S * S]) {
    for (let second = 0; second < WAVE_S; second++) {
      const atUtcMs = fromUtcMs + startMs + second * S
      const waves = WAVES.map(({ gain }, index) => {
        const samples = Array.from({ length: RATE_HZ }, (_, sample) =>
          Math.round((kinds[index]?.(second + sample / RATE_HZ) ?? 0) / gain),
        )
        return pieceAt(index + 1, atUtcMs, samples)
      })
      writer.record(secondOf({ fromUtcMs: atUtcMs, toUtcMs: atUtcMs + S, waves }))
    }
  }
}

function recordWords(writer: SqliteStoreWriter, bed: string, fromUtcMs: number, texts: ShiftTexts): void {
  const note = (id: string, kind: 'reason' | 'handover' | 'note', ms: number, text: string) => {
    const atUtcMs = fromUtcMs + ms
    writer.saveNote({ id, bed, kind, atUtcMs, writtenUtcMs: atUtcMs, author: 'AB', text })
  }
  note('reason-1', 'reason', HOUR_MS, texts.reason)
  note('note-1', 'note', 3 * HOUR_MS, texts.note)
  note('next-1', 'handover', LENGTH_MS - MINUTE_MS, texts.forNext)
  for (const [id, kind, value, unit] of [
    ['entry-1', 'consciousness', 'A', ''],
    ['entry-2', 'oxygen', 2, 'L/min'],
  ] as const) {
    const atUtcMs = fromUtcMs + LENGTH_MS - 20 * MINUTE_MS
    const entry = { id, bed, kind, value, unit, atUtcMs, writtenUtcMs: atUtcMs, author: 'AB' }
    writer.takeStep(
      {
        kind: 'entry',
        entry: { ...entry, corrects: null, isWithdrawal: false },
        audit: { action: 'entry.add', object: bed, before: null, after: null },
      },
      { actor: ACTOR, atUtcMs },
    )
  }
}

/**
 * Writes a made-up shift of eight hours of one bed, marked SIMULATED, that ends at `toUtcMs`, into an empty data folder: seven numbers, two waves
 * round its red alarm and at its end, a gap, alarms of Vigil and of the bedside, and what people wrote. Out: when it began.
 */
export function storeShift(dataDir: string, bed: string, toUtcMs: number, texts: ShiftTexts): number {
  const fromUtcMs = toUtcMs - LENGTH_MS
  const { writer } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: fromUtcMs })
  const channels = [...WAVES, ...KINDS.map(({ channel }) => channel)].map((channel, index) =>
    announced(index + 1, channel, bed),
  )
  writer.saveBed({ bed, label: texts.label, driver: 'ge-s5', link: 'sim:stable?seed=1', options: '{}' })
  writer.bind(bed, { id: '4711482', authority: 'HOSP' }, fromUtcMs)
  const alerts = (['start', 'end'] as const).map((phase) => {
    const atUtcMs = fromUtcMs + 4 * HOUR_MS + (phase === 'end' ? 48 * S : 0)
    return { bed, atUtcMs, phase, priority: 'low', kind: 'technical', text: texts.bedside } as const
  })
  const gap = {
    ...({ bed, channel: null, cause: 'unplugged', evidence: '/dev/ttyUSB0' } as const),
    ...{ fromUtcMs: fromUtcMs + GAP.fromMs, toUtcMs: fromUtcMs + GAP.toMs },
  }
  writer.record(
    secondOf({
      ...{ fromUtcMs, toUtcMs, channels, alerts, gaps: [gap] },
      ...{ numerics: numericsFrom(fromUtcMs), alarmEvents: alarmsFrom(bed, fromUtcMs) },
    }),
  )
  recordWaves(writer, fromUtcMs)
  recordWords(writer, bed, fromUtcMs, texts)
  writer.close()
  return fromUtcMs
}
