/**
 * Every fact about the HealthyPi boards, as tables, from their open firmware. Sections: A is the
 * frame all boards share, B the payload of v3 and v4, C that of v5, D the two of v5 builds
 * that send eight samples at a time ("OV3"), E the commands of v5.
 */

/** A: USB CDC at 115200; v3 on the pins of a Raspberry Pi at 57600. */
export const BAUD = { usb: 115_200, pins: 57_600 } as const

/** A: 0A FA, length of the payload (low byte first), type, payload, 00 0B. Nothing checks it. */
export const FRAME = {
  head: [0x0a, 0xfa],
  tail: [0x00, 0x0b],
  lengthAt: 2,
  typeAt: 4,
  payloadAt: 5,
  /** Beside the payload. */
  overheadBytes: 7,
} as const

/** A: the payloads that are known; any other is no frame. */
export const PAYLOADS = [
  { kind: 'v4', type: 0x02, bytes: 20 },
  { kind: 'v5', type: 0x02, bytes: 22 },
  { kind: 'ov3Ecg', type: 0x03, bytes: 50 },
  { kind: 'ov3Ppg', type: 0x04, bytes: 19 },
] as const
export type PayloadKind = (typeof PAYLOADS)[number]['kind']

/** B: int16, int16, int32, int32, uint16, then bytes. Bytes 17 and 18 are constants of the firmware, no blood pressure. */
export const V4 = {
  at: {
    ecg: 0,
    respiration: 2,
    infrared: 4,
    red: 8,
    temperature: 12,
    respirationRate: 14,
    saturation: 15,
    heartRate: 16,
    constants: 17,
    status: 19,
  },
  hz: 125,
} as const

/** B: v4 passes on five bits of the ECG chip, one for each electrode input; v3 has two of its own. */
export const STATUS = { v4EcgOff: 0x1f, v3EcgOff: 0x01, v3ProbeOpen: 0x02 } as const

/** C: int32, int32, flag, int32, int32, int16, then bytes. */
export const V5 = {
  at: {
    ecg: 0,
    bioz: 4,
    biozFlag: 8,
    red: 9,
    infrared: 13,
    temperature: 17,
    saturation: 19,
    heartRate: 20,
    respirationRate: 21,
  },
  hz: 128,
  biozHz: 64,
  biozNew: 0x00,
  biozSkip: 0xff,
} as const

/** D: eight ECG and four impedance samples of int32 with two rates; eight PPG samples of uint16 with the saturation. */
export const OV3 = {
  ecgSamples: 8,
  biozSamples: 4,
  ppgSamples: 8,
  at: { ecg: 0, bioz: 32, heartRate: 48, respirationRate: 49, ppg: 0, saturation: 16 },
} as const
export const WIDTH = { int16: 2, int32: 4 } as const

/** B and C: hundredths of a degree, of a sensor that measures 0 to 50 degrees. */
export const TEMPERATURE = { perCelsius: 100, highest: 5000 } as const

/** B, C, D: rates of 0 are none, and so is a saturation of 0 or of -999 cut to a byte. */
export const SATURATION = { cutNone: 0x19, highestPercent: 100 } as const

/** E: AA 55, type, length, exclusive or of the payload. Only the start is ever sent, only where the options ask for it. */
export const START_COMMAND = [0xaa, 0x55, 0x10, 0x00, 0x00] as const
export const SESSION = { silenceMs: 3000, quickTries: 5, slowRetryMs: 10_000 } as const

export const BYTE_VALUES = 256

/** Longest silence of a board that sends at least sixteen times a second. */
export const MAX_QUIET_MS = 2500
