import { LOWEST, RATE_HZ, WAVES_A_BED } from './settings.ts'

/** One beat of a made-up ECG, a second long; every wave starts somewhere else in it. */
const BEAT = Array.from({ length: RATE_HZ }, (_, index) => {
  const at = index / RATE_HZ
  const peak = (centre: number, width: number, tall: number) =>
    tall * Math.exp(-(((at - centre) / width) ** 2))
  return Math.round(
    peak(0.2, 0.03, 120) - peak(0.36, 0.01, 200) + peak(0.4, 0.012, 1_200) + peak(0.65, 0.06, 280),
  )
})
const STEP_BETWEEN_WAVES = 17
const MS_PER_SECOND = 1_000

/** Raw value of one wave of one bed at a sample number. */
export function sampleOf(bed: number, wave: number, index: number): number {
  const at = (index + (bed * WAVES_A_BED + wave) * STEP_BETWEEN_WAVES) % RATE_HZ
  return BEAT[at] ?? LOWEST
}

/** Gives out the samples that are due, by their numbers. */
export function createDue(startMs: number): (nowMs: number) => { from: number; to: number } {
  let given = 0
  return (nowMs) => {
    const from = given
    given = Math.max(given, Math.floor(((nowMs - startMs) * RATE_HZ) / MS_PER_SECOND))
    return { from, to: given }
  }
}
