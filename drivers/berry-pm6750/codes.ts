/**
 * Every fact about the Berry PM6750 and PM6100 boards, as tables, from the
 * vendor's protocol V3.2. Sections are named after its headings.
 */

/** Link: 115200 8N1 on every connection. */
export const BAUD = 115_200

/** Frame: 55 AA, N, id and data, sum. N counts the bytes from itself to the sum. */
export const FRAME = {
  head: [0x55, 0xaa],
  lengthAt: 2,
  idAt: 3,
  dataAt: 4,
  /** Bytes before N: the whole frame has N and these. */
  headBytes: 2,
  headerBytes: 3,
  lowestN: 3,
  highestN: 0x20,
} as const

export const BYTE_VALUES = 256

/** Ids of the board's packets. */
export const ID = {
  ecgWave: 0x01,
  ecg: 0x02,
  nibp: 0x03,
  spo2: 0x04,
  temperature: 0x05,
  qrsMark: 0x30,
  pulseMark: 0x31,
  software: 0xfc,
  hardware: 0xfd,
  spo2Wave: 0xfe,
  respirationWave: 0xff,
} as const

/** The values of N that each id may have; ids with text are not listed. */
export const N_BY_ID: ReadonlyMap<number, readonly number[]> = new Map([
  [ID.ecgWave, [0x0a, 0x04]],
  [ID.ecg, [0x08]],
  [ID.nibp, [0x08]],
  [ID.spo2, [0x06]],
  [ID.temperature, [0x06, 0x08]],
  [ID.qrsMark, [0x03]],
  [ID.pulseMark, [0x03]],
  [ID.spo2Wave, [0x04]],
  [ID.respirationWave, [0x04]],
])
/** N of the ECG packet of older boards: one lead, which one is not said. */
export const N_ONE_LEAD = 0x04
/** N of a temperature packet with two probes. */
export const N_TWO_PROBES = 0x08

/** Leads of the ECG packet in their order. */
export const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V'] as const

/** Samples: 0-250 around 128 (ECG, respiration), 0-100 (SpO2). Clipped at the ends of the range (measured at gain x1). */
export const WAVE = {
  baseline: 128,
  highest: 250,
  clippedLow: 1,
  clippedHigh: 249,
  plethHighest: 100,
  ecgHz: 250,
  slowHz: 50,
} as const

/** ECG parameters: status, HR, RR, ST, arrhythmia. */
export const ECG = {
  offset: { status: 0, heartRate: 1, respirationRate: 2, st: 3, arrhythmia: 4 },
  status: { weak: 0x01, leadOff: 0x02 },
  stPerMillivolt: 100,
  highestArrhythmia: 0x0c,
} as const

/** NIBP: status, cuff pressure / 2, systolic, mean, diastolic. */
export const NIBP = {
  offset: { status: 0, cuff: 1, systolic: 2, mean: 3, diastolic: 4 },
  stateShift: 2,
  stateMask: 0x0f,
  cuffUnitMmHg: 2,
  state: { done: 0, measuring: 1, interference: 7, starting: 9 },
  /** Stopped, over-pressure, loose or leaking, time-out, error, out of range. */
  failed: [2, 3, 4, 5, 6, 8],
} as const

/** SpO2: status, saturation, pulse rate. */
export const SPO2 = {
  offset: { status: 0, saturation: 1, pulseRate: 2 },
  status: { ok: 0, sensorOff: 1, noFinger: 2 },
  none: { saturation: 0x7f, pulseRate: 0xff },
  highestPercent: 100,
} as const

/** Temperature: status, then whole degrees and tenths of each probe. */
export const TEMPERATURE = {
  offset: { status: 0, t1: 1, t2: 3 },
  status: { t1Off: 0x01, t2Off: 0x02, highest: 3 },
  tenths: 10,
} as const

/** A command: 55 AA 04 id argument sum. Only these are ever sent; each is answered by the packets beside it. */
export const COMMAND_N = 0x04
export const COMMANDS = [
  { id: 0x01, brings: [ID.ecgWave, ID.ecg] },
  { id: 0x03, brings: [ID.spo2] },
  { id: 0x04, brings: [ID.temperature] },
  { id: 0xfe, brings: [ID.spo2Wave] },
  { id: 0xff, brings: [ID.respirationWave] },
] as const
export const ON = 1

/** Commands are 50 ms apart or more; a stream that stays away is asked for again. */
export const SESSION = { spacingMs: 100, silenceMs: 3000, quickTries: 5, slowRetryMs: 10_000 } as const

/** Parameters come once a second. */
export const MAX_QUIET_MS = 2500
