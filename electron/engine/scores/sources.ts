import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { Dated } from '../analytics/scores/observations.ts'

/** A continuous number enters as the median of this long (CLINICAL 3.1: one artefact must not move a score). */
export const MEDIAN_MS = 5 * 60_000

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
  diastolic: {
    unit: 'mm[Hg]',
    ids: [/^MDC_PRESS_BLD_(ART|ART_ABP|AORT)_DIA$/, /^MDC_PRESS_(BLD_NONINV|CUFF)_DIA$/],
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

/** An input that a monitor measures. */
export type MeasuredInput = keyof typeof SOURCES

/** All of them. */
export const MEASURED_INPUTS: readonly MeasuredInput[] = [
  'respiration',
  'spo2',
  'systolic',
  'diastolic',
  'pulse',
  'temperature',
]

/** How good a channel is as the source of an input, 0 best; null: it is none. */
export function rankOf(input: MeasuredInput, { id, unit }: NumericChannel): number | null {
  const source: Source = SOURCES[input]
  if (unit !== source.unit) return null
  const rank = source.ids.findIndex((pattern) => pattern.test(id))
  return rank === -1 ? null : rank
}

/** Of two sources as good as each other that of the bed's monitor goes before that of another device. */
export function monitorFirst(one: NumericChannel, other: NumericChannel): number {
  return Number(one.device !== undefined) - Number(other.device !== undefined)
}

/** Questionable numbers are no input: the monitor itself doubts them. */
export function mayScore({ value, validity }: Pick<Numeric, 'value' | 'validity'>): boolean {
  return value !== null && (validity === 'good' || validity === 'demo')
}

/** Of several sources, best first, the first that is current; else the newest there is, so that its age can be told. */
export function firstCurrent(sources: readonly Dated<number>[], atMs: number): Dated<number> | null {
  const current = sources.find(({ measuredAtMs, currentForMs }) => atMs - measuredAtMs <= currentForMs)
  return current ?? [...sources].sort((a, b) => b.measuredAtMs - a.measuredAtMs)[0] ?? null
}
