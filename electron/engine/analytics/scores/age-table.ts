import type { ObservationName } from './observations.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * The longest that anything counts as current in a score, whatever its channel says. Vigil's own choice, after the
 * intervals at which NEWS2 asks for observations (RCP 2017, table 4: hourly from a total of 5 on, else 4 to 12 hours).
 */
const LONGEST_MS: Readonly<Record<ObservationName, number>> = {
  respiration: HOUR_MS,
  spo2: HOUR_MS,
  systolic: HOUR_MS,
  diastolic: HOUR_MS,
  pulse: HOUR_MS,
  fio2: HOUR_MS,
  oxygenFlow: HOUR_MS,
  isOnOxygen: HOUR_MS,
  temperature: 4 * HOUR_MS,
  consciousness: 4 * HOUR_MS,
  capillaryRefill: 4 * HOUR_MS,
  effort: 4 * HOUR_MS,
  // A fact about the patient, not a measurement.
  age: Number.POSITIVE_INFINITY,
}

/** Ages of observations. A clock may be two seconds off before it is told (clinical notes, section 1.6). */
export const OBSERVATION_AGES = { longestMs: LONGEST_MS, clockErrorMs: 2_000 } as const
