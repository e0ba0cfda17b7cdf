import type { ScreenRole } from './screens.ts'

/** Languages a window can speak, as BCP 47 names them. */
export const LANGUAGES = ['en', 'fr', 'es', 'pt', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** Colours of a window by day. */
export const DAY_THEMES = ['dark', 'light'] as const
export type DayTheme = (typeof DAY_THEMES)[number]

/** When a window is dimmed: never, by the clock of the PC, or until somebody ends it. */
export const NIGHT_MODES = ['off', 'clock', 'on'] as const
export type NightMode = (typeof NIGHT_MODES)[number]

/** Hours of the station's wall clock between which the clock dims, when nobody chose others. */
export const USUAL_NIGHT = { fromHour: 22, toHour: 6 } as const

/** The language and the colours of the windows of one role. */
export interface ScreenLook {
  readonly language: Language
  readonly theme: DayTheme
  readonly night: NightMode
  /** Whole hours of the wall clock, 0 to 23. */
  readonly nightFromHour: number
  readonly nightToHour: number
}

/** What somebody chose of a look; the rest stays. */
export type ScreenLookChange = { readonly [Part in keyof ScreenLook]?: ScreenLook[Part] | undefined }

/** A look after a change. */
export function changedLook(before: ScreenLook, change: ScreenLookChange): ScreenLook {
  return {
    language: change.language ?? before.language,
    theme: change.theme ?? before.theme,
    night: change.night ?? before.night,
    nightFromHour: change.nightFromHour ?? before.nightFromHour,
    nightToHour: change.nightToHour ?? before.nightToHour,
  }
}

export type ScreenLooks = Readonly<Record<ScreenRole, ScreenLook>>

const FIRST_LOOK: ScreenLook = {
  language: 'en',
  theme: 'dark',
  night: 'off',
  nightFromHour: USUAL_NIGHT.fromHour,
  nightToHour: USUAL_NIGHT.toHour,
}

/** Before anybody chose. */
export const USUAL_LOOKS: ScreenLooks = { desk: FIRST_LOOK, bedside: FIRST_LOOK, wall: FIRST_LOOK }
