import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Vitals } from '../physiology/patient.ts'
import { CHARACTERISTIC, HEART, HEX, OXIMETER, PRESSURE, SHORT_FLOAT, TWIN } from './codes.ts'
import { lineOf } from './line.ts'

const MS_PER_SECOND = 1_000
const BYTE_BITS = 8
const BYTE_MASK = 0xff
const [, NOT_A_NUMBER] = SHORT_FLOAT.none
const TENTHS = 10
/** Exponent -1 in the highest byte of a long float. */
const TENTHS_EXPONENT = 0xff
const SENSOR_UNCONNECTED = 1 << 11

const low = (value: number) => [value & BYTE_MASK, (value >> BYTE_BITS) & BYTE_MASK]
/** A short float with exponent 0. */
const whole = (value: number | null) => low(value === null ? NOT_A_NUMBER : Math.round(value))

function json(mac: string, svc: string, chr: string, payload: readonly number[]): string {
  const hex = payload.map((byte) => byte.toString(HEX).padStart(2, '0')).join('')
  return `${lineOf(JSON.stringify({ mac, svc, chr: chr.toLowerCase(), hex, rssi: TWIN.rssi }))}\r\n`
}

function heart({ heartRate }: Vitals): readonly number[] {
  const known = HEART.contactKnown
  if (heartRate === null || heartRate === 0) return [known, 0]
  const interval = Math.round((TWIN.msPerMinute / heartRate / MS_PER_SECOND) * HEART.intervalsPerSecond)
  return [known | HEART.inContact | HEART.intervals, heartRate, ...low(interval)]
}

function oximeter({ spo2Percent, pulseRate }: Vitals): readonly number[] {
  const isOff = spo2Percent === null
  const status = isOff ? [...low(SENSOR_UNCONNECTED), 0] : []
  return [isOff ? OXIMETER.continuous.device : 0, ...whole(spo2Percent), ...whole(pulseRate), ...status]
}

function dateTime(utcMs: number): readonly number[] {
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

function cuff(vitals: Vitals, startUtcMs: number): readonly number[] | null {
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

function thermometer({ temperatureCelsius }: Vitals): readonly number[] {
  const tenths = Math.round((temperatureCelsius ?? 0) * TENTHS)
  return [0, ...low(tenths), 0, TENTHS_EXPONENT]
}

/** A bridge with a chest strap, an oximeter, a cuff and a thermometer in reach. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let nextMs = 0

  function linesAt(atMs: number): string {
    const seconds = atMs / MS_PER_SECOND
    const vitals = patient.vitals(seconds)
    let text =
      json(TWIN.strap, '180D', CHARACTERISTIC.heartRate, heart(vitals)) +
      json(TWIN.clip, '1822', CHARACTERISTIC.oximeter, oximeter(vitals))
    if (seconds % TWIN.slowEverySeconds !== 0) return text
    const pressure = cuff(vitals, options.startUtcMs)
    if (pressure !== null) text += json(TWIN.cuff, '1810', CHARACTERISTIC.bloodPressure, pressure)
    text += json(TWIN.thermometer, '1809', CHARACTERISTIC.temperature, thermometer(vitals))
    return text + json(TWIN.strap, '180F', CHARACTERISTIC.battery, [TWIN.battery])
  }

  return {
    produce(atMs) {
      let text = ''
      for (; nextMs <= atMs; nextMs += TWIN.everyMs) text += linesAt(nextMs)
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    },
    receive: () => undefined,
  }
}
