import type { WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { NUMBERS, WAVE } from './codes.ts'

const CO2_WAVE = 'MDC_AWAY_CO2'
/** Of the first scale, mmHg. */
const HIGHEST = 60

/** Numbers with their channels. */
export const numberPlans = NUMBERS.map((row) => {
  const { id, name, unit, decimals } = row
  return { row, channel: numericOfTerm({ id, source: 'co2', vendor: name, unit, decimals }) }
})

export const co2Wave: WaveChannel = {
  kind: 'wave',
  key: CO2_WAVE,
  id: CO2_WAVE,
  code: termById(CO2_WAVE)?.code ?? null,
  source: 'co2',
  vendor: 'CO2 wave',
  label: 'CO2',
  unit: 'mm[Hg]',
  timing: 'continuous',
  rateHz: WAVE.rateHz,
  gain: 1 / WAVE.perUnit,
  offset: 0,
  width: 16,
  lowest: 0,
  highest: HIGHEST,
}

/** Every channel the module can send. */
export const channels = [...numberPlans.map(({ channel }) => channel), co2Wave]
