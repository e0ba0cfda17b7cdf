import type { Observations } from './observations.ts'

/** ROX: 4.88 and more after 2, 6 or 12 h of high-flow oxygen speaks against intubation (Roca 2019). */
export const ROX = { reassuringFrom: 4.88 } as const

const PERCENT = 100
const LEAST_FIO2 = 0.21

/**
 * ROX index (Roca 2016): SpO2 in percent through the share of oxygen, through breaths a minute. Only for patients on
 * high-flow oxygen. Null if any is not known, or no share (0.21 to 1), percentage or rate at all.
 */
export function rox({
  spo2,
  fio2,
  respiration,
}: Pick<Observations, 'spo2' | 'fio2' | 'respiration'>): number | null {
  if (spo2 === null || fio2 === null || respiration === null) return null
  const isPossible = fio2 >= LEAST_FIO2 && fio2 <= 1 && spo2 > 0 && spo2 <= PERCENT && respiration > 0
  return isPossible ? spo2 / fio2 / respiration : null
}
