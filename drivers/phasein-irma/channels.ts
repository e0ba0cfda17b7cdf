import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { GASES, HIGHEST, RATE_HZ } from './codes.ts'

type Gas = (typeof GASES)[number]

/** Everything is as the module counts it: no document that is at hand says a scale for certain. */
function raw(name: string, vendor: string, label: string): NumericChannel {
  return numericOfTerm({
    id: `X_PHASEIN_IRMA_${name}`,
    source: 'gas',
    vendor,
    label: `${label} raw`,
    unit: '1',
  })
}

function wave(gas: Gas): WaveChannel {
  const id = `X_PHASEIN_IRMA_${gas}`
  return {
    kind: 'wave',
    key: id,
    id,
    code: null,
    source: 'gas',
    vendor: `W ${gas}`,
    label: `${gas} raw`,
    unit: '1',
    timing: 'continuous',
    rateHz: RATE_HZ,
    gain: 1,
    offset: 0,
    width: 32,
    lowest: 0,
    highest: HIGHEST[gas],
  }
}

export const waves: readonly WaveChannel[] = GASES.map(wave)
/** By gas, in the order of the wire. */
export const inspired = GASES.map((gas) => raw(`${gas}_INSPIRED`, `S inspired ${gas}`, `${gas} insp`))
export const expired = GASES.map((gas) => raw(`${gas}_EXPIRED`, `S expired ${gas}`, `${gas} exp`))
export const general = {
  rate: raw('RR', 'S breath rate', 'RR'),
  sinceBreath: raw('SINCE_BREATH', 'S seconds since breath', 'Since breath'),
  agents: [raw('AGENT_1', 'S first agent', 'Agent 1'), raw('AGENT_2', 'S second agent', 'Agent 2')],
  pressure: raw('PRESSURE', 'S pressure', 'Cell pressure'),
} as const
/** The status byte as it comes. */
export const status = raw('STATUS', 'STS', 'Gas status')

/** Every channel the module can send. */
export const channels = [
  ...waves,
  ...inspired,
  ...expired,
  general.rate,
  general.sinceBreath,
  ...general.agents,
  general.pressure,
  status,
] as const
