import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { HIGHEST, PLETH, RATE_HZ } from './codes.ts'

function numeric(id: string, label: string, unit: string, vendor: string): NumericChannel {
  return numericOfTerm({ id, source: 'spo2', vendor, label: termById(id)?.label ?? label, unit })
}

function pleth(key: string, source: string, rateHz: number): WaveChannel {
  const id = 'MDC_PULS_OXIM_PLETH'
  const term = termById(id)
  return {
    kind: 'wave',
    key,
    id,
    code: term?.code ?? null,
    source,
    vendor: 'pulse waveform',
    label: term?.label ?? 'Pleth',
    unit: '1',
    timing: 'continuous',
    rateHz,
    gain: 1,
    offset: 0,
    width: 16,
    lowest: 0,
    highest: PLETH.highest,
  }
}

export const saturation = numeric('MDC_PULS_OXIM_SAT_O2', 'SpO2', '%', 'SpO2')
export const pulseRate = numeric('MDC_PULS_OXIM_PULS_RATE', 'PR', '/min', 'pulse rate')
export const perfusion = numeric('MDC_PULS_OXIM_PERF_REL', 'PI', '%', 'PI')
/** Signal strength as the device counts it, 0 to 8; the HID stream has none that is documented. */
export const strength = numeric(
  'X_CONTEC_CMS50_SIGNAL_STRENGTH',
  'Signal',
  '1',
  `signal strength 0-${HIGHEST.strength}`,
)
export const serialPleth = pleth('MDC_PULS_OXIM_PLETH', 'spo2', RATE_HZ.serial)
export const hidPleth = pleth('MDC_PULS_OXIM_PLETH@hid', 'hid', RATE_HZ.hid)

/** Every channel the family can send. */
export const channels = [saturation, pulseRate, perfusion, strength, serialPleth, hidPleth] as const
