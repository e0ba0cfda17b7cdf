/**
 * Every fact about the "ANSAR-B" stream of Ivy monitors, as tables. No document of the vendor is known: "reader" is
 * what an open reader of the stream does, "recording" what one recorded stream shows.
 */

/** Line (reader): one frame a second, unasked. */
export const BAUD = 9600
export const FRAME_EVERY_MS = 1000

/** Frame (reader): FF, tag, waves, lines of text, FE. Nothing is stuffed: samples stay below the two (recording: at most 251). */
export const OPEN = 0xff
export const CLOSE = 0xfe
/** A value that no byte has. */
export const NO_BYTE = -1
export const TAG = 'ANSAR-B '
export const LINE_END = 0x0d
/** Longer than every line with its longest text. */
export const LONGEST_BYTES = 2048
export const BYTE_VALUES = 256

/** Waves in the order they are sent (reader): where they begin behind FF, and how many samples of a second. */
export const WAVES = {
  ecg: { at: 8, samples: 200 },
  respiration: { at: 208, samples: 50 },
  pleth: { at: 258, samples: 50 },
  p1: { at: 308, samples: 50 },
  p2: { at: 358, samples: 50 },
} as const
export type WaveName = keyof typeof WAVES
export const TEXT_AT = 408

/** Waves of 20 ms a sample: nothing in a body goes so far up or down and back within one. A pacemaker's spike may, in the ECG. */
export const SLOW_WAVES = ['respiration', 'pleth', 'p1', 'p2'] as const
export const SPIKE_COUNTS = 100

/** A sample without signal, as of a line without transducer (recording). */
export const NO_SAMPLE = 251
export const HIGHEST_SAMPLE = 250
/** The ECG rests there (recording); its scale is not known. */
export const ECG_BASELINE = 125

export const LEADS = ['I', 'II', 'III', 'AVR', 'AVL', 'AVF', 'V'] as const

/** One value of a line: its term, or null for an id of our own. */
export interface ValueRow {
  readonly id: string | null
  readonly name: string
  readonly unit: string
  readonly highest: number
  readonly timing?: 'episodic'
}

/** One line of text: `NAME=state;values;text;`. */
export interface LineRow {
  readonly name: string
  readonly source: string
  readonly values: readonly ValueRow[]
  /** Texts beside a good value; any other makes it questionable. */
  readonly quiet: RegExp
}

const RATE = '/min'
const PRESSURE = 'mm[Hg]'
const HIGHEST = { rate: 300, percent: 100, pressure: 300, temperature: 115, count: 999 } as const
const EMPTY = /^$/

function invasive(name: string, source: string): LineRow {
  const part = (id: string, word: string): ValueRow => ({
    id,
    name: `${name} ${word}`,
    unit: PRESSURE,
    highest: HIGHEST.pressure,
  })
  const values = [
    part('MDC_PRESS_BLD_SYS', 'sys'),
    part('MDC_PRESS_BLD_DIA', 'dia'),
    part('MDC_PRESS_BLD_MEAN', 'mean'),
  ]
  return { name, source, values, quiet: EMPTY }
}

/** A line does not say the unit of CO2 and temperatures, so these have ids of our own without one. */
function unitless(name: string, highest: number): LineRow {
  return { name, source: name.toLowerCase(), values: [{ id: null, name, unit: '1', highest }], quiet: EMPTY }
}

function cuff(id: string, name: string, unit: string, highest: number): ValueRow {
  return { id, name, unit, highest, timing: 'episodic' }
}

/** Lines (reader and recording). The digit behind `=` is a state that nobody has explained. */
export const LINES: readonly LineRow[] = [
  {
    name: 'HR',
    source: 'ecg',
    values: [{ id: 'MDC_ECG_HEART_RATE', name: 'HR', unit: RATE, highest: HIGHEST.rate }],
    quiet: /^(?:ECG-[A-Z0-9]+-[A-Z0-9]+)?$/,
  },
  {
    name: 'RR',
    source: 'resp',
    values: [{ id: 'MDC_RESP_RATE', name: 'RR', unit: RATE, highest: HIGHEST.rate }],
    quiet: /^(?:APNEA: \d{1,3} SEC)?$/,
  },
  unitless('ETCO2', HIGHEST.count),
  {
    name: 'SPO2',
    source: 'spo2',
    values: [{ id: 'MDC_PULS_OXIM_SAT_O2', name: 'SPO2', unit: '%', highest: HIGHEST.percent }],
    quiet: /^(?:PR= ?\d{0,3})?$/,
  },
  {
    name: 'NIBP',
    source: 'nibp',
    values: [
      cuff('MDC_PRESS_BLD_NONINV_SYS', 'NIBP sys', PRESSURE, HIGHEST.pressure),
      cuff('MDC_PRESS_BLD_NONINV_DIA', 'NIBP dia', PRESSURE, HIGHEST.pressure),
      cuff('MDC_PRESS_BLD_NONINV_MEAN', 'NIBP mean', PRESSURE, HIGHEST.pressure),
      cuff('MDC_PULS_RATE_NON_INV', 'NIBP pulse', RATE, HIGHEST.rate),
    ],
    quiet: EMPTY,
  },
  invasive('P1', 'p1'),
  invasive('P2', 'p2'),
  unitless('T1', HIGHEST.temperature),
  unitless('T2', HIGHEST.temperature),
]

/** The line that names the lead, and the line whose text holds the pulse rate. */
export const HEART_LINE = 'HR'
export const CUFF_LINE = 'NIBP'
export const SATURATION_LINE = 'SPO2'
export const PULSE: ValueRow = {
  id: 'MDC_PULS_OXIM_PULS_RATE',
  name: 'PR',
  unit: RATE,
  highest: HIGHEST.rate,
}
/** Text of a line without its sensor (recording). */
export const NO_TRANSDUCER = 'NO TRANSDUCER'

/** A line whose transducer goes has more samples than these in its last second. */
export const STRAY_SAMPLES = 2
/** Numbers of other digits than before that lie closer than this are the same measurement: a lost digit changes more. */
export const CLOSE_VALUES = 8

export const MAX_QUIET_MS = 2500
