import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { DF2, DF7, FLOAT_ROWS, type FloatRow, PACKET } from './codes.ts'

type Naming = Pick<FloatRow, 'id' | 'vendor' | 'label' | 'kind'>

function numeric(row: Naming, source: string, timing: NumericChannel['timing']): NumericChannel {
  const { id, vendor, label, kind } = row
  const unit = kind === 'rate' ? '/min' : '%'
  return numericOfTerm({
    id,
    source,
    vendor,
    label,
    unit,
    timing,
    decimals: 0,
    isOneOfMany: source !== 'spo2',
  })
}

function pleth(key: string, source: string, width: 16 | 32, highest: number): WaveChannel {
  const id = 'MDC_PULS_OXIM_PLETH'
  return {
    kind: 'wave',
    key,
    id,
    code: termById(id)?.code ?? null,
    source,
    vendor: 'pleth',
    label: termById(id)?.label ?? 'Pleth',
    unit: '1',
    timing: 'continuous',
    rateHz: PACKET.rateHz,
    gain: 1,
    offset: 0,
    width,
    lowest: 0,
    highest,
  }
}

/** A number of a packet with its channel. */
export interface FloatPlan {
  readonly row: FloatRow
  readonly channel: NumericChannel
}

export const floatPlans: readonly FloatPlan[] = FLOAT_ROWS.map((row) => ({
  row,
  channel: numeric(row, 'spo2', 'continuous'),
}))

const rateName: Naming = { id: 'MDC_PULS_OXIM_PULS_RATE', vendor: 'PR', label: 'PR', kind: 'rate' }
const saturationName: Naming = {
  id: 'MDC_PULS_OXIM_SAT_O2',
  vendor: 'SpO2',
  label: 'SpO2',
  kind: 'saturation',
}

/** Format 8 sends display values only; while the finger is there they are the rate and the saturation. */
export const shown = {
  rate: numeric({ ...rateName, vendor: 'HR-D' }, 'shown', 'continuous'),
  saturation: numeric({ ...saturationName, vendor: 'SpO2-D' }, 'shown', 'continuous'),
} as const

/** Format 13: one reading each, just taken. */
export const spot = {
  rate: numeric(rateName, 'spot', 'episodic'),
  saturation: numeric(saturationName, 'spot', 'episodic'),
} as const

/** Format 13: readings out of the oximeter's memory are history, never the live value. */
export const stored = {
  rate: numeric({ ...rateName, id: 'X_NONIN_STORED_PR', label: 'PR stored' }, 'spo2', 'episodic'),
  saturation: numeric(
    { ...saturationName, id: 'X_NONIN_STORED_SPO2', label: 'SpO2 stored' },
    'spo2',
    'episodic',
  ),
} as const

export const pleth8 = pleth('MDC_PULS_OXIM_PLETH', 'spo2', 16, DF2.highest)
export const pleth16 = pleth('MDC_PULS_OXIM_PLETH@df7', 'df7', 32, DF7.highest)

/** Every channel of every format. */
export const channels = [
  ...floatPlans.map((plan) => plan.channel),
  ...[shown, spot, stored].flatMap((pair) => [pair.rate, pair.saturation]),
  pleth8,
  pleth16,
]
