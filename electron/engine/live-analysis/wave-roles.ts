import type { WaveChannel } from '../../../drivers/model/channel.ts'

/** What Vigil can read of a wave. */
export type WaveRole = 'ecg' | 'pulse' | 'breath'

/** So many waves of a role are read on one bed; monitors may send twelve leads. */
export const MOST_OF_ROLE: Readonly<Record<WaveRole, number>> = { ecg: 3, pulse: 2, breath: 1 }

/** By the term of the wave. A pressure without an arterial name may be any, so it is not read. */
const ROLES: readonly (readonly [WaveRole, RegExp])[] = [
  ['ecg', /^MDC_ECG_ELEC_POTL(_|$)/],
  ['pulse', /^MDC_PULS_OXIM_PLETH(_|$)/],
  ['pulse', /^MDC_PRESS_BLD_(ART(_ABP|_UMB)?|AORT)$/],
  ['breath', /^MDC_IMPED_TTHOR$/],
]

/** Lead II first, where there are several: most monitors count on it. */
const FAVOURITE = 'MDC_ECG_ELEC_POTL_II'

/** The role of a wave; null: Vigil reads nothing from it. */
export function roleOf({ id }: Pick<WaveChannel, 'id'>): WaveRole | null {
  return ROLES.find(([, pattern]) => pattern.test(id))?.[0] ?? null
}

/** Leads in the order in which a heart rate is counted on them. */
export function isFavourite({ id }: Pick<WaveChannel, 'id'>): boolean {
  return id === FAVOURITE
}
