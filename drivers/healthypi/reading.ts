import { BYTE_VALUES, FRAME, SATURATION, STATUS, TEMPERATURE, V4, V5, WIDTH } from './codes.ts'
import type { HealthyPiOptions } from './options.ts'

const BYTE_BITS = 8

/** An unsigned number of two bytes, the low one first. */
export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * BYTE_VALUES
}

/** A signed number of `width` bytes, 2 or 4, the low one first. */
export function signed(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let index = 0; index < width; index++) value |= (bytes[at + index] ?? 0) << (index * BYTE_BITS)
  const unused = (WIDTH.int32 - width) * BYTE_BITS
  return (value << unused) >> unused
}

/** The numbers of one frame as they were sent; null where the board says that it has none. */
export interface Reading {
  ecg: number
  respiration: number
  /** False where this frame has no new sample of it. */
  hasRespiration: boolean
  infrared: number
  red: number
  /** Hundredths of a degree. */
  temperature: number | null
  respirationRate: number | null
  saturation: number | null
  heartRate: number | null
  /** Electrodes of the ECG, which respiration is measured with too. */
  ecgIsOff: boolean
  probeIsOff: boolean
}

/** A fresh reading; one object is filled again for every frame. */
export function createReading(): Reading {
  return {
    ecg: 0,
    respiration: 0,
    hasRespiration: false,
    infrared: 0,
    red: 0,
    temperature: null,
    respirationRate: null,
    saturation: null,
    heartRate: null,
    ecgIsOff: false,
    probeIsOff: false,
  }
}

/** A rate of 0 is none. */
export function rateOf(byte: number | undefined): number | null {
  return byte === undefined || byte === 0 ? null : byte
}

/** A saturation; 0, -999 cut to a byte, and what is above 100 % are none. */
export function saturationOf(byte: number | undefined): number | null {
  const isNone = byte === undefined || byte === 0 || byte === SATURATION.cutNone
  return isNone || byte > SATURATION.highestPercent ? null : byte
}

function temperatureOf(hundredths: number): number | null {
  return hundredths <= 0 || hundredths > TEMPERATURE.highest ? null : hundredths
}

/** In: a frame of v3 or v4, and which of them. */
export function readV4(frame: Uint8Array, board: HealthyPiOptions['board'], into: Reading): void {
  const { at } = V4
  const payload = FRAME.payloadAt
  const byte = (offset: number): number | undefined => frame[payload + offset]
  const status = byte(at.status) ?? 0
  into.ecg = signed(frame, payload + at.ecg, WIDTH.int16)
  into.ecgIsOff = (status & (board === 'v3' ? STATUS.v3EcgOff : STATUS.v4EcgOff)) !== 0
  // A v4 without electrodes has neither ECG nor rate. One that has is a v3 that nobody named.
  const isV3 = board === 'v3' || (into.ecgIsOff && (into.ecg !== 0 || byte(at.heartRate) !== 0))
  into.probeIsOff = isV3 && (status & STATUS.v3ProbeOpen) !== 0
  into.respiration = signed(frame, payload + at.respiration, WIDTH.int16)
  into.hasRespiration = true
  into.infrared = signed(frame, payload + at.infrared, WIDTH.int32)
  into.red = signed(frame, payload + at.red, WIDTH.int32)
  into.temperature = temperatureOf(uint16(frame, payload + at.temperature))
  into.respirationRate = rateOf(byte(at.respirationRate))
  into.saturation = saturationOf(byte(at.saturation))
  into.heartRate = rateOf(byte(at.heartRate))
}

/** In: a frame of v5. Out: false if its flag is none that the firmware sends. */
export function readV5(frame: Uint8Array, into: Reading): boolean {
  const { at } = V5
  const payload = FRAME.payloadAt
  const flag = frame[payload + at.biozFlag]
  if (flag !== V5.biozNew && flag !== V5.biozSkip) return false
  into.ecgIsOff = false
  into.probeIsOff = false
  into.ecg = signed(frame, payload + at.ecg, WIDTH.int32)
  into.respiration = signed(frame, payload + at.bioz, WIDTH.int32)
  into.hasRespiration = flag === V5.biozNew
  into.infrared = signed(frame, payload + at.infrared, WIDTH.int32)
  into.red = signed(frame, payload + at.red, WIDTH.int32)
  into.temperature = temperatureOf(signed(frame, payload + at.temperature, WIDTH.int16))
  into.saturation = saturationOf(frame[payload + at.saturation])
  into.heartRate = rateOf(frame[payload + at.heartRate])
  into.respirationRate = rateOf(frame[payload + at.respirationRate])
  return true
}
