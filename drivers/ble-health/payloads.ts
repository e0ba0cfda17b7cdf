import type { NumericChannel } from '../model/channel.ts'
import type { Validity } from '../model/measurement.ts'
import * as channels from './channels.ts'
import {
  CHARACTERISTIC,
  HEART,
  MOST_PRESSURE,
  OXIMETER,
  PRESSURE,
  TEMPERATURE_RANGE,
  THERMOMETER,
} from './codes.ts'
import { PayloadReader } from './reader.ts'

const MS_PER_SECOND = 1_000

/** One number of a payload. */
export interface Reading {
  readonly channel: NumericChannel
  readonly value: number | null
  readonly validity: Validity
  /** When it was taken, device clock; absent: the device does not say. */
  readonly takenMs?: number
}

export type Range = readonly [least: number, most: number]

/** A number where one can be; `invalid` where the payload has none, or one that no patient has. */
export function reading(
  channel: NumericChannel,
  value: number | null,
  [least, most]: Range,
  validity: Validity = 'good',
  takenMs: number | null = null,
): Reading {
  const isNumber = value !== null && value >= least && value <= most && validity !== 'off'
  const taken = takenMs === null ? {} : { takenMs }
  if (isNumber && validity !== 'invalid') return { channel, value, validity, ...taken }
  return { channel, value: null, validity: validity === 'off' ? 'off' : 'invalid', ...taken }
}

function heartRate(payload: PayloadReader): readonly Reading[] {
  const flags = payload.unsigned(1)
  const rate = payload.unsigned((flags & HEART.wide) === 0 ? 1 : 2)
  if ((flags & HEART.energy) !== 0) payload.skip(2)
  const isOff = (flags & HEART.contactKnown) !== 0 && (flags & HEART.inContact) === 0
  const readings = [reading(channels.heartRate, rate, [1, HEART.most], isOff ? 'off' : 'good')]
  while (!isOff && (flags & HEART.intervals) !== 0 && payload.left > 0) {
    const ms = (payload.unsigned(2) * MS_PER_SECOND) / HEART.intervalsPerSecond
    readings.push(reading(channels.interval, ms, [1, Number.POSITIVE_INFINITY]))
  }
  return readings
}

/** What both statuses say; null: a reading of another time, which is none of now. */
function oximeterValidity(measurement: number, device: number): Validity | null {
  if ((measurement & OXIMETER.stored) !== 0) return null
  if ((device & OXIMETER.off) !== 0) return 'off'
  if ((measurement & OXIMETER.calibrating) !== 0) return 'invalid'
  if ((measurement & OXIMETER.demo) !== 0) return 'demo'
  const isDoubtful = (device & OXIMETER.questionable) !== 0 || (measurement & OXIMETER.early) !== 0
  return isDoubtful ? 'questionable' : 'good'
}

function oximeter(payload: PayloadReader, isSpot: boolean): readonly Reading[] {
  const flags = payload.unsigned(1)
  const has = isSpot ? OXIMETER.spot : OXIMETER.continuous
  const { saturation, pulse } = isSpot ? channels.spot : channels.continuous
  const values = [payload.shortFloat(), payload.shortFloat()] as const
  const takenMs = isSpot && (flags & OXIMETER.spot.time) !== 0 ? payload.time() : null
  if (!isSpot) {
    if ((flags & OXIMETER.continuous.fast) !== 0) payload.skip(OXIMETER.averageBytes)
    if ((flags & OXIMETER.continuous.slow) !== 0) payload.skip(OXIMETER.averageBytes)
  }
  const measurement = (flags & has.measurement) === 0 ? 0 : payload.unsigned(2)
  const device = (flags & has.device) === 0 ? 0 : payload.unsigned(OXIMETER.deviceBytes)
  if ((flags & has.amplitude) !== 0) payload.shortFloat()
  const validity = oximeterValidity(measurement, device)
  if (validity === null) return []
  return [
    reading(saturation, values[0], [1, OXIMETER.most], validity, takenMs),
    reading(pulse, values[1], [1, OXIMETER.mostPulse], validity, takenMs),
  ]
}

function bloodPressure(payload: PayloadReader): readonly Reading[] {
  const flags = payload.unsigned(1)
  const unit = (flags & PRESSURE.kilopascal) === 0 ? 'mmHg' : 'kPa'
  const cuff = channels.cuffs[unit]
  const [systolic, diastolic, mean] = [payload.shortFloat(), payload.shortFloat(), payload.shortFloat()]
  const takenMs = (flags & PRESSURE.time) === 0 ? null : payload.time()
  const pulse = (flags & PRESSURE.pulse) === 0 ? undefined : payload.shortFloat()
  if ((flags & PRESSURE.user) !== 0) payload.skip(1)
  const status = (flags & PRESSURE.status) === 0 ? 0 : payload.unsigned(2)
  const isDoubtful = (bits: number) => (status & bits) !== 0
  // Pressures in an order that cannot be are no reading as a whole.
  const isPossible = systolic === null || diastolic === null || diastolic < systolic
  const validity = !isPossible ? 'invalid' : isDoubtful(PRESSURE.against) ? 'questionable' : 'good'
  const ofPulse = !isPossible
    ? 'invalid'
    : isDoubtful(PRESSURE.against | PRESSURE.pulseBeyond)
      ? 'questionable'
      : 'good'
  const of = (channel: NumericChannel, value: number | null, most: number, how: Validity = validity) =>
    reading(channel, value, [1, most], how, takenMs)
  const most = MOST_PRESSURE[unit]
  return [
    of(cuff.systolic, systolic, most),
    of(cuff.diastolic, diastolic, most),
    of(cuff.mean, mean, most),
    ...(pulse === undefined ? [] : [of(channels.cuffPulse, pulse, HEART.most, ofPulse)]),
  ]
}

function temperature(payload: PayloadReader): readonly Reading[] {
  const flags = payload.unsigned(1)
  const unit = (flags & THERMOMETER.fahrenheit) === 0 ? 'Cel' : '[degF]'
  const value = payload.longFloat()
  const takenMs = (flags & THERMOMETER.time) === 0 ? null : payload.time()
  if ((flags & THERMOMETER.place) !== 0) payload.skip(1)
  return [reading(channels.temperatures[unit], value, TEMPERATURE_RANGE[unit], 'good', takenMs)]
}

/** Numbers of one payload. Null: shorter than its flags say. Undefined: a characteristic that is not read. */
export function readPayload(chr: string, bytes: Uint8Array): readonly Reading[] | null | undefined {
  const payload = new PayloadReader(bytes)
  const readings = readBy(chr, payload)
  return readings !== undefined && payload.isShort ? null : readings
}

function readBy(chr: string, payload: PayloadReader): readonly Reading[] | undefined {
  switch (chr) {
    case CHARACTERISTIC.heartRate:
      return heartRate(payload)
    case CHARACTERISTIC.oximeter:
      return oximeter(payload, false)
    case CHARACTERISTIC.oximeterSpot:
      return oximeter(payload, true)
    case CHARACTERISTIC.bloodPressure:
      return bloodPressure(payload)
    case CHARACTERISTIC.temperature:
      return temperature(payload)
    default:
      return undefined
  }
}
