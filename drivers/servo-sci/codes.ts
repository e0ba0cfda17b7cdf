/**
 * Every fact about the SCI of Getinge/Maquet SERVO ventilators, as tables. "manual" is the vendor's interface reference
 * (68 80 036, protocol 0010), "driver" what two independent open implementations agree on.
 */

/** Line (manual). */
export const BAUD = 38_400

/** Bytes with a meaning of their own (manual). */
export const BYTE = {
  end: 0x04,
  abort: 0x1b,
  blockEnd: 0x7f,
  error: 0xe0,
  breath: 0x42,
  settings: 0x53,
  lowestText: 0x20,
  highestText: 0x7e,
  /** No first byte of a value is higher (manual). */
  highestHigh: 0x7e,
} as const

/** Bytes around the values of a block, of an error block, digits of the check of a text, and letters of the shortest (manual). */
export const BYTES = { aroundValues: 3, error: 4, value: 2, check: 2, shortestText: 3 } as const
export const HEX = 16
export const BYTE_BITS = 8
/** The whole table of channels, with room (no document says how long it is). */
export const LONGEST_TEXT = 16_384

/** Raw value that stands for none (manual). */
export const MISSING = 0x7eff

/** Codes of error blocks (manual). */
export const ERROR = { notConfigured: 0x10, standby: 0x11 } as const
/** Every code an error block may have (manual). */
export const ERROR_CODES: ReadonlySet<number> = new Set([
  0x0b, 0x0c, 0x0d, 0x0f, 0x10, 0x11, 0x13, 0x14, 0x15,
])
/** A text that begins so refuses a command (manual); `*` alone has done it. */
export const REFUSED = /^ER\d\d$/
export const DONE = '*'

/** Commands without their check (manual). `choose...` take channel numbers of three digits behind them. */
export const COMMAND = {
  check: '',
  type: 'RPTY',
  highestVersion: 'RHVE',
  selectVersion: 'SPVE',
  channels: 'RCCO',
  model: 'RCFGDT',
  serial: 'RSEN',
  software: 'RSWV',
  clock: 'RTIM',
  chooseBreath: 'SDADB',
  chooseSettings: 'SDADS',
  breath: 'RADAB',
  settings: 'RADAS',
} as const

/** The newest version whose meaning is known for each channel; a ventilator that has less is asked for its own (manual). */
export const VERSION = 3
export const VERSION_TEXT = /^\d{4}$/
export const CHANNEL_DIGITS = 3
/** Entry of the channel table: channel, gain, offset, unit, type (manual). */
export const CHANNEL_ENTRY = /^(\d{3}),([+-]?\d{1,6}E[+-]\d{1,3}),([+-]?\d{1,6}E[+-]\d{1,3}),(\d{2}),[ -~]*$/
/** YYYYMMDDhhmmss (manual). */
export const CLOCK_TEXT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/

/** Times of the session, milliseconds. The first byte of an answer comes within 500 (manual), the rest without a pause. */
export const TIME = {
  answer: 1_000,
  between: 50,
  breath: 500,
  settings: 2_000,
  clock: 10_000,
  /** In standby: the numbers (manual, for the stream), and the sign of life between. */
  standby: 5_000,
  check: 1_000,
  restart: 2_000,
} as const
/** Questions without an answer in a row after which all begins anew. */
export const MOST_SILENT = 3
/** How often the channel table is asked for until two answers are the same. */
export const MOST_TABLES = 4
export const MAX_QUIET_MS = 5_000
/** A question that was lost, all of the opening again, and eight answers for the lock. */
export const RECOVERS_MS = 12_000

/** One number of a table. */
export interface FieldRow {
  readonly list: 'breath' | 'settings'
  readonly channel: number
  readonly id: string | null
  readonly name: string
  /** UCUM, and the ventilator's own number of it. */
  readonly unit: string
  readonly unitCode: number
  readonly decimals: number
  /** Value = raw x gain - offset; null: it depends on the version, so only the ventilator's own table says it. */
  readonly scale: Scale | null
  readonly least: number
  readonly most: number
  /** Known to every model, so that it is asked for where the ventilator does not tell its channels. */
  readonly isCommon: boolean
}

export interface Scale {
  readonly gain: number
  readonly offset: number
}

/** Units (manual): the number on the wire and UCUM. */
const UNIT = {
  ml: [1, 'mL'],
  mlPerMinute: [3, 'mL/min'],
  cmH2O: [4, 'cm[H2O]'],
  mlPerCmH2O: [5, 'mL/cm[H2O]'],
  perMinute: [6, '/min'],
  percent: [7, '%'],
  litrePerMinute: [8, 'L/min'],
  mmHg: [10, 'mm[Hg]'],
  kPa: [11, 'kPa'],
  second: [14, 's'],
  microvolt: [19, 'uV'],
  none: [20, '1'],
  mlPerKg: [25, 'mL/kg'],
} as const

type UnitName = keyof typeof UNIT
const MOST: Readonly<Record<UnitName, number>> = {
  ml: 4_000,
  mlPerMinute: 2_000,
  cmH2O: 150,
  mlPerCmH2O: 500,
  perMinute: 200,
  percent: 100,
  litrePerMinute: 100,
  mmHg: 200,
  kPa: 27,
  second: 60,
  microvolt: 320,
  none: 100,
  mlPerKg: 100,
}

interface More {
  readonly offset?: number
  readonly isCommon?: boolean
  readonly decimals?: number
  readonly scale?: null
}

function rowOf(list: FieldRow['list']) {
  return (
    channel: number,
    id: string | null,
    name: string,
    [unitName, gain]: readonly [UnitName, gain: number],
    { offset = 0, isCommon = false, decimals, scale }: More = {},
  ): FieldRow => {
    const [unitCode, unit] = UNIT[unitName]
    return {
      list,
      channel,
      id,
      name,
      unit,
      unitCode,
      decimals: decimals ?? Math.max(0, Math.round(-Math.log10(gain))),
      scale: scale === null ? null : { gain, offset },
      least: offset === 0 ? 0 : -MOST[unitName],
      most: MOST[unitName],
      isCommon,
    }
  }
}

const breath = rowOf('breath')
const setting = rowOf('settings')
/** Pressures are sent 200 cmH2O higher than they are (manual). */
const pressure = { offset: 200 } as const
const common = { isCommon: true } as const
const volume = { decimals: 0 } as const

/** What is measured with each breath, then what is set (manual). */
export const FIELDS: readonly FieldRow[] = [
  breath(100, 'MDC_AWAY_RESP_RATE', 'RR', ['perMinute', 0.1], common),
  breath(101, 'MDC_VOL_AWAY_TIDAL_EXP', 'VTe', ['ml', 0.2], { ...common, ...volume }),
  breath(102, 'MDC_VOL_AWAY_TIDAL_INSP', 'VTi', ['ml', 0.2], { ...common, ...volume }),
  breath(103, 'MDC_VOL_MINUTE_AWAY_INSP', 'MVi', ['litrePerMinute', 0.01], common),
  breath(104, 'MDC_VOL_MINUTE_AWAY_EXP', 'MVe', ['litrePerMinute', 0.01], common),
  breath(105, 'MDC_VENT_PRESS_AWAY_INSP_MAX', 'Ppeak', ['cmH2O', 0.1], { ...common, ...pressure }),
  breath(106, 'MDC_PRESS_AWAY_INSP_MEAN', 'Pmean', ['cmH2O', 0.1], { ...common, ...pressure }),
  breath(107, 'MDC_VENT_PRESS_RESP_PLAT', 'Pplat', ['cmH2O', 0.1], { ...common, ...pressure }),
  breath(108, 'MDC_VENT_PRESS_AWAY_END_EXP_POS', 'PEEP', ['cmH2O', 0.1], { ...common, ...pressure }),
  breath(109, 'MDC_CONC_AWAY_O2_INSP', 'O2', ['percent', 0.1], common),
  breath(114, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', ['percent', 0.1]),
  // A tenth of a millimetre in versions 0001 and 0002, a whole one from 0003 on.
  breath(115, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', ['mmHg', 1], { scale: null }),
  breath(116, 'MDC_CONC_AWAY_CO2_ET', 'EtCO2', ['kPa', 0.1]),
  breath(117, 'MDC_FLOW_CO2_PROD_RESP', 'VCO2', ['mlPerMinute', 1]),
  breath(119, 'MDC_COMPL_LUNG_STATIC', 'Cstat', ['mlPerCmH2O', 0.1]),
  breath(125, 'MDC_COMPL_LUNG_DYN', 'Cdyn', ['mlPerCmH2O', 0.1]),
  breath(122, null, 'IE INSP PART', ['none', 0.01]),
  breath(123, null, 'TI', ['second', 0.01]),
  breath(126, null, 'LEAKAGE', ['percent', 0.1]),
  breath(129, null, 'PEEP TOTAL', ['cmH2O', 0.1], pressure),
  breath(130, null, 'RR SPONT', ['perMinute', 0.1]),
  breath(131, null, 'MVE SPONT', ['litrePerMinute', 0.01]),
  breath(138, null, 'EDI PEAK', ['microvolt', 0.01], { decimals: 1 }),
  breath(139, null, 'EDI MIN', ['microvolt', 0.01], { decimals: 1 }),
  breath(145, null, 'VTE PBW', ['mlPerKg', 0.1]),
  breath(148, null, 'DRIVING PRESSURE', ['cmH2O', 0.1], pressure),
  setting(400, null, 'RR SET', ['perMinute', 0.1], common),
  setting(405, null, 'MV SET', ['litrePerMinute', 0.01]),
  setting(406, null, 'PC ABOVE PEEP SET', ['cmH2O', 0.1]),
  setting(407, null, 'PS ABOVE PEEP SET', ['cmH2O', 0.1]),
  setting(408, null, 'PEEP SET', ['cmH2O', 0.1], common),
  setting(414, null, 'O2 SET', ['percent', 0.1], common),
  setting(420, null, 'VT SET', ['ml', 0.2], { ...common, ...volume }),
  setting(429, null, 'TI SET', ['second', 0.01]),
]

/** End-tidal CO2 in each of its units is a channel of its own: one of them is asked for. */
export const CO2_UNITS = ['mmHg', 'kPa', '%'] as const
export const CO2_CHANNELS: Readonly<Record<(typeof CO2_UNITS)[number], number>> = {
  mmHg: 115,
  kPa: 116,
  '%': 114,
}

/** The setting that is the mode, and its names (manual): the last of the chosen settings. */
export const MODE_CHANNEL = 410
export const MODES: ReadonlyMap<number, string> = new Map([
  [0x01, 'Pressure Control'],
  [0x02, 'Pressure Control automode'],
  [0x03, 'Pressure Control automode'],
  [0x04, 'Volume Control'],
  [0x05, 'Volume Control automode'],
  [0x06, 'Volume Control automode'],
  [0x07, 'PRVC'],
  [0x08, 'PRVC automode'],
  [0x09, 'PRVC automode'],
  [0x0a, 'Volume Support'],
  [0x0b, 'PS/CPAP'],
  [0x0c, 'SIMV (VC)'],
  [0x0d, 'SIMV (PC)'],
  [0x0e, 'SIMV (PRVC)'],
  [0x0f, 'Bi-Vent/APRV'],
  [0x10, 'NIV PC'],
  [0x11, 'NIV PS'],
  [0x12, 'Nasal CPAP'],
  [0x13, 'NAVA'],
  [0x14, 'NIV NAVA'],
  [0x15, 'High flow'],
  [0x16, 'HFO'],
  [0x17, 'HFO V-TGT'],
  [0x18, 'NPS'],
  [0x19, 'NIV NPS'],
])
/** What stands as the mode while the ventilator is in standby. */
export const STANDBY_MODE = 'Standby'

/** A number is rounded to this part of its unit: finer than any gain, coarser than what arithmetic leaves. */
export const ROUNDS_PER_UNIT = 1_000_000

/** Chance that random bytes are a block of values: flag, end and check, which may be one of two. */
export const RULES = [
  { allowed: 1, possible: 256 },
  { allowed: 1, possible: 256 },
  { allowed: 2, possible: 256 },
] as const

/** What the twin is. */
export const TWIN = {
  type: 'SCI0',
  highestVersion: '0010',
  model: 'SERVO-u',
  serial: '00000',
  software: 'SERVO-u,00.00.00',
  sampling: '020',
  tidalMl: 450,
  pauseCmH2O: 15,
  meanCmH2O: 9,
  compliance: 38,
  co2PerMinute: 200,
  mmHgPerCo2Percent: 7.13,
  kPaPerCo2Percent: 0.95,
  settings: { 400: 15, 405: 6.8, 406: 12, 407: 8, 408: 5, 414: 40, 420: 450, 429: 0.9 },
  mode: 0x07,
} as const
