import { type EntryUnits, USUAL_ENTRY_UNITS } from './entry.ts'
import { changedLook, type ScreenLookChange, type ScreenLooks, USUAL_LOOKS } from './look.ts'
import type { ScreenRole } from './screens.ts'

/** Sweep speeds, mm a second: paper ECG is 25; slower for breath and CO2 (IEC 60601-2-27). */
export const SWEEP_SPEEDS = [6.25, 12.5, 25, 50] as const
export type SweepSpeed = (typeof SWEEP_SPEEDS)[number]

/** Gains of an ECG, times 10 mm a millivolt, from the least to the most sensitive (IEC 60601-2-27). */
export const ECG_GAINS = [0.25, 0.5, 1, 2, 4] as const
export type EcgGain = (typeof ECG_GAINS)[number]

/** How fast waves sweep and how tall an ECG is drawn. `auto`: each ECG keeps the usual gain while it fits. */
export interface SweepSettings {
  readonly speedMmPerSecond: SweepSpeed
  readonly ecgGain: EcgGain | 'auto'
}

/** A screen that somebody measured: how wide one of its pixels is. */
export interface ScreenScale {
  /** What the system calls the screen, its size and its scale factor: another one must be measured again. */
  readonly screen: string
  readonly pitchMm: number
}

/**
 * How this station draws waves: one setting for the ward, one for the view of one bed, and the screens measured;
 * and the language and colours of its windows, by their role.
 */
export interface DisplaySettings {
  readonly ward: SweepSettings
  readonly bed: SweepSettings
  readonly screens: readonly ScreenScale[]
  readonly looks: ScreenLooks
  /** Units in which people enter what they see. */
  readonly entryUnits: EntryUnits
}

/** One change of them. `pitchMm` null: the screen counts as not measured again. */
export interface DisplayChange {
  readonly ward?: SweepSettings | undefined
  readonly bed?: SweepSettings | undefined
  readonly screen?: { readonly screen: string; readonly pitchMm: number | null } | undefined
  /** Of the look of one role. */
  readonly entryUnits?: EntryUnits | undefined
  readonly look?: { readonly role: ScreenRole; readonly change: ScreenLookChange } | undefined
}

export const USUAL_SWEEP: SweepSettings = { speedMmPerSecond: 25, ecgGain: 'auto' }
export const USUAL_DISPLAY: DisplaySettings = {
  ward: USUAL_SWEEP,
  bed: USUAL_SWEEP,
  screens: [],
  looks: USUAL_LOOKS,
  entryUnits: USUAL_ENTRY_UNITS,
}

/** A pixel narrower than on a telephone or wider than on a video wall was measured wrongly. */
export const PITCH_LIMITS_MM = { least: 0.04, most: 1.5 } as const
/** More screens than one station ever has; the one measured longest ago goes. */
const MOST_SCREENS = 16

/** The settings after a change. */
export function changedDisplay(before: DisplaySettings, change: DisplayChange): DisplaySettings {
  const { screen, look } = change
  const others = before.screens.filter((one) => one.screen !== screen?.screen)
  const measured =
    screen === undefined
      ? before.screens
      : screen.pitchMm === null
        ? others
        : [...others, { screen: screen.screen, pitchMm: screen.pitchMm }].slice(-MOST_SCREENS)
  return {
    ward: change.ward ?? before.ward,
    bed: change.bed ?? before.bed,
    screens: measured,
    entryUnits: change.entryUnits ?? before.entryUnits,
    looks:
      look === undefined
        ? before.looks
        : { ...before.looks, [look.role]: changedLook(before.looks[look.role], look.change) },
  }
}
