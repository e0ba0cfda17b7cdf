/**
 * Every fact about Bluetooth health payloads and the bridge that passes them on, as tables. "profile" is the definition of
 * the characteristic by the Bluetooth SIG, "bridge" the line format of this folder's README.
 */

/** The bridge's line (bridge): JSON, a star, four digits of the check, line end. */
export const LINE = {
  longestBytes: 400,
  checkDigits: 4,
  star: '*',
  mostPayloadBytes: 64,
  form: /^(\{[ -~]*\})\*([0-9A-F]{4})$/,
} as const
export const HEX = 16
export const BAUD = 115_200

/**
 * Wearables fall silent when they are out of reach, and come back: that is a gap and no fault of the line. A rate is gone
 * after 20 s and a saturation after 30 s, twice the age at which it is old.
 */
export const MAX_QUIET_MS = 30_000
export const WORN_AGE_MS = { rate: 10_000, saturation: 15_000 } as const

/** Characteristics by their assigned number (profile). */
export const CHARACTERISTIC = {
  heartRate: '2A37',
  oximeter: '2A5F',
  oximeterSpot: '2A5E',
  bloodPressure: '2A35',
  temperature: '2A1C',
  glucose: '2A18',
  /** Asks a meter for its records, and tells what became of that. */
  records: '2A52',
  /** The clock of the device, in its two forms. */
  currentTime: '2A2B',
  dateTime: '2A08',
  battery: '2A19',
} as const

/** Short float (profile): mantissa of 12 bits, exponent of 4; values that stand for none. */
export const SHORT_FLOAT = { bits: 12, size: 2, none: [0x7fe, 0x7ff, 0x800, 0x801, 0x802] } as const
/** Long float (profile): mantissa of 24 bits, exponent of 8. */
export const LONG_FLOAT = {
  bits: 24,
  size: 4,
  none: [0x7f_fffe, 0x7f_ffff, 0x80_0000, 0x80_0001, 0x80_0002],
} as const

const bit = (at: number): number => 1 << at

/** Heart rate (profile): flags; an RR interval is 1/1024 s. */
export const HEART = {
  wide: bit(0),
  contactKnown: bit(2),
  inContact: bit(1),
  energy: bit(3),
  intervals: bit(4),
  intervalsPerSecond: 1_024,
  most: 300,
} as const

/** Oximeters (profile): flags of the continuous and of the spot reading, then their two statuses. */
export const OXIMETER = {
  continuous: { fast: bit(0), slow: bit(1), measurement: bit(2), device: bit(3), amplitude: bit(4) },
  spot: { time: bit(0), measurement: bit(1), device: bit(2), amplitude: bit(3) },
  /** Fast and slow averages are a pair of short floats each. */
  averageBytes: 4,
  deviceBytes: 3,
  /** From storage: a reading of another time. */
  stored: bit(9),
  early: bit(6),
  demo: bit(10) | bit(11),
  calibrating: bit(12),
  /** Malfunctions, unconnected, unknown, displaced and disconnected sensors. */
  off: bit(1) | bit(11) | bit(12) | bit(13) | bit(14) | bit(15),
  /** Irregular, inadequate, poor or weak signal, erratic or questionable pulse, interference. */
  questionable: bit(2) | bit(3) | bit(4) | bit(5) | bit(6) | bit(7) | bit(8) | bit(10),
  most: 100,
  mostPulse: 300,
} as const

/**
 * Blood pressure (profile): flags, and the status. Movement, a loose cuff, an irregular pulse and a wrong position speak
 * against the reading, a pulse beyond the range of the device against the pulse.
 */
export const PRESSURE = {
  kilopascal: bit(0),
  time: bit(1),
  pulse: bit(2),
  user: bit(3),
  status: bit(4),
  against: bit(0) | bit(1) | bit(2) | bit(5),
  pulseBeyond: bit(3) | bit(4),
} as const
export const MOST_PRESSURE = { mmHg: 300, kPa: 40 } as const

/** Thermometer (profile): flags. */
export const THERMOMETER = { fahrenheit: bit(0), time: bit(1), place: bit(2) } as const
export const TEMPERATURE_RANGE = { Cel: [10, 50], '[degF]': [50, 122] } as const

/**
 * Glucose (profile): flags; concentrations in kg/L or mol/L; kind of sample and place in a byte: kind 1 is capillary whole
 * blood, kind 10 and place 4 are the solution that a meter is tried with. Status: with a fault of sensor, sample, strip or
 * device there is no number, nor beyond what the meter can measure; a wrong warmth or clock makes it doubtful.
 */
export const GLUCOSE = {
  offset: bit(0),
  concentration: bit(1),
  molar: bit(2),
  status: bit(3),
  capillary: 1,
  trialKind: 10,
  trialPlace: 4,
  placeShift: 4,
  fault: bit(1) | bit(2) | bit(3) | bit(4) | bit(9) | bit(10),
  beyond: bit(5) | bit(6),
  doubtful: bit(7) | bit(8) | bit(11),
  nibble: 0x0f,
  /** In either unit: no blood has less. */
  least: 0.1,
  milligramPerDecilitre: 100_000,
  millimolePerLitre: 1_000,
} as const

/**
 * Records of a meter (profile): the last one; those from a number on (operator, filter by number); the answer, with what was
 * asked and the result. Deleting is not among what Vigil can say.
 */
export const RECORDS = {
  last: [1, 6],
  from: [1, 3, 1],
  answer: 6,
  resultAt: 3,
  isWell: 1,
  noneFound: 6,
  numbers: 0x1_0000,
} as const

/** Date and time (profile): a year of two bytes, month, day, hour, minute, second; 0 is unknown. */
export const TIME_BYTES = 7
export const MOST_BATTERY = 100

/** What the twin is. */
export const TWIN = {
  strap: 'C0:FF:EE:00:00:01',
  clip: 'C0:FF:EE:00:00:02',
  cuff: 'C0:FF:EE:00:00:03',
  thermometer: 'C0:FF:EE:00:00:04',
  meter: 'C0:FF:EE:00:00:05',
  everyMs: 1_000,
  slowEverySeconds: 30,
  battery: 87,
  msPerMinute: 60_000,
  rssi: -60,
} as const
