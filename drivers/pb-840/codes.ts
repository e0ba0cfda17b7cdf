/**
 * Every fact about the serial ports of Puritan Bennett 840 and 980 ventilators, as tables. "driver" is what two open
 * drivers do, "manual" the field list of the 980's manual, "recording" what recorded replies and breaths show.
 */

/** Lines (driver): the port that is asked, and the one set to "Waveforms", which sends by itself. */
export const BAUD = { asked: 9600, waves: 38_400 } as const

/** What is asked (driver): four letters and CR, one at a time, answered in less than a second on an 840. */
export const COMMAND = { reset: 'RSET', few: 'SNDA', many: 'SNDF' } as const
export const CARRIAGE_RETURN = 0x0d

/** A reply of 1,225 characters takes 1.3 s at 9600 baud. */
export const ASK_EVERY_MS = 2_000
export const MAX_QUIET_MS = 5_000
/** Three replies give the lock again. */
export const RECOVERS_MS = 8_000

/** Reply (recording): name, bytes between STX and ETX, number of fields, STX, fields each with a comma, ETX. */
export const REPLY_HEAD = /^(MISCA|MISCF),(\d{1,4}) *,(\d{1,3}) *,$/
export const STX = '\x02'
export const ETX = '\x03'
export type ReplyName = 'MISCA' | 'MISCF'
/** Longest line: the longest reply (1,229 bytes on a port set to another maker's format) with its head. */
export const LONGEST_LINE_BYTES = 1_300
/** Number of the first field behind STX: name, two counts and STX are 1 to 4. */
export const FIRST_FIELD = 5
/** Printable letters only. */
export const FIELDS_TEXT = /^[ -~]*$/
export const FIELD_NUMBER = /^-?\d{1,4}(?:\.\d{1,3})?$/
/** Instead of a number (recording). */
export const NOT_SET = 'OFF'

/** Waveform lines (recording): breath start with its counter, flow and pressure, breath end. */
export const BREATH_START = /^BS, S:(\d{1,8}),$/
export const SAMPLES = /^(-?(?:0|[1-9]\d{0,2})\.\d{2}), (-?(?:0|[1-9]\d{0,2})\.\d{2})$/
export const BREATH_END = 'BE'
/** A pair every 20 ms (ventMAP), in hundredths. */
export const WAVE = {
  rateHz: 50,
  perUnit: 100,
  samplesAtOnce: 10,
  /** Longer than between two lines, shorter than any pause that loses some. */
  waitsMs: 250,
  flowReach: 300,
  pressureReach: 150,
} as const

/** One number: where it stands in each reply (manual), null where it does not. */
export interface FieldRow {
  readonly few: number | null
  readonly many: number | null
  readonly id: string | null
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly least: number
  readonly most: number
}

const RATE = '/min'
const LITRE = 'L'
const FLOW = 'L/min'
const AIRWAY = 'cm[H2O]'
const PERCENT = '%'
const NONE = '1'
const MOST = {
  rate: 200,
  volume: 6,
  flow: 200,
  pressure: 150,
  percent: 100,
  ratio: 150,
  compliance: 500,
} as const

type Place = readonly [few: number | null, many: number | null]
type Quantity = readonly [unit: string, decimals: number, most: number, least?: number]

function row([few, many]: Place, id: string | null, name: string, quantity: Quantity): FieldRow {
  const [unit, decimals, most, least = 0] = quantity
  return { few, many, id, name, unit, decimals, least, most }
}

/** What the ventilator measures (manual; numbers in bold there), then what it is set to. */
export const FIELDS: readonly FieldRow[] = [
  row([34, 70], 'MDC_AWAY_RESP_RATE', 'RR total', [RATE, 1, MOST.rate]),
  row([35, 71], 'MDC_VOL_AWAY_TIDAL_EXP', 'VTe', [LITRE, 3, MOST.volume]),
  row([36, 72], 'MDC_VOL_MINUTE_AWAY_EXP', 'MV', [FLOW, 2, MOST.flow]),
  row([37, 89], null, 'MV SPONT', [FLOW, 2, MOST.flow]),
  row([38, 73], 'MDC_VENT_PRESS_AWAY_INSP_MAX', 'Ppeak', [AIRWAY, 1, MOST.pressure, -MOST.pressure]),
  row([39, 74], 'MDC_PRESS_AWAY_INSP_MEAN', 'Pmean', [AIRWAY, 1, MOST.pressure, -MOST.pressure]),
  row([40, 69], null, 'P END INSP', [AIRWAY, 1, MOST.pressure, -MOST.pressure]),
  row([41, 75], null, 'IE EXP PART', [NONE, 2, MOST.ratio]),
  row([null, 77], 'MDC_CONC_AWAY_O2_INSP', 'O2', [PERCENT, 0, MOST.percent]),
  row([null, 87], 'MDC_VENT_PRESS_AWAY_END_EXP_POS', 'PEEP', [AIRWAY, 1, MOST.pressure, -MOST.pressure]),
  row([65, 96], 'MDC_COMPL_LUNG_DYN', 'Cdyn', ['mL/cm[H2O]', 0, MOST.compliance]),
  row([66, 97], null, 'RDYN', ['cm[H2O].s/L', 1, MOST.compliance]),
  row([10, 13], null, 'RR SET', [RATE, 1, MOST.rate]),
  row([11, 14], null, 'VT SET', [LITRE, 3, MOST.volume]),
  row([13, 16], null, 'O2 SET', [PERCENT, 0, MOST.percent]),
  row([15, 18], null, 'PEEP SET', [AIRWAY, 1, MOST.pressure]),
]

/** Numbers of fields that a reply has (recording); other counts may come from other software and are read up to theirs. */
export const FIELD_COUNT: Readonly<Record<ReplyName, number>> = { MISCA: 97, MISCF: 169 }

/** One alarm: its field, its words, and whether the machine or the patient is meant. */
export interface AlarmRow {
  readonly field: number
  readonly text: string
  readonly kind: 'physiological' | 'technical'
}

const patient = (field: number, text: string): AlarmRow => ({ field, text, kind: 'physiological' })
const machine = (field: number, text: string): AlarmRow => ({ field, text, kind: 'technical' })

/** Alarms by reply (manual). */
export const ALARMS: Readonly<Record<ReplyName, readonly AlarmRow[]>> = {
  MISCA: [
    patient(48, 'High circuit pressure'),
    patient(51, 'Low exhaled tidal volume'),
    patient(52, 'Low exhaled minute volume'),
    patient(53, 'High respiratory rate'),
    machine(54, 'No O2 supply'),
    machine(55, 'No air supply'),
    patient(57, 'Apnea'),
    machine(95, 'Occlusion or disconnect'),
  ],
  MISCF: [
    patient(106, 'Apnea ventilation'),
    patient(107, 'High exhaled minute volume'),
    patient(108, 'High exhaled tidal volume'),
    machine(109, 'High O2'),
    patient(110, 'High circuit pressure'),
    patient(111, 'High ventilator pressure'),
    patient(112, 'High respiratory rate'),
    machine(113, 'AC power loss'),
    machine(114, 'Inoperative battery'),
    machine(115, 'Low battery'),
    machine(116, 'Loss of power'),
    patient(117, 'Low exhaled mandatory tidal volume'),
    patient(118, 'Low exhaled minute volume'),
    patient(119, 'Low exhaled spontaneous tidal volume'),
    machine(120, 'Low O2'),
    machine(121, 'Low air supply pressure'),
    machine(122, 'Low O2 supply pressure'),
    machine(123, 'Compressor inoperative'),
    machine(124, 'Circuit disconnect'),
    machine(125, 'Severe occlusion'),
    patient(126, 'Inspiration too long'),
    machine(127, 'Procedure error'),
    patient(128, 'Compliance limited tidal volume'),
    patient(136, 'Low circuit pressure'),
  ],
}

/** What an alarm's field may say (manual): the priority it stands for, null while it is not in force. */
export const ALARM_STATES: Readonly<Record<string, 'high' | 'medium' | 'low' | null>> = {
  '': null,
  NORMAL: null,
  RESET: null,
  LOW: 'low',
  MEDIUM: 'medium',
  HIGH: 'high',
  // MISCA names no priority.
  ALARM: 'medium',
}

/** Chance that a line of random bytes reads as one: the shortest good line has two letters. */
export const SHORTEST_LINE = { allowed: 1, possible: 65_536 } as const

/** What the twin answers with. */
export const TWIN = {
  id: '840 0000000000',
  tidalLitres: 0.45,
  pressureHigh: 40,
  widths: { usual: 6, id: 18, date: 12, text: 9 },
  deviceId: 6,
  dates: { MISCA: [8, 62], MISCF: [7] },
  ids: { MISCA: [6], MISCF: [6, 53] },
  texts: { MISCA: [100], MISCF: [8, 50, 55, 66] },
  /** Flow that goes with a rise of the pressure from one sample to the next, and the rise that begins a breath, cmH2O. */
  litresPerMinutePerRise: 30,
  breathBegins: 0.2,
} as const
