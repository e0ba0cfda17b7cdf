import type { WaveChannel } from '../../drivers/model/channel.ts'
import { hash32 } from '../../drivers/physiology/noise.ts'
import { createPatient, type Patient } from '../../drivers/physiology/patient.ts'
import {
  announced,
  numericChannel,
  RATE_HZ,
  waveChannel,
} from '../../electron/engine/store/testing/samples.ts'
import type { NewChannel } from '../../electron/engine/store/types.ts'

const SCENARIO = 'stable'
/** Noise of an analogue front end, in raw units: without it made-up waves would code too well. */
const NOISE_RAW = 2
/** Raw units of a millivolt, a percent and a mmHg. */
const PER_MILLIVOLT = 400
const PER_PERCENT = 100
const PER_MMHG = 10

export const BEDS = 16
export const WAVES_PER_BED = 4
export const NUMERICS_PER_BED = 12

const WAVE_KINDS: readonly {
  readonly key: string
  readonly at: (patient: Patient, seconds: number) => number
}[] = [
  { key: 'ii', at: (patient, seconds) => patient.ecgMillivolt('II', seconds) * PER_MILLIVOLT },
  { key: 'v', at: (patient, seconds) => patient.ecgMillivolt('V', seconds) * PER_MILLIVOLT },
  { key: 'pleth', at: (patient, seconds) => patient.plethPercent(seconds) * PER_PERCENT },
  { key: 'art', at: (patient, seconds) => patient.arterialMmHg(seconds) * PER_MMHG },
]

/** The wave channels of a full ward at RATE_HZ, bed by bed. */
export const WAVES: readonly NewChannel[] = Array.from({ length: BEDS * WAVES_PER_BED }, (_, index) => {
  const spec: WaveChannel = waveChannel(WAVE_KINDS[index % WAVES_PER_BED]?.key ?? '')
  return announced(index + 1, spec, `b${Math.floor(index / WAVES_PER_BED) + 1}`)
})

/** Its numeric channels, bed by bed. */
export const NUMERICS: readonly NewChannel[] = Array.from({ length: BEDS * NUMERICS_PER_BED }, (_, index) => {
  const spec = numericChannel(`n${index % NUMERICS_PER_BED}`)
  return announced(WAVES.length + index + 1, spec, `b${Math.floor(index / NUMERICS_PER_BED) + 1}`)
})

/** The first `seconds` of a wave channel, made up and the same each time: raw units with the noise of a front end. */
export function samplesOf(channel: NewChannel, seconds: number): Int16Array {
  const kind = WAVE_KINDS[(channel.number - 1) % WAVES_PER_BED]
  const patient = createPatient({ scenario: SCENARIO, seed: channel.number })
  return Int16Array.from({ length: seconds * RATE_HZ }, (_, index) => {
    const value = kind?.at(patient, index / RATE_HZ) ?? 0
    return Math.round(value) + (hash32(channel.number, index) % (2 * NOISE_RAW + 1)) - NOISE_RAW
  })
}
