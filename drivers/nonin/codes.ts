/**
 * Every fact about Nonin's serial formats, as tables. Sections: "frame" and "float"
 * are the tables of the vendor's 9560 specification, which OEM III and Xpod share.
 */

/** Line of every module and cable. */
export const BAUD = 9600

export const BYTE_VALUES = 256
export const BIT_7 = 0x80
export const LOW_7 = 0x7f

/** No measurement (section "missing values"). */
export const NONE = { rate: 511, saturation: 127 } as const
export const HIGHEST_SATURATION_PERCENT = 100

/** Formats 2 and 7: 25 frames of 5 bytes make a packet, three packets a second. */
export const PACKET = { frames: 25, frameBytes: 5, perSecond: 3, rateHz: 75 } as const

/** Format 2 frame: 01, status, pleth, float, sum. */
export const DF2 = {
  first: 0x01,
  offset: { status: 1, pleth: 2, float: 3, checksum: 4 },
  highest: 255,
} as const

/** Format 7 frame: status, pleth in two bytes, float, sum. */
export const DF7 = {
  offset: { status: 0, plethHigh: 1, plethLow: 2, float: 3, checksum: 4 },
  highest: 65_535,
} as const

/** Status of a frame of formats 2 and 7. */
export const STATUS = {
  sensorDisconnected: 0x40,
  artefact: 0x20,
  outOfTrack: 0x10,
  sensorAlarm: 0x08,
  sync: 0x01,
} as const

/** Bits of the upper rate byte that count. */
export const RATE_HIGH = 0x03

/** Which frames of a packet (the first is 1) carry which number (section "float"). */
export interface FloatRow {
  readonly id: string
  readonly vendor: string
  readonly label: string
  readonly kind: 'rate' | 'saturation'
  /** Frame of the only or of the upper byte; the lower byte of a rate is in the next frame. */
  readonly frame: number
}

export const FLOAT_ROWS: readonly FloatRow[] = [
  { id: 'MDC_PULS_OXIM_PULS_RATE', vendor: 'HR', label: 'PR', kind: 'rate', frame: 1 },
  { id: 'MDC_PULS_OXIM_SAT_O2', vendor: 'SpO2', label: 'SpO2', kind: 'saturation', frame: 3 },
  { id: 'X_NONIN_SPO2_D', vendor: 'SpO2-D', label: 'SpO2 shown', kind: 'saturation', frame: 9 },
  { id: 'X_NONIN_SPO2_FAST', vendor: 'SpO2 fast', label: 'SpO2 fast', kind: 'saturation', frame: 10 },
  { id: 'X_NONIN_SPO2_B_B', vendor: 'SpO2 B-B', label: 'SpO2 beat', kind: 'saturation', frame: 11 },
  { id: 'X_NONIN_E_HR', vendor: 'E-HR', label: 'PR slow', kind: 'rate', frame: 14 },
  { id: 'X_NONIN_E_SPO2', vendor: 'E-SpO2', label: 'SpO2 slow', kind: 'saturation', frame: 16 },
  {
    id: 'X_NONIN_E_SPO2_D',
    vendor: 'E-SpO2-D',
    label: 'SpO2 slow shown',
    kind: 'saturation',
    frame: 17,
  },
  { id: 'X_NONIN_HR_D', vendor: 'HR-D', label: 'PR shown', kind: 'rate', frame: 20 },
  { id: 'X_NONIN_E_HR_D', vendor: 'E-HR-D', label: 'PR slow shown', kind: 'rate', frame: 22 },
]

/** Frame 4 carries the revision of the firmware. */
export const REVISION_FRAME = 4

/** Format 8: four bytes once a second, no check. Bits that mean nothing have no reason to change. */
export const DF8 = {
  bytes: 4,
  offset: { status: 0, rateLow: 1, saturation: 2, status2: 3 },
  reserved: [
    { at: 0, bits: 0x40 },
    { at: 3, bits: 0x56 },
  ],
  /** The saturation shown is a mean of beats: no patient's moves further within a second, again and again. */
  mostStepPercent: 10,
  status: { outOfTrack: 0x20, artefact: 0x04 },
  status2: { sensorAlarm: 0x08 },
} as const

/** Format 13: one frame a measurement, with date and time in BCD. */
export const DF13 = {
  head: [0x00, 0x02, 0x00, 0x0d, 0x00, 0x0e],
  bytes: 22,
  century: 0x20,
  end: 0x03,
  offset: {
    century: 6,
    year: 7,
    month: 8,
    day: 9,
    hour: 10,
    minute: 11,
    second: 12,
    zero: 13,
    statusHigh: 14,
    statusLow: 15,
    rateHigh: 16,
    rateLow: 17,
    zeroBeforeSaturation: 18,
    saturation: 19,
    checksum: 20,
    end: 21,
  },
  statusHigh: { smartPoint: 0x02, noMeasurement: 0x01 },
  statusLow: { stored: 0x10 },
  rateHigh: 0x01,
  firstYear: 2000,
} as const

/** Silence of two and a half of the slowest interval, one second (format 8). */
export const MAX_QUIET_MS = 2500
/** Display values are held this long after the finger has gone (section "float"). */
export const DISPLAY_HOLD_SECONDS = 10
