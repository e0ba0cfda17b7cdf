import type { Priority } from '../model/measurement.ts'

/**
 * Every fact about the serial port of the Oridion/Medtronic Capnostream 20, as tables. "drivers" is what two independent
 * open drivers agree on; the vendor's own document was not available.
 */

/** Rates of the line; the device has them in a menu (one driver each). */
export const BAUD = { usual: 115_200, slow: 9_600 } as const

/** A frame: start, length of what follows without the check, code, data, check; escapes from the length on (drivers). */
export const FRAME = {
  start: 0x85,
  escape: 0x80,
  codeAt: 1,
  dataAt: 2,
  /** Length and check. */
  around: 2,
  longest: 128,
} as const
/** What may stand behind an escape: the low bits of the byte it stands for (drivers). */
export const ESCAPED: ReadonlySet<number> = new Set([0x00, 0x05])

/** What the station says (drivers): a code without data. */
export const COMMAND = {
  enable: 0x01,
  disable: 0x02,
  numbersOnce: 0x03,
  start: 0x04,
  stop: 0x05,
  alive: 0x06,
} as const

/** What the device says (drivers), and how long its data are; the name of the device has any length. */
export const CODE = { wave: 0x00, numbers: 0x01, name: 0x04 } as const
export const DATA_BYTES: ReadonlyMap<number, number> = new Map([
  [CODE.wave, 4],
  [CODE.numbers, 27],
])

/** Times of the session, milliseconds. Without a word every 5 s the device stops (drivers). */
export const TIME = { alive: 4_000, silence: 2_000, nameWaits: 500, numbers: 1_500 } as const
export const MAX_QUIET_MS = 4_000

/** The wave (drivers): message number, whole mmHg, 256ths of one, fast status; about twenty a second. */
export const WAVE = {
  numberAt: 0,
  wholeAt: 1,
  partAt: 2,
  statusAt: 3,
  rateHz: 20,
  perUnit: 256,
  /** Higher than any capnogram, mmHg. */
  most: 127,
  numbers: 256,
  samplesAtOnce: 5,
} as const

/** Bits of the fast status (drivers). All but the end of a breath make the sample no measurement. */
export const FAST = { endOfBreath: 0x08 } as const

/** Where the numbers stand (drivers). */
export const AT = {
  time: 0,
  slowStatus: 9,
  co2Alarms: 13,
  oximeterAlarms: 14,
  unit: 25,
  extended: 26,
} as const
export const TIME_BYTES = 4
export const BYTE_VALUES = 256
export const NO_NUMBER = 0xff

/** The unit of CO2 (drivers). Only whole mmHg is certain: how the others are scaled is a presumption. */
export const MMHG = 1
export const UNITS: ReadonlyMap<number, string> = new Map([
  [MMHG, 'mmHg'],
  [2, 'kPa'],
  [3, 'Vol %'],
])

/** One number. */
export interface NumberRow {
  readonly at: number
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly source: 'co2' | 'spo2'
  readonly most: number
  /** In the unit of CO2 that the device is set to. */
  readonly isGas: boolean
}

export const RESPIRATION_AT = 6
export const SATURATION_AT = 7

const co2 = { source: 'co2' } as const
const spo2 = { source: 'spo2', isGas: false } as const

/** Numbers (drivers). */
export const NUMBERS: readonly NumberRow[] = [
  { at: 4, id: 'MDC_CONC_AWAY_CO2_ET', name: 'EtCO2', unit: 'mm[Hg]', most: 150, isGas: true, ...co2 },
  { at: 5, id: 'MDC_CONC_AWAY_CO2_INSP', name: 'FiCO2', unit: 'mm[Hg]', most: 150, isGas: true, ...co2 },
  { at: RESPIRATION_AT, id: 'MDC_CO2_RESP_RATE', name: 'RR', unit: '/min', most: 150, isGas: false, ...co2 },
  { at: SATURATION_AT, id: 'MDC_PULS_OXIM_SAT_O2', name: 'SpO2', unit: '%', most: 100, ...spo2 },
  { at: 8, id: 'MDC_PULS_OXIM_PULS_RATE', name: 'PR', unit: '/min', most: 250, ...spo2 },
  {
    at: 15,
    id: 'X_CAPNOSTREAM_20_NO_BREATH',
    name: 'NO BREATH',
    unit: 's',
    most: 254,
    isGas: false,
    ...co2,
  },
]

/** Bits of the slow status that tell how loud the device is (drivers). */
export const SLOW = { high: 0x08, low: 0x10 } as const
/** Bits of the alarms of the oximeter that say that there is no sensor on the patient (drivers). */
export const SENSOR_OFF = 0x60

/** One alarm bit. `priority` null: that of the patient's alarms in force, which the device tells for all of them together. */
export interface AlarmRow {
  readonly in: 'co2Alarms' | 'oximeterAlarms' | 'extended' | 'fast'
  readonly bit: number
  readonly text: string
  readonly kind: 'physiological' | 'technical'
  readonly priority: Priority | null
}

const patient = (place: AlarmRow['in'], bit: number, text: string): AlarmRow => ({
  in: place,
  bit,
  text,
  kind: 'physiological',
  priority: null,
})
const device = (place: AlarmRow['in'], bit: number, text: string, priority: Priority): AlarmRow => ({
  in: place,
  bit,
  text,
  kind: 'technical',
  priority,
})

/** Alarms (drivers: the bits; priorities of technical ones are ours). */
export const ALARMS: readonly AlarmRow[] = [
  { ...patient('co2Alarms', 0x01, 'No breath'), priority: 'high' },
  patient('co2Alarms', 0x02, 'EtCO2 high'),
  patient('co2Alarms', 0x04, 'EtCO2 low'),
  patient('co2Alarms', 0x08, 'RR high'),
  patient('co2Alarms', 0x10, 'RR low'),
  patient('co2Alarms', 0x20, 'FiCO2 high'),
  patient('oximeterAlarms', 0x01, 'Pulse not found'),
  patient('oximeterAlarms', 0x02, 'SpO2 high'),
  patient('oximeterAlarms', 0x04, 'SpO2 low'),
  patient('oximeterAlarms', 0x08, 'PR high'),
  patient('oximeterAlarms', 0x10, 'PR low'),
  device('oximeterAlarms', 0x20, 'SpO2 sensor off patient', 'medium'),
  device('oximeterAlarms', 0x40, 'SpO2 sensor disconnected', 'medium'),
  device('extended', 0x01, 'Calibration due', 'low'),
  device('extended', 0x04, 'Pump off', 'low'),
  device('extended', 0x80, 'Battery low', 'medium'),
  device('fast', 0x04, 'Occlusion in gas input line', 'medium'),
  device('fast', 0x40, 'FilterLine not connected', 'low'),
  device('fast', 0x80, 'CO2 malfunction', 'medium'),
]

/** The name of the device (drivers): `V45.67 02/24/2008 B355987654`. */
export const NAME = /^(V\S+) +\S+ +(\S+)$/
export const PRINTABLE = /^[ -~]*$/

/** The device's clock counts as one between these years; what its zero is, no driver says. */
export const YEARS = { first: 2_000, last: 2_100 } as const

/** Chance that random bytes are a frame: start, a length that can be, check. */
export const RULES = [
  { allowed: 1, possible: 256 },
  { allowed: 126, possible: 256 },
  { allowed: 1, possible: 256 },
] as const

/** What the twin is. */
export const TWIN = {
  name: 'V00.00 01/01/2026 B000000000',
  mmHgPerCo2Percent: 7.13,
  /** Without a word for so long it stops. */
  stopsAfterMs: 5_500,
  limits: [60, 15, 30, 5, 8, 100, 85, 140, 50],
  limitsAt: 16,
  noBreathAfterS: 20,
  saturationLow: 85,
  /** No breath is counted before this. */
  noBreathFromS: 5,
} as const
