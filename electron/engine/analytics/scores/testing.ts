import type { Observations } from './observations.ts'

/** Nothing is known: tests add what they need. */
export const NOTHING_OBSERVED: Observations = {
  respiration: null,
  spo2: null,
  systolic: null,
  diastolic: null,
  pulse: null,
  temperature: null,
  consciousness: null,
  isOnOxygen: null,
  age: null,
  fio2: null,
  oxygenFlow: null,
  capillaryRefill: null,
  effort: null,
}
