import { createBreathing } from './breathing.ts'
import { createCourse } from './course.ts'
import { createLead, type Lead, PACE_LEAD_SECONDS } from './ecg.ts'
import { hash32 } from './noise.ts'
import { createPulse } from './pulse.ts'
import { type BeatKind, createRhythms, type Rhythms } from './rhythm.ts'
import { scenarioByName } from './scenarios.ts'
import { createVenous } from './venous.ts'
import { type Vitals, vitalsAt } from './vitals.ts'

export type { Lead } from './ecg.ts'
export { LEADS } from './ecg.ts'
export type { BeatKind } from './rhythm.ts'
export { scenarioNames } from './scenarios.ts'
export type { Vitals } from './vitals.ts'

export interface PatientOptions {
  /** One of `scenarioNames`. */
  readonly scenario: string
  /** Same seed, same patient, on every machine. */
  readonly seed: number
}

/** One heart beat: when its R peak comes and what started it. */
export interface Beat {
  readonly index: number
  readonly seconds: number
  readonly kind: BeatKind
  /** When the pacemaker fired for this beat; null if it did not. */
  readonly spikeSeconds: number | null
}

/**
 * A simulated patient. Every function takes seconds since the patient's own zero
 * (any number, in any order) and gives the same answer however it is asked.
 */
export interface Patient {
  readonly scenario: string
  readonly seed: number
  /** Whether beats are started by a pacemaker. */
  readonly paced: boolean
  ecgMillivolt(lead: Lead, seconds: number): number
  /** Modulation around 0, percent. */
  plethPercent(seconds: number): number
  arterialMmHg(seconds: number): number
  venousMmHg(seconds: number): number
  pulmonaryMmHg(seconds: number): number
  co2Percent(seconds: number): number
  respirationOhm(seconds: number): number
  airwayPressureCmH2O(seconds: number): number
  vitals(seconds: number): Vitals
  /** ECG and impedance mean nothing while this is true; they read 0. */
  leadsOff(seconds: number): boolean
  /** Pleth and SpO2 mean nothing while this is true; pleth reads 0. */
  probeOff(seconds: number): boolean
  /** Beats whose R peak lies in from <= time < to, in order. */
  beatsBetween(fromSeconds: number, toSeconds: number): readonly Beat[]
}

const ART_DELAY_S = 0.18
const PLETH_DELAY_S = 0.31
const PULMONARY_DELAY_S = 0.12
const MEAN_FILLING_MMHG = 12
/** The pleth swings around 0: this share of it lies above. */
const PLETH_ABOVE = 0.62

/** Makes a patient. Throws a TypeError if the scenario is unknown or the seed is not a number. */
export function createPatient(options: PatientOptions): Patient {
  if (!Number.isFinite(options.seed)) throw new TypeError('"seed" must be a number')
  const scenario = scenarioByName(options.scenario)
  const seed = hash32(Math.floor(options.seed), 0)
  const course = createCourse(scenario, seed)
  const rhythms = createRhythms(course, scenario.name, seed)
  const { targets } = course
  const breathing = createBreathing(rhythms, targets.etco2Percent)
  const leads = new Map<Lead, (seconds: number) => number>()

  const pleth = createPulse(
    {
      delaySeconds: PLETH_DELAY_S,
      topAt: (seconds) => PLETH_ABOVE * targets.perfusionPercent.valueAt(seconds),
      bottomAt: (seconds) => (PLETH_ABOVE - 1) * targets.perfusionPercent.valueAt(seconds),
      restingLevel: 0,
    },
    rhythms,
  )
  const arterial = createPulse(
    {
      delaySeconds: ART_DELAY_S,
      topAt: (seconds) => targets.artSystolicMmHg.valueAt(seconds),
      bottomAt: (seconds) => targets.artDiastolicMmHg.valueAt(seconds),
      restingLevel: MEAN_FILLING_MMHG,
    },
    rhythms,
  )
  const pulmonary = createPulse(
    {
      delaySeconds: PULMONARY_DELAY_S,
      topAt: (seconds) => targets.papSystolicMmHg.valueAt(seconds),
      bottomAt: (seconds) => targets.papDiastolicMmHg.valueAt(seconds),
      restingLevel: MEAN_FILLING_MMHG,
    },
    rhythms,
  )
  const venous = createVenous(rhythms, breathing.lungShare, (seconds) => targets.cvpMeanMmHg.valueAt(seconds))

  function leadOf(lead: Lead): (seconds: number) => number {
    const known = leads.get(lead)
    if (known !== undefined) return known
    const made = createLead(lead, rhythms, targets.stMillivolt, seed)
    leads.set(lead, made)
    return made
  }

  return {
    scenario: scenario.name,
    seed: options.seed,
    paced: course.rhythmAt(0) === 'paced',
    ecgMillivolt: (lead, seconds) => (course.leadsOffAt(seconds) ? 0 : leadOf(lead)(seconds)),
    plethPercent: (seconds) => (course.probeOffAt(seconds) ? 0 : pleth(seconds)),
    arterialMmHg: arterial,
    venousMmHg: venous,
    pulmonaryMmHg: pulmonary,
    co2Percent: breathing.co2Percent,
    respirationOhm: (seconds) => (course.leadsOffAt(seconds) ? 0 : breathing.respirationOhm(seconds)),
    airwayPressureCmH2O: breathing.airwayPressureCmH2O,
    vitals: (seconds) => vitalsAt(seconds, course, rhythms, seed),
    leadsOff: course.leadsOffAt,
    probeOff: course.probeOffAt,
    beatsBetween: (from, to) => beatsBetween(rhythms, from, to),
  }
}

function beatsBetween(rhythms: Rhythms, fromSeconds: number, toSeconds: number): Beat[] {
  const found: Beat[] = []
  let index = rhythms.beats.indexAt(fromSeconds)
  if (rhythms.beats.timeOf(index) < fromSeconds) index++
  while (rhythms.beats.timeOf(index) < toSeconds) {
    const seconds = rhythms.beats.timeOf(index)
    const kind = rhythms.beatKind(index)
    found.push({ index, seconds, kind, spikeSeconds: kind === 'paced' ? seconds - PACE_LEAD_SECONDS : null })
    index++
  }
  return found
}
