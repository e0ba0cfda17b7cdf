import type { Priority } from '../model/measurement.ts'

/**
 * Every fact about MEDIBUS and MEDIBUS.X, as tables. "definition" is the vendor's protocol definition 4.03 (90 28 258),
 * "devices" its device tables (90 28 329), "profile" the code tables of MEDIBUS.X devices, "driver" what open drivers do.
 */

/** Bytes with a meaning of their own (definition, control characters). */
export const BYTE = {
  responseStart: 0x01,
  textEnd: 0x03,
  suspend: 0x11,
  resume: 0x13,
  refused: 0x15,
  cancel: 0x18,
  commandStart: 0x1b,
  end: 0x0d,
  lowestText: 0x20,
  highestText: 0x7e,
  /** From here up, bytes belong to curves wherever they stand (definition, realtime). */
  lowestRealtime: 0x80,
} as const

/** Longest messages with their start and sum, without the end (definition). */
export const LONGEST = { command: 255, response: 3_844 } as const
/** Start, code and two digits of the sum. */
export const SHORTEST = 4
export const SUM_DIGITS = 2
export const HEX = 16

/** Command codes (definition); the answer repeats the code. */
export const COMMAND = {
  data: 0x24,
  alarms: 0x27,
  clock: 0x28,
  settings: 0x29,
  texts: 0x2a,
  data2: 0x2b,
  alarms2: 0x2e,
  nothing: 0x30,
  clockChanged: 0x49,
  open: 0x51,
  identity: 0x52,
  curves: 0x53,
  configure: 0x54,
  close: 0x55,
  curvesChanged: 0x56,
} as const

/** What the station answers to "who are you" (definition: id of a computer, name, own and protocol revision). */
export const OUR_IDENTITY = "0161'VIGIL'01.00:04.03"

/** Revision of the protocol from which a device takes arguments, and has a second page of codes (definition). */
export const SINCE_REVISION = { arguments: 3, secondPage: 4 } as const

/** Times of a session, milliseconds (definition; `settle` and `enable` as the drivers do). */
export const TIME = {
  openEvery: 3_000,
  silence: 3_000,
  answer: 10_000,
  tries: 3,
  idle: 2_000,
  suspended: 3_000,
  settle: 200,
  enableEvery: 5_000,
  curvesLost: 5_000,
} as const

/** What is asked and how often, milliseconds; the numbers as the bed says. */
export const EVERY = {
  alarms: 1_000,
  settings: 5_000,
  texts: 5_000,
  clock: 10_000,
  identity: 10_000,
} as const
export const MAX_QUIET_MS = 5_000
/** The session is opened every three seconds, the first answer may be cut, and the lock is earned anew. */
export const RECOVERS_MS = 7_000
/** A number lives 2.5 times as long as it is asked for (DESIGN rule 2). */
export const QUIET_INTERVALS = 2.5

/** Records of the answers, bytes (definition). */
export const RECORD = {
  code: 2,
  value: 4,
  setting: 5,
  phrase: 12,
  clock: 17,
  textBase: 0x30,
  longestText: 32,
} as const

/** An alarm's priority is 30 hex and 1 to 31 (definition); the vendor gives no three levels, so these are ours. */
export const PRIORITY = { base: 0x30, lowest: 1, highest: 31, high: 26, medium: 11 } as const

/** Signs that stand for a word in alarm phrases, where the national character set has no room (definition). */
export const PHRASE_WORDS: readonly (readonly [string, string])[] = [
  ['$&', 'LOW'],
  ['"#', 'HIGH'],
  ["'@", 'ALARM'],
]

/** Months as devices write them, German too (definition). */
export const MONTHS: readonly (readonly string[])[] = [
  ['JAN'],
  ['FEB'],
  ['MAR', 'MRZ'],
  ['APR'],
  ['MAY', 'MAI'],
  ['JUN'],
  ['JUL'],
  ['AUG'],
  ['SEP'],
  ['OCT', 'OKT'],
  ['NOV'],
  ['DEC', 'DEZ'],
]
/** Two-digit years: no MEDIBUS device is older. */
export const CENTURY = { from: 80, before: 1_900, since: 2_000 } as const

/** Which table a device's code 06 and others are of: classic or MEDIBUS.X, by the first digit of its id (devices, profile). */
export type CodeTable = 'classic' | 'x'
export const TABLE_BY_DIGIT: Readonly<Record<string, CodeTable>> = {
  5: 'x',
  6: 'x',
  7: 'classic',
  8: 'classic',
}

/** One number of an answer. `table`: only there does the code mean this; null: in both. */
export interface NumberRow {
  readonly page: 1 | 2
  readonly code: number
  readonly id: string | null
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly table: CodeTable | null
}

const RATE = '/min'
const PRESSURE = 'mbar'
const FLOW = 'L/min'
const SMALL_FLOW = 'mL/min'
const VOLUME = 'mL'
const PERCENT = '%'
const MMHG = 'mm[Hg]'
const KPA = 'kPa'
const COMPLIANCE = 'mL/mbar'
const RESISTANCE = 'mbar.s/L'

function row(
  code: number,
  id: string | null,
  name: string,
  [unit, decimals = 0]: readonly [unit: string, decimals?: number],
  { page = 1, table = null }: { readonly page?: 1 | 2; readonly table?: CodeTable | null } = {},
): NumberRow {
  return { page, code, id, name, unit, decimals, table }
}

const classic = { table: 'classic' } as const
const x = { table: 'x' } as const
const x2 = { table: 'x', page: 2 } as const

/** Measured values (devices, profile). Terms only where the vendor's name is that of the term. */
export const NUMBERS: readonly NumberRow[] = [
  row(0x7d, 'MDC_VENT_PRESS_AWAY_INSP_MAX', 'Ppeak', [PRESSURE]),
  row(0x74, 'MDC_VENT_PRESS_RESP_PLAT', 'Pplat', [PRESSURE]),
  row(0x73, 'MDC_PRESS_AWAY_INSP_MEAN', 'Pmean', [PRESSURE]),
  row(0x78, 'MDC_VENT_PRESS_AWAY_END_EXP_POS', 'PEEP', [PRESSURE, 1]),
  row(0x79, 'MDC_PRESS_AWAY_END_EXP_POS_INTRINSIC', 'PEEPi', [PRESSURE, 1]),
  row(0x71, 'MDC_PRESS_AWAY_MIN', 'Pmin', [PRESSURE]),
  row(0x72, null, 'P0.1', [PRESSURE, 1]),
  row(0x88, 'MDC_VOL_AWAY_TIDAL', 'VT', [VOLUME]),
  row(0x82, 'MDC_VOL_AWAY_TIDAL', 'VT', ['L', 2], classic),
  row(0xb9, 'MDC_VOL_MINUTE_AWAY', 'MV', [FLOW, 2]),
  row(0xb8, 'MDC_VOL_MINUTE_AWAY', 'MV', [FLOW, 2]),
  row(0xb7, null, 'MV SPONT', [FLOW, 2]),
  row(0x7a, null, 'MV SPONT', [FLOW, 2]),
  row(0xb5, null, 'RR SPONT', [RATE]),
  row(0xd6, 'MDC_RESP_RATE', 'RR', [RATE]),
  row(0xd7, 'MDC_AWAY_RESP_RATE', 'RR flow', [RATE]),
  row(0xb4, null, 'RR PRESSURE', [RATE]),
  row(0xd5, 'MDC_CO2_RESP_RATE', 'RR CO2', [RATE]),
  row(0xf0, 'MDC_CONC_AWAY_O2_INSP', 'FiO2', [PERCENT]),
  row(0xef, 'MDC_CONC_AWAY_O2_ET', 'EtO2', [PERCENT]),
  row(0xdb, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', [PERCENT, 1]),
  row(0xe3, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', [KPA, 1]),
  row(0xe6, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', [MMHG]),
  row(0xda, 'MDC_CONC_AWAY_CO2_INSP', 'FiCO2', [PERCENT, 1]),
  row(0xff, 'MDC_CONC_AWAY_CO2_INSP', 'FiCO2', [KPA, 1]),
  row(0xe5, 'MDC_CONC_AWAY_CO2_INSP', 'FiCO2', [MMHG]),
  row(0xfb, 'MDC_CONC_AWAY_N2O_INSP', 'FiN2O', [PERCENT]),
  row(0xfc, 'MDC_CONC_AWAY_N2O_ET', 'EtN2O', [PERCENT]),
  row(0xf4, 'MDC_CONC_AWAY_HALOTH_INSP', 'FiHal', [PERCENT, 1]),
  row(0xf5, 'MDC_CONC_AWAY_HALOTH_ET', 'EtHal', [PERCENT, 1]),
  row(0xf6, 'MDC_CONC_AWAY_ENFL_INSP', 'FiEnf', [PERCENT, 1]),
  row(0xf7, 'MDC_CONC_AWAY_ENFL_ET', 'EtEnf', [PERCENT, 1]),
  row(0xf8, 'MDC_CONC_AWAY_ISOFL_INSP', 'FiIso', [PERCENT, 1]),
  row(0xf9, 'MDC_CONC_AWAY_ISOFL_ET', 'EtIso', [PERCENT, 1]),
  row(0xae, 'MDC_CONC_AWAY_DESFL_INSP', 'FiDes', [PERCENT, 1]),
  row(0xaf, 'MDC_CONC_AWAY_DESFL_ET', 'EtDes', [PERCENT, 1]),
  row(0xb0, 'MDC_CONC_AWAY_SEVOFL_INSP', 'FiSev', [PERCENT, 1]),
  row(0xb1, 'MDC_CONC_AWAY_SEVOFL_ET', 'EtSev', [PERCENT, 1]),
  row(0xac, null, 'MAC INSP', ['1', 1]),
  row(0xad, null, 'MAC EXP', ['1', 1]),
  row(0x07, null, 'COMPLIANCE', [COMPLIANCE, 1]),
  row(0x08, null, 'RESISTANCE', [RESISTANCE, 1]),
  // The one code that means two things: never shown before the device has said which it is.
  row(0x06, null, 'COMPLIANCE', [COMPLIANCE, 1], classic),
  row(0x06, 'MDC_VOL_MINUTE_AWAY_INSP', 'MVi', [FLOW, 2], x),
  row(0x03, 'MDC_VOL_MINUTE_AWAY_EXP', 'MVe', [FLOW, 2], x),
  row(0x81, null, 'TRAPPED VOLUME', [VOLUME]),
  row(0xc9, null, 'RSBI', ['/min/L']),
  row(0xb2, null, 'LEAKAGE', [SMALL_FLOW]),
  row(0xb3, null, 'LEAKAGE SHARE', [PERCENT]),
  row(0xc1, 'MDC_TEMP_AWAY', 'Taw', ['Cel', 1]),
  row(0xeb, 'MDC_PULS_OXIM_SAT_O2', 'SpO2', [PERCENT]),
  row(0xe1, 'MDC_PULS_RATE', 'Pulse', [RATE]),
  row(0x21, 'MDC_VOL_AWAY_TIDAL_EXP', 'VTe', [VOLUME], x2),
  row(0x22, 'MDC_VOL_AWAY_TIDAL_INSP', 'VTi', [VOLUME], x2),
  row(0x23, null, 'P END INSP', [PRESSURE, 1], x2),
]

/** What the ventilator is set to (devices, profile): of both tables, with the same code. */
export const SETTINGS: readonly NumberRow[] = [
  row(0x01, null, 'FIO2 SET', [PERCENT]),
  row(0x09, null, 'RR SET', [RATE]),
  row(0x0b, null, 'PEEP SET', [PRESSURE, 1]),
  row(0x12, null, 'PSUPP SET', [PRESSURE, 1]),
  row(0x13, null, 'PMAX SET', [PRESSURE]),
  row(0x40, null, 'VT SET', [VOLUME]),
]

/** Texts that are modes of ventilation (devices, profile): the device's own words for them are passed on. */
export const MODE_TEXTS: ReadonlySet<number> = new Set([
  0x01, 0x02, 0x06, 0x07, 0x0a, 0x0b, 0x0c, 0x0e, 0x11, 0x1a, 0x1e, 0x2b, 0x34,
])

/**
 * Alarms about the machine and not the patient (devices); all others count as the patient's, so that
 * none is held for less than it may be. By page and code.
 */
export const MACHINE_ALARMS: ReadonlySet<string> = new Set([
  ...[0x11, 0x12, 0x13, 0x35, 0x4b, 0x9f, 0xbd, 0xc7].map((code) => `1 ${code}`),
  ...[0x5a, 0x5c, 0x95].map((code) => `2 ${code}`),
])

/** Curves (definition): bits of their bytes. */
export const CURVE_BYTE = {
  syncFrom: 0xd0,
  syncTo: 0xdf,
  controlFrom: 0xc0,
  controlTo: 0xcf,
  valueFrom: 0x80,
  valueTo: 0xbf,
  low: 0x3f,
  nibble: 0x0f,
  bits: 6,
  enable: 0xc1,
  /** A record is over when nothing joined it for so long, milliseconds. */
  settlesMs: 250,
  mostControls: 16,
} as const
/** One sync byte has room for so many curves. */
export const MOST_CURVES = 4
/** Asked for at once: some devices take no more (driver), and 9600 baud carry these beside the numbers. */
export const ASKED_CURVES = 3
/** A curve's description (definition): code, interval in microseconds, two limits, and the largest raw value. */
export const CURVE_RECORD = { bytes: 23, interval: 8, limit: 5, maximum: 3, largestRaw: 4_095 } as const
/** Samples come at least this far apart, microseconds: every so-manieth is asked for where the device has more. */
export const SAMPLE_US = { least: 16_000, most: 100_000, mostMultiplier: 255 } as const
export const US_PER_SECOND = 1_000_000
/** Samples joined into one wave. */
export const SAMPLES_AT_ONCE = 10

/** One curve: its samples are kept in steps of `gain`, finer than any device sends. */
export interface CurveRow {
  readonly code: number
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly gain: number
  readonly lowest: number
  readonly highest: number
}

const curve = (
  code: number,
  [id, name, unit]: readonly [id: string, name: string, unit: string],
  gain: number,
  [lowest, highest]: readonly [number, number],
): CurveRow => ({ code, id, name, unit, gain, lowest, highest })

/** Curves (definition), in the order they are asked for. */
export const CURVES: readonly CurveRow[] = [
  curve(0x00, ['MDC_PRESS_AWAY', 'Paw', PRESSURE], 0.001, [-10, 40]),
  curve(0x01, ['MDC_FLOW_AWAY', 'Flow', FLOW], 0.01, [-60, 60]),
  curve(0x06, ['MDC_AWAY_CO2', 'CO2', MMHG], 0.01, [0, 60]),
  curve(0x07, ['MDC_AWAY_CO2', 'CO2', KPA], 0.001, [0, 8]),
  curve(0x08, ['MDC_CONC_AWAY_CO2', 'CO2', PERCENT], 0.001, [0, 8]),
  curve(0x03, ['MDC_VOL_AWAY', 'Vol', VOLUME], 0.1, [0, 800]),
  curve(0x02, ['MDC_PULS_OXIM_PLETH', 'Pleth', PERCENT], 0.01, [0, 100]),
  curve(0x05, ['MDC_CONC_AWAY_O2', 'O2', PERCENT], 0.01, [0, 100]),
]
/** Distances of samples that devices come to with `SAMPLE_US` (driver, profile), microseconds. */
export const USUAL_SAMPLE_US = [16_000, 20_000, 20_800] as const

/** Chance that random bytes are a good record of one curve, the shortest that says something. */
export const SHORTEST_RECORD = [
  { allowed: 15, possible: 256 },
  { allowed: 64, possible: 256 },
  { allowed: 64, possible: 256 },
  { allowed: 32, possible: 256 },
] as const

/** Lines (devices): Evita and Infinity, then Primus and Fabius. */
export const BAUD = { usual: 19_200, anaesthesia: 9_600, fabius: 38_400 } as const

/** What the twin is. */
export const TWIN = {
  identity: "5000'Evita V500'02.50:06.00",
  tidalMl: 450,
  mode: { code: 0x0e, text: 'BIPAP ' },
  oxygenHigh: 0x37,
  apnea: { code: 0x98, priority: 31, phrase: 'APNEA       ' },
  pressureHigh: { code: 0x10, priority: 27, phrase: 'PAW "#      ' },
  settings: { fio2: 40, rate: 14, peep: 5, tidal: 450 },
  /** Curves it has: code, microseconds, from, to, largest raw value. */
  curves: [
    [0x00, 8_000, -60, 120, 4_095],
    [0x01, 8_000, -200, 200, 4_095],
    [0x06, 16_000, 0, 120, 4_095],
  ],
  flowPerRise: 20,
  mmHgPerCo2Percent: 7.13,
  pressureHighAt: 40,
  mbarPerCmH2O: 0.980_665,
  openEveryMs: 3_000,
} as const

/** Priority of ours for the vendor's 1 to 31. */
export function priorityOf(level: number): Priority {
  if (level >= PRIORITY.high) return 'high'
  return level >= PRIORITY.medium ? 'medium' : 'low'
}
