import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { V4, V5 } from './codes.ts'

type WaveRow = Pick<
  WaveChannel,
  'key' | 'id' | 'source' | 'vendor' | 'label' | 'rateHz' | 'width' | 'lowest' | 'highest'
>

function wave(row: WaveRow): WaveChannel {
  const code = termById(row.id)?.code ?? null
  return { ...row, kind: 'wave', code, unit: '1', timing: 'continuous', gain: 1, offset: 0 }
}

export const heartRate = numericOfTerm({
  id: 'MDC_ECG_HEART_RATE',
  source: 'ecg',
  vendor: 'heart rate',
  label: 'HR',
  unit: '/min',
})
export const respirationRate = numericOfTerm({
  id: 'MDC_RESP_RATE',
  source: 'resp',
  vendor: 'respiration rate',
  label: 'RR',
  unit: '/min',
})
export const saturation = numericOfTerm({
  id: 'MDC_PULS_OXIM_SAT_O2',
  source: 'spo2',
  vendor: 'SpO2',
  label: 'SpO2',
  unit: '%',
})
export const temperature = numericOfTerm({
  id: 'MDC_TEMP',
  source: 'temp',
  vendor: 'temperature',
  label: 'T',
  unit: 'Cel',
  decimals: 1,
})

/** Counts whose size nobody has said: a first scale that noise does not fill. The screen widens and moves it. */
const ECG_COUNTS = { lowest: -100, highest: 300 } as const
const RESPIRATION_COUNTS = { lowest: -100, highest: 100 } as const
const LIGHT_COUNTS = { lowest: 0, highest: 500 } as const

const ecgRow = { ...ECG_COUNTS, id: 'X_HEALTHYPI_ECG', vendor: 'ECG', label: 'ECG' } as const
const respirationRow = {
  ...RESPIRATION_COUNTS,
  id: 'MDC_IMPED_TTHOR',
  vendor: 'respiration',
  label: 'Resp',
} as const
const infraredRow = {
  ...LIGHT_COUNTS,
  id: 'MDC_PULS_OXIM_PLETH',
  vendor: 'PPG infrared',
  label: 'Pleth',
  width: 32,
} as const
const redRow = {
  ...LIGHT_COUNTS,
  id: 'X_HEALTHYPI_PPG_RED',
  vendor: 'PPG red',
  label: 'Red',
  width: 32,
} as const

/** Own id of the ECG: how many counts are a millivolt is not said, so it is no potential. */
export const v4Waves = {
  ecg: wave({ ...ecgRow, key: 'X_HEALTHYPI_ECG', source: 'ecg', rateHz: V4.hz, width: 16 }),
  respiration: wave({ ...respirationRow, key: 'MDC_IMPED_TTHOR', source: 'resp', rateHz: V4.hz, width: 16 }),
  infrared: wave({ ...infraredRow, key: 'MDC_PULS_OXIM_PLETH', source: 'spo2', rateHz: V4.hz }),
  red: wave({ ...redRow, key: 'X_HEALTHYPI_PPG_RED', source: 'spo2', rateHz: V4.hz }),
} as const

/** v5 samples at another rate and with more bits. */
export const v5Waves = {
  ecg: wave({ ...ecgRow, key: 'X_HEALTHYPI_ECG@v5', source: 'v5', rateHz: V5.hz, width: 32 }),
  respiration: wave({
    ...respirationRow,
    key: 'MDC_IMPED_TTHOR@v5',
    source: 'v5',
    vendor: 'BioZ',
    rateHz: V5.biozHz,
    width: 32,
  }),
  infrared: wave({ ...infraredRow, key: 'MDC_PULS_OXIM_PLETH@v5', source: 'v5', rateHz: V5.hz }),
  red: wave({ ...redRow, key: 'X_HEALTHYPI_PPG_RED@v5', source: 'v5', rateHz: V5.hz }),
} as const

/** One light whose colour is not said: it comes from builds that send eight samples at a time. */
export const ov3Ppg = wave({
  ...infraredRow,
  key: 'MDC_PULS_OXIM_PLETH@ov3',
  source: 'ov3',
  vendor: 'PPG',
  rateHz: V5.hz,
})

export const numbers: readonly NumericChannel[] = [heartRate, respirationRate, saturation, temperature]

/** Every channel the boards can send. */
export const channels = [...numbers, ...Object.values(v4Waves), ...Object.values(v5Waves), ov3Ppg]
