import { signedUnit } from '../../../drivers/physiology/noise.ts'
import { createPatient, type Patient } from '../../../drivers/physiology/patient.ts'
import type { Channel } from './channels.ts'

/** SIMULATED: its own name, and left out of every mean over recorded waves. */
export const SYNTHETIC_SET = 'synthetic'

const DEFAULT_SECONDS = 300
const SEED = 2015
const SCENARIOS = ['stable', 'sepsis', 'vt', 'apnoea'] as const

/** A converter and what the monitor makes of its counts. */
interface Source {
  readonly name: string
  readonly rateHz: number
  readonly bits: number
  readonly countsPerUnit: number
  /** The monitor multiplies counts by this and rounds, so most integers never occur. */
  readonly rescale: number
  readonly read: (patient: Patient, seconds: number) => number
}

const SOURCES: readonly Source[] = [
  {
    name: 'II',
    rateHz: 250,
    bits: 12,
    countsPerUnit: 400,
    rescale: 5.7,
    read: (patient, seconds) => patient.ecgMillivolt('II', seconds),
  },
  {
    name: 'V5',
    rateHz: 250,
    bits: 10,
    countsPerUnit: 100,
    rescale: 18.56,
    read: (patient, seconds) => patient.ecgMillivolt('V5', seconds),
  },
  {
    name: 'PLETH',
    rateHz: 125,
    bits: 10,
    countsPerUnit: 80,
    rescale: 12.53,
    read: (patient, seconds) => patient.plethPercent(seconds),
  },
  {
    name: 'ABP',
    rateHz: 125,
    bits: 12,
    countsPerUnit: 6,
    rescale: 3.21,
    read: (patient, seconds) => patient.arterialMmHg(seconds),
  },
]

/** Noise of up to 2 LSB either way, most of it near 0: the sum of two even ones. */
function noiseCounts(seed: number, index: number): number {
  return signedUnit(seed, 2 * index) + signedUnit(seed, 2 * index + 1)
}

function converted(source: Source, patient: Patient, seed: number, seconds: number): Int16Array {
  const { rateHz, bits, countsPerUnit, rescale, read } = source
  const limit = 2 ** (bits - 1)
  return Int16Array.from({ length: seconds * rateHz }, (_, index) => {
    const counts = Math.round(read(patient, index / rateHz) * countsPerUnit + noiseCounts(seed, index))
    return Math.round(Math.max(-limit, Math.min(limit - 1, counts)) * rescale)
  })
}

/** Simulated waves as re-scaling monitors export them; the same on every machine. */
export function syntheticChannels(seconds = DEFAULT_SECONDS): Channel[] {
  return SCENARIOS.flatMap((scenario, place) => {
    const patient = createPatient({ scenario, seed: SEED + place })
    return SOURCES.map((source, index) => ({
      set: SYNTHETIC_SET,
      record: scenario,
      number: index + 1,
      name: source.name,
      rateHz: source.rateHz,
      samples: converted(source, patient, SEED + place * SOURCES.length + index, seconds),
    }))
  })
}
