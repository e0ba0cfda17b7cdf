import { currentShift, periodOf } from '../../shifts/presets.ts'

/** Whether a person has heard the test tone in this shift. */
export type Confirmation =
  | { readonly state: 'confirmed'; readonly atUtcMs: number }
  /** Since when it should have been: the shift began, or somebody signed in. */
  | { readonly state: 'due'; readonly sinceUtcMs: number }

/**
 * The test tone is due at each shift and at each sign-in (CLINICAL 1.3). In: the last time that a person confirmed it
 * and the last sign-in in this window, UTC ms or null, and now.
 */
export function confirmationOf(
  confirmedUtcMs: number | null,
  signedInUtcMs: number | null,
  nowUtcMs: number,
): Confirmation {
  const shift = periodOf(currentShift(nowUtcMs), nowUtcMs)?.fromUtcMs ?? nowUtcMs
  const dueUtcMs = Math.max(shift, signedInUtcMs ?? 0)
  if (confirmedUtcMs !== null && confirmedUtcMs >= dueUtcMs) {
    return { state: 'confirmed', atUtcMs: confirmedUtcMs }
  }
  return { state: 'due', sinceUtcMs: dueUtcMs }
}
