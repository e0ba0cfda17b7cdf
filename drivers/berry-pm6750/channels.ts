import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm, type TermNumeric } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { LEADS, WAVE } from './codes.ts'

function numeric(row: TermNumeric): NumericChannel {
  return numericOfTerm({ decimals: 0, ...row })
}

interface WaveRow {
  readonly id: string
  readonly source: string
  readonly vendor: string
  readonly label: string
  readonly rateHz: number
  readonly baseline: number
  readonly highest: number
}

function wave(row: WaveRow): WaveChannel {
  return {
    kind: 'wave',
    key: row.id,
    id: row.id,
    code: termById(row.id)?.code ?? null,
    source: row.source,
    vendor: row.vendor,
    label: row.label,
    unit: '1',
    timing: 'continuous',
    rateHz: row.rateHz,
    gain: 1,
    offset: -row.baseline,
    width: 16,
    lowest: -row.baseline,
    highest: row.highest - row.baseline,
  }
}

export const heartRate = numeric({
  id: 'MDC_ECG_HEART_RATE',
  source: 'ecg',
  vendor: 'HR',
  label: 'HR',
  unit: '/min',
})
/** The document does not say from what it is derived. */
export const respirationRate = numeric({
  id: 'MDC_RESP_RATE',
  source: 'resp',
  vendor: 'RR',
  label: 'RR',
  unit: '/min',
})
/** The lead is not said, so it is no ST of a lead. */
export const st = numeric({
  id: 'X_BERRY_PM6750_ST',
  source: 'ecg',
  vendor: 'ST',
  label: 'ST',
  unit: 'mV',
  decimals: 2,
})
export const arrhythmia = numeric({
  id: 'X_BERRY_PM6750_ARRHYTHMIA',
  source: 'ecg',
  vendor: 'arrhythmia code',
  label: 'Arrhythmia code',
  unit: '1',
})
export const saturation = numeric({
  id: 'MDC_PULS_OXIM_SAT_O2',
  source: 'spo2',
  vendor: 'SpO2',
  label: 'SpO2',
  unit: '%',
})
export const pulseRate = numeric({
  id: 'MDC_PULS_OXIM_PULS_RATE',
  source: 'spo2',
  vendor: 'PR',
  label: 'PR',
  unit: '/min',
})

const cuffRow = { source: 'nibp', unit: 'mm[Hg]' } as const
export const nibp = {
  systolic: numeric({
    ...cuffRow,
    id: 'MDC_PRESS_BLD_NONINV_SYS',
    vendor: 'SYS',
    label: 'NIBP sys',
    timing: 'episodic',
  }),
  mean: numeric({
    ...cuffRow,
    id: 'MDC_PRESS_BLD_NONINV_MEAN',
    vendor: 'MEAN',
    label: 'NIBP mean',
    timing: 'episodic',
  }),
  diastolic: numeric({
    ...cuffRow,
    id: 'MDC_PRESS_BLD_NONINV_DIA',
    vendor: 'DIA',
    label: 'NIBP dia',
    timing: 'episodic',
  }),
} as const
export const cuff = numeric({
  ...cuffRow,
  id: 'X_BERRY_PM6750_CUFF',
  vendor: 'cuff pressure',
  label: 'Cuff',
})

const temperatureRow = { id: 'MDC_TEMP', unit: 'Cel', decimals: 1, isOneOfMany: true } as const
export const temperatures = [
  numeric({ ...temperatureRow, source: 't1', vendor: 'T1', label: 'T1' }),
  numeric({ ...temperatureRow, source: 't2', vendor: 'T2', label: 'T2' }),
] as const

const ecgRow = { source: 'ecg', rateHz: WAVE.ecgHz, baseline: WAVE.baseline, highest: WAVE.highest } as const
/** Own ids: the board does not say how many counts are a millivolt, so this is no potential. */
export const ecgWaves: readonly WaveChannel[] = LEADS.map((lead) =>
  wave({ ...ecgRow, id: `X_BERRY_PM6750_ECG_${lead.toUpperCase()}`, vendor: `ECG ${lead}`, label: lead }),
)
export const oneLeadWave = wave({
  ...ecgRow,
  id: 'X_BERRY_PM6750_ECG',
  vendor: 'ECG, one lead',
  label: 'ECG',
})
export const plethWave = wave({
  id: 'MDC_PULS_OXIM_PLETH',
  source: 'spo2',
  vendor: 'SpO2 wave',
  label: 'Pleth',
  rateHz: WAVE.slowHz,
  baseline: 0,
  highest: WAVE.plethHighest,
})
export const respirationWave = wave({
  id: 'MDC_IMPED_TTHOR',
  source: 'resp',
  vendor: 'respiration wave',
  label: 'Resp',
  rateHz: WAVE.slowHz,
  baseline: WAVE.baseline,
  highest: WAVE.highest,
})

/** Every channel the board can send. */
export const channels = [
  heartRate,
  respirationRate,
  st,
  arrhythmia,
  saturation,
  pulseRate,
  nibp.systolic,
  nibp.mean,
  nibp.diastolic,
  cuff,
  ...temperatures,
  ...ecgWaves,
  oneLeadWave,
  plethWave,
  respirationWave,
]
