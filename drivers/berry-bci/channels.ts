import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { HIGHEST, RATE_HZ } from './codes.ts'

const PLETH_ID = 'MDC_PULS_OXIM_PLETH'

function numeric(id: string, label: string, unit: string, vendor: string): NumericChannel {
  return numericOfTerm({ id, source: 'spo2', vendor, label: termById(id)?.label ?? label, unit })
}

export const saturation = numeric('MDC_PULS_OXIM_SAT_O2', 'SpO2', '%', 'SpO2')
export const pulseRate = numeric('MDC_PULS_OXIM_PULS_RATE', 'PR', '/min', 'pulse rate')
/** Signal strength as the device counts it. */
export const strength = numeric(
  'X_BERRY_BCI_SIGNAL_STRENGTH',
  'Signal',
  '1',
  `signal strength 0-${HIGHEST.strength}`,
)

export const pleth: WaveChannel = {
  kind: 'wave',
  key: PLETH_ID,
  id: PLETH_ID,
  code: termById(PLETH_ID)?.code ?? null,
  source: 'spo2',
  vendor: 'pleth',
  label: termById(PLETH_ID)?.label ?? 'Pleth',
  unit: '1',
  timing: 'continuous',
  rateHz: RATE_HZ,
  gain: 1,
  offset: 0,
  width: 16,
  lowest: 0,
  highest: HIGHEST.pleth,
}

/** Every channel the oximeter can send. */
export const channels = [saturation, pulseRate, strength, pleth] as const
