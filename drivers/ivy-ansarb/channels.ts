import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import {
  ECG_BASELINE,
  FRAME_EVERY_MS,
  HIGHEST_SAMPLE,
  LEADS,
  LINES,
  type LineRow,
  PULSE,
  type ValueRow,
  WAVES,
  type WaveName,
} from './codes.ts'

const MS_PER_SECOND = 1000
const PRESSURE_SOURCES: readonly string[] = ['p1', 'p2']

function numeric({ id, name, unit, timing }: ValueRow, source: string): NumericChannel {
  return numericOfTerm({
    id: id ?? `X_IVY_ANSARB_${name}`,
    source,
    vendor: name,
    label: name,
    unit,
    timing,
    decimals: id === null ? 1 : 0,
    isOneOfMany: PRESSURE_SOURCES.includes(source),
  })
}

/** The channels of a line's values, in their order. */
export const lineChannels: ReadonlyMap<LineRow, readonly NumericChannel[]> = new Map(
  LINES.map((row) => [row, row.values.map((value) => numeric(value, row.source))]),
)
export const pulseRate = numeric(PULSE, 'spo2')

interface WaveNaming {
  readonly key: string
  readonly id: string
  readonly wave: WaveName
  readonly label: string
  readonly unit: string
  readonly baseline: number
}

function wave({ key, id, wave: name, label, unit, baseline }: WaveNaming): WaveChannel {
  return {
    kind: 'wave',
    key,
    id,
    code: termById(id)?.code ?? null,
    source: name,
    vendor: name,
    label,
    unit,
    timing: 'continuous',
    rateHz: (WAVES[name].samples * MS_PER_SECOND) / FRAME_EVERY_MS,
    gain: 1,
    offset: 0 - baseline,
    width: 16,
    lowest: 0 - baseline,
    highest: HIGHEST_SAMPLE - baseline,
  }
}

function ecg(id: string, label: string): WaveChannel {
  return wave({ key: id, id, wave: 'ecg', label, unit: '1', baseline: ECG_BASELINE })
}

function pressure(name: 'p1' | 'p2'): WaveChannel {
  const id = 'MDC_PRESS_BLD'
  return wave({
    key: `${id}@${name}`,
    id,
    wave: name,
    label: name.toUpperCase(),
    unit: 'mm[Hg]',
    baseline: 0,
  })
}

/** The ECG by its lead as the heart rate's line names it. Own ids: how many counts are a millivolt is not known. */
export const ecgWaves: ReadonlyMap<string, WaveChannel> = new Map(
  LEADS.map((lead) => [lead, ecg(`X_IVY_ANSARB_ECG_${lead}`, lead)]),
)
export const unnamedEcg = ecg('X_IVY_ANSARB_ECG', 'ECG')

/** The other waves. Respiration is the capnogram where CO2 is fitted, and the frame does not say which. */
export const waveChannels: readonly (readonly [WaveName, WaveChannel])[] = [
  [
    'respiration',
    wave({
      key: 'X_IVY_ANSARB_RESPIRATION',
      id: 'X_IVY_ANSARB_RESPIRATION',
      wave: 'respiration',
      label: 'Resp',
      unit: '1',
      baseline: 0,
    }),
  ],
  [
    'pleth',
    wave({
      key: 'MDC_PULS_OXIM_PLETH',
      id: 'MDC_PULS_OXIM_PLETH',
      wave: 'pleth',
      label: 'Pleth',
      unit: '1',
      baseline: 0,
    }),
  ],
  ['p1', pressure('p1')],
  ['p2', pressure('p2')],
]

/** Every channel the monitor can send. */
export const channels = [
  ...[...lineChannels.values()].flat(),
  pulseRate,
  ...ecgWaves.values(),
  unnamedEcg,
  ...waveChannels.map(([, channel]) => channel),
]
