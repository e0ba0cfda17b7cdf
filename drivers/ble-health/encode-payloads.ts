import type { Vitals } from '../physiology/patient.ts'
import { GLUCOSE, HEART, OXIMETER, PRESSURE, SHORT_FLOAT, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const BYTE_BITS = 8
const BYTE_MASK = 0xff
const [, NOT_A_NUMBER] = SHORT_FLOAT.none
const TENTHS = 10
/** Exponent -1 in the highest byte of a long float. */
const TENTHS_EXPONENT = 0xff
/** Exponent -4 in the upper half of the higher byte of a short float. */
const TENTHS_OF_MILLI = 0xc0
const SENSOR_UNCONNECTED = 1 << 11

const low = (value: number) => [value & BYTE_MASK, (value >> BYTE_BITS) & BYTE_MASK]
/** A short float with exponent 0. */
const whole = (value: number | null) => low(value === null ? NOT_A_NUMBER : Math.round(value))

/** The rate and its interval; a strap without contact says so. */
export function heart({ heartRate }: Vitals): readonly number[] {
  const known = HEART.contactKnown
  if (heartRate === null || heartRate === 0) return [known, 0]
  const interval = Math.round((TWIN.msPerMinute / heartRate / MS_PER_SECOND) * HEART.intervalsPerSecond)
  return [known | HEART.inContact | HEART.intervals, heartRate, ...low(interval)]
}

export function oximeter({ spo2Percent, pulseRate }: Vitals): readonly number[] {
  const isOff = spo2Percent === null
  const status = isOff ? [...low(SENSOR_UNCONNECTED), 0] : []
  return [isOff ? OXIMETER.continuous.device : 0, ...whole(spo2Percent), ...whole(pulseRate), ...status]
}

/** A date and time as devices write them. */
export function dateTime(utcMs: number): readonly number[] {
  const at = new Date(utcMs)
  return [
    ...low(at.getUTCFullYear()),
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ]
}

export function cuff(vitals: Vitals, startUtcMs: number): readonly number[] | null {
  const { nibpSystolicMmHg, nibpDiastolicMmHg, nibpMeanMmHg, nibpPulseRate, nibpAtSeconds } = vitals
  if (nibpAtSeconds === null) return null
  return [
    PRESSURE.time | PRESSURE.pulse,
    ...whole(nibpSystolicMmHg),
    ...whole(nibpDiastolicMmHg),
    ...whole(nibpMeanMmHg),
    ...dateTime(startUtcMs + nibpAtSeconds * MS_PER_SECOND),
    ...whole(nibpPulseRate),
  ]
}

export function thermometer({ temperatureCelsius }: Vitals): readonly number[] {
  const tenths = Math.round((temperatureCelsius ?? 0) * TENTHS)
  return [0, ...low(tenths), 0, TENTHS_EXPONENT]
}

/** One record of a glucose meter: its number, when it was taken, and millimoles per litre in tenths. */
export function glucose(sequence: number, takenUtcMs: number, tenthsMmol: number): readonly number[] {
  // Ten to the minus four mol/L are tenths of a millimole per litre.
  const amount = [tenthsMmol & BYTE_MASK, TENTHS_OF_MILLI | ((tenthsMmol >> BYTE_BITS) & GLUCOSE.nibble)]
  const flags = GLUCOSE.concentration | GLUCOSE.molar
  const finger = 0x10
  return [flags, ...low(sequence), ...dateTime(takenUtcMs), ...amount, finger | GLUCOSE.capillary]
}
