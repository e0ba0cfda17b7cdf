/**
 * Every fact about the polled RS-232 port of Hamilton ventilators, as tables. "driver" is what two open drivers agree on;
 * the vendor's own document was not available.
 */

/** Line (one driver): 9600, even parity, two stop bits. */
export const BAUD = 9_600

/** Request: start, what is asked, end, CR. Answer: the same with five characters behind what was asked (driver). */
export const FRAME = {
  start: 0x02,
  end: 0x03,
  last: 0x0d,
  requestBytes: 4,
  answerBytes: 9,
  textAt: 2,
} as const
export const TEXT_BYTES = 5

/** Times, milliseconds: answers come within a tenth of a second; 36 ms at least lie between two requests (driver). */
export const TIME = { answer: 500, between: 36, round: 1_000 } as const
export const MAX_QUIET_MS = 6_000
/** Eight answers give the lock again, after a round that was lost. */
export const RECOVERS_MS = 7_000

/** Instead of a number (driver). */
export const MISSING: ReadonlySet<string> = new Set(['9999', '9999.', '999.9', ''])
/** What an answer may hold: a number padded with blanks. */
export const TEXT = /^ *-?(?:\d{1,5}\.?|\d{0,4}\.\d{1,4}) *$/
/** What the ventilator answers to a question that it does not know: letters behind the first of "RERROR". */
export const REFUSED = { id: 0x52, text: 'ERROR' } as const

/** One number: what is asked for it. */
export interface FieldRow {
  readonly asked: number
  readonly id: string | null
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly least: number
  readonly most: number
}

const PRESSURE = 'cm[H2O]'
const RATE = '/min'
const VOLUME = 'mL'
const FLOW = 'L/min'
const PERCENT = '%'

const LARGEST = { pressure: 150, rate: 200, volume: 3_000, flow: 100, percent: 100, pulse: 300 } as const

function row(
  asked: number,
  id: string | null,
  name: string,
  [unit, decimals, most, least = 0]: readonly [unit: string, decimals: number, most: number, least?: number],
): FieldRow {
  return { asked, id, name, unit, decimals, least, most }
}

/** What is asked (driver). End-tidal CO2 is left out: which unit it has is not said on this wire. */
export const FIELDS: readonly FieldRow[] = [
  row(63, 'MDC_AWAY_RESP_RATE', 'f total', [RATE, 0, LARGEST.rate]),
  row(66, 'MDC_VENT_PRESS_AWAY_INSP_MAX', 'Ppeak', [PRESSURE, 0, LARGEST.pressure, -LARGEST.pressure]),
  row(62, 'MDC_VOL_MINUTE_AWAY_EXP', 'MVe', [FLOW, 1, LARGEST.flow]),
  row(61, 'MDC_VOL_AWAY_TIDAL_EXP', 'VTe', [VOLUME, 0, LARGEST.volume]),
  row(60, 'MDC_VOL_AWAY_TIDAL_INSP', 'VTi', [VOLUME, 0, LARGEST.volume]),
  row(68, 'MDC_VENT_PRESS_AWAY_END_EXP_POS', 'PEEP', [PRESSURE, 0, LARGEST.pressure, -LARGEST.pressure]),
  row(71, 'MDC_CONC_AWAY_O2_INSP', 'Oxygen', [PERCENT, 0, LARGEST.percent]),
  row(36, 'MDC_PULS_OXIM_SAT_O2', 'SpO2', [PERCENT, 0, LARGEST.percent, 1]),
  row(37, 'MDC_PULS_OXIM_PULS_RATE', 'Pulse', [RATE, 0, LARGEST.pulse, 1]),
  row(69, 'MDC_VENT_PRESS_RESP_PLAT', 'Pplateau', [PRESSURE, 0, LARGEST.pressure, -LARGEST.pressure]),
  row(67, 'MDC_PRESS_AWAY_INSP_MEAN', 'Pmean', [PRESSURE, 0, LARGEST.pressure, -LARGEST.pressure]),
  row(103, 'MDC_PRESS_AWAY_END_EXP_POS_INTRINSIC', 'AutoPEEP', [
    PRESSURE,
    0,
    LARGEST.pressure,
    -LARGEST.pressure,
  ]),
  row(64, null, 'F SPONT', [RATE, 0, LARGEST.rate]),
  row(48, null, 'PEEP SET', [PRESSURE, 0, LARGEST.pressure]),
  row(50, null, 'OXYGEN SET', [PERCENT, 0, LARGEST.percent]),
]

/** The setting "mode" and its names (driver). */
export const MODE_ASKED = 40
export const MODES: ReadonlyMap<number, string> = new Map([
  [1, '(S)CMV'],
  [2, 'SIMV'],
  [4, 'SPONT'],
  [16, 'Ambient'],
  [17, 'P-SIMV'],
  [19, 'P-CMV'],
  [20, 'APVsimv'],
  [21, 'APVcmv'],
  [22, 'ASV'],
  [23, 'DuoPAP'],
  [24, 'APRV'],
  [25, 'NIV'],
  [26, 'AVtS'],
])

/** Everything that is asked, in turn. */
export const ASKED: readonly number[] = [...FIELDS.map(({ asked }) => asked), MODE_ASKED]

/** Chance that random bytes are an answer: fixed bytes, something that was asked, and five letters of a number. */
export const RULES = [
  { allowed: 1, possible: 16_777_216 },
  { allowed: 16, possible: 256 },
  { allowed: 371_293, possible: 1_099_511_627_776 },
] as const

/** What the twin is. */
export const TWIN = { tidalMl: 450, mode: 22, peepSet: 5, oxygenSet: 40 } as const
