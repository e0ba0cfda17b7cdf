/**
 * Every fact about the host protocol of the Respironics (Novametrix) CAPNOSTAT 5 and LoFlo CO2 modules, as tables: what
 * four open implementations agree on. The vendor's own document (1028494) was not available.
 */

/** Line: 19200 8N1. */
export const BAUD = 19_200

/** A frame: command (80 and more), count of the bytes behind it, data, check; everything behind the command is below 80. */
export const FRAME = {
  countAt: 1,
  dataAt: 2,
  around: 2,
  longest: 66,
  /** Sum of the whole frame in these bits is 0. */
  checkMask: 0x7f,
} as const
/** Values of two bytes have 7 bits each. */
export const PER_HIGH = 128

export const COMMAND = {
  wave: 0x80,
  zero: 0x82,
  setting: 0x84,
  oxygenWave: 0x90,
  refused: 0xc8,
  stop: 0xc9,
  revision: 0xca,
  capabilities: 0xcb,
  clearNoBreath: 0xcc,
  reset: 0xf8,
} as const
export const COMMANDS: ReadonlySet<number> = new Set(Object.values(COMMAND))

/** Settings by their index, and what the station sets or asks. */
export const SETTING = { pressure: 0x01, unit: 0x07, compensation: 0x0b, partNumber: 0x12 } as const
/** The unit that a module has after it was switched on; only there values are shown. */
export const MMHG = 0
/** Balance gas (air or nitrogen) and agent (none), as the module has them after it was switched on. */
export const BALANCE_GAS = 0
/** Format of the revision that is text. */
export const REVISION_FORMAT = 0

/** A packet of the wave: counter, two bytes, and at most one parameter behind them. */
export const WAVE = {
  syncAt: 0,
  highAt: 1,
  lowAt: 2,
  parameterAt: 3,
  bytes: 3,
  rateHz: 100,
  perUnit: 100,
  /** The raw value that stands for nothing. */
  zeroAt: 1_000,
  /** Higher than any capnogram, mmHg. */
  most: 150,
  syncs: 128,
  samplesAtOnce: 10,
} as const

/** Parameters behind a wave, and how many bytes they have; the others' length is not known. */
export const PARAMETER = { status: 1, endTidal: 2, rate: 3, inspired: 4, breath: 5, hardware: 7 } as const
export const PARAMETER_BYTES: ReadonlyMap<number, number> = new Map([
  [PARAMETER.status, 5],
  [PARAMETER.endTidal, 2],
  [PARAMETER.rate, 2],
  [PARAMETER.inspired, 2],
])
export const SILENT_PARAMETERS: ReadonlySet<number> = new Set([PARAMETER.breath, PARAMETER.hardware])
/** The byte of the status that says the one thing that matters most; what the others mean is not known. */
export const STATUS_AT = 4

/** One number. */
export interface NumberRow {
  readonly parameter: number
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly perUnit: number
  readonly most: number
  /** 0 is no value. */
  readonly zeroIsNone: boolean
}

const gas = { unit: 'mm[Hg]', decimals: 1, perUnit: 10, most: 150 } as const

export const NUMBERS: readonly NumberRow[] = [
  { parameter: PARAMETER.endTidal, id: 'MDC_CONC_AWAY_CO2_ET', name: 'ETCO2', zeroIsNone: true, ...gas },
  { parameter: PARAMETER.inspired, id: 'MDC_CONC_AWAY_CO2_INSP', name: 'InspCO2', zeroIsNone: false, ...gas },
  {
    parameter: PARAMETER.rate,
    id: 'MDC_CO2_RESP_RATE',
    name: 'RR',
    unit: '/min',
    decimals: 0,
    perUnit: 1,
    most: 150,
    zeroIsNone: true,
  },
]

/** What the module says of itself. Nothing is a measurement in any state but the first. */
export interface StateRow {
  readonly state: number
  readonly text: string
  readonly priority: 'medium' | 'low'
  /** There is no gas to measure, and nothing is broken. */
  readonly isOff: boolean
}

const state = (code: number, text: string, priority: StateRow['priority'], isOff = false): StateRow => ({
  state: code,
  text,
  priority,
  isOff,
})

export const STATE = { ok: 0, needsSetUp: 3 } as const
/** States; their priorities are ours. */
export const STATES: readonly StateRow[] = [
  state(0x01, 'CO2 sensor too hot', 'medium'),
  state(0x02, 'CO2 sensor faulty', 'medium'),
  state(STATE.needsSetUp, 'CO2 sensor waits for pressure and gas compensation', 'low'),
  state(0x04, 'CO2 sensor asleep', 'low'),
  state(0x05, 'CO2 zero in progress', 'low'),
  state(0x06, 'CO2 sensor warming up', 'low'),
  state(0x07, 'CO2 zero required', 'medium'),
  state(0x08, 'CO2 out of range', 'medium'),
  state(0x09, 'Check airway adapter', 'medium', true),
  state(0x0a, 'Check sampling line', 'medium', true),
]

/** Times of the session, milliseconds (ours). */
export const TIME = { silence: 2_000, answer: 300, setUpAgain: 2_000, unitAgain: 2_000 } as const
export const MAX_QUIET_MS = 3_000
/** A module that was switched on while it was being set up is silent or unset until the next turn. */
export const RECOVERS_MS = 8_000

export const PRINTABLE = /^[ -~]*$/

/** Air pressure at sea level and on the highest roads, mmHg. */
export const PRESSURE = { usual: 760, least: 400, most: 850 } as const
export const OXYGEN = { usual: 21, least: 0, most: 100 } as const

/** Chance that random bytes are the shortest frame: a command, a count that can be, check. */
export const RULES = [
  { allowed: 10, possible: 256 },
  { allowed: 64, possible: 256 },
  { allowed: 1, possible: 256 },
] as const

/** What the twin is. */
export const TWIN = {
  partNumber: '1015928',
  revision: 'TWIN 00.00',
  mmHgPerCo2Percent: 7.13,
} as const
