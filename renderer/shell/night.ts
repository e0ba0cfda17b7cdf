import type { ScreenLook } from '../../electron/ipc/look.ts'

/** Colours that a window can wear now. */
export type Theme = 'dark' | 'light' | 'night'

/** A choice at the window against its clock; it ends by itself when the clock comes to say the same. */
export interface NightOverride {
  readonly isOn: boolean
}

/** Whether an hour lies in the night of a look. A night that begins and ends at one hour lasts all day. In: 0 to 23. */
export function isNightHour({ nightFromHour, nightToHour }: ScreenLook, hour: number): boolean {
  if (nightFromHour < nightToHour) return hour >= nightFromHour && hour < nightToHour
  return hour >= nightFromHour || hour < nightToHour
}

/** Whether the window is dimmed: by its setting, by the clock, or by a choice against the clock. */
export function isNight(look: ScreenLook, hour: number, override: NightOverride | null): boolean {
  if (look.night !== 'clock') return look.night === 'on'
  return override?.isOn ?? isNightHour(look, hour)
}

/** The choice that still counts at an hour: none, once the clock says the same or no longer decides. */
export function keptOverride(
  look: ScreenLook,
  hour: number,
  override: NightOverride | null,
): NightOverride | null {
  if (override === null || look.night !== 'clock') return null
  return override.isOn === isNightHour(look, hour) ? null : override
}
