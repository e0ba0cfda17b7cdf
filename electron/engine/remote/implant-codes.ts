import type { ImplantKind } from '../../ipc/implant.ts'

/** Codes of IEEE 11073-10103 (IDCO) that a summary needs; names in the shared table of the code system. */
export const IDCO = { from: 720_896, below: 737_280 } as const
export const DEVICE_TYPE = 720_897
export const DEVICE_MODEL = 720_898
export const DEVICE_MAKER = 720_900
export const SESSION_TIME = 721_025
export const SESSION_TYPE = 721_026
export const BATTERY_STATUS = 721_280
export const BATTERY_VOLTAGE = 721_344
export const BATTERY_MONTHS = 721_472
export const BATTERY_PERCENT = 721_536
export const BRADY_MODE = 730_752

/** Values of DEVICE_TYPE; `name` ends the name of the value, for a report whose number nobody knows. */
export const KINDS: readonly { readonly code: number; readonly name: string; readonly kind: ImplantKind }[] =
  [
    { code: 753_665, name: 'IPG', kind: 'pacemaker' },
    { code: 753_666, name: 'ICD', kind: 'defibrillator' },
    { code: 753_667, name: 'CRT_D', kind: 'crtDefibrillator' },
    { code: 753_668, name: 'CRT_P', kind: 'crtPacemaker' },
    { code: 753_669, name: 'Monitor', kind: 'monitor' },
  ]
/** Values of SESSION_TYPE. */
export const IN_CLINIC = 754_050
export const REMOTE_SESSIONS: ReadonlySet<number> = new Set([754_051, 754_052, 754_053, 754_054])
/** Values of BRADY_MODE; of others the end of the name is the mode. */
export const MODES: ReadonlyMap<number, string> = new Map([
  [754_753, 'AAI'],
  [754_760, 'DDD'],
  [754_773, 'VVI'],
])
export const MODE_UNKNOWN = 754_790
/** Values of BATTERY_STATUS, in words that need no table. */
export const BATTERY_WORDS: ReadonlyMap<number, string> = new Map([
  [754_113, 'BOS'],
  [754_114, 'MOS'],
  [754_115, 'RRT'],
  [754_116, 'EOS'],
])
