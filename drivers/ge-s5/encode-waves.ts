import type { Patient } from '../physiology/patient.ts'
import { WAVES } from './codes.ts'

/** Raw value of a wave at a time in seconds; null where the monitor has nothing to send. */
type Sampler = (patient: Patient, seconds: number) => number | null

function ecg(lead: 'I' | 'II' | 'V1'): Sampler {
  return (patient, seconds) => (patient.leadsOff(seconds) ? null : patient.ecgMillivolt(lead, seconds))
}

const MICROVOLT_PER_MILLIVOLT = 1000

/** What the twin measures, by wave name, in the unit named; other waves are sent as invalid. */
const SAMPLERS: Readonly<Record<string, { readonly sample: Sampler; readonly perUnit: number }>> = {
  ecg1: { sample: ecg('II'), perUnit: MICROVOLT_PER_MILLIVOLT },
  ecg2: { sample: ecg('V1'), perUnit: MICROVOLT_PER_MILLIVOLT },
  ecg3: { sample: ecg('I'), perUnit: MICROVOLT_PER_MILLIVOLT },
  p1: { sample: (patient, seconds) => patient.arterialMmHg(seconds), perUnit: 1 },
  p2: { sample: (patient, seconds) => patient.venousMmHg(seconds), perUnit: 1 },
  p3: { sample: (patient, seconds) => patient.pulmonaryMmHg(seconds), perUnit: 1 },
  pleth: {
    sample: (patient, seconds) => (patient.probeOff(seconds) ? null : patient.plethPercent(seconds)),
    perUnit: 1,
  },
  co2: { sample: (patient, seconds) => patient.co2Percent(seconds), perUnit: 1 },
  resp: {
    sample: (patient, seconds) => (patient.leadsOff(seconds) ? null : patient.respirationOhm(seconds)),
    perUnit: 1,
  },
  paw: { sample: (patient, seconds) => patient.airwayPressureCmH2O(seconds), perUnit: 1 },
}

/** One wave of the request as the twin sends it. */
export interface TwinWave {
  readonly type: number
  readonly rateHz: number
  /** Raw sample at a time in seconds, or null for invalid. */
  raw(patient: Patient, seconds: number): number | null
}

/** The wave of that type; undefined for a type the monitor does not know. */
export function twinWave(type: number): TwinWave | undefined {
  const row = WAVES.find((one) => one.type === type)
  if (row === undefined) return undefined
  const sampler = SAMPLERS[row.name]
  return {
    type,
    rateHz: row.rateHz,
    raw: (patient, seconds) => {
      const value = sampler?.sample(patient, seconds) ?? null
      return value === null ? null : Math.round(value * (sampler?.perUnit ?? 1) * row.divisor)
    },
  }
}
