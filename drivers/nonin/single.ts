import type { Out } from '../driver.ts'
import { shown, spot, stored } from './channels.ts'
import { BYTE_VALUES, DF8, DF13 } from './codes.ts'
import { knownRate, rateOf, saturationOf, validityOf } from './packet.ts'

/** Whether two frames of format 8 may be of one oximeter, a second apart. */
export function isLike(before: Uint8Array, frame: Uint8Array): boolean {
  const isSame = DF8.reserved.every(({ at, bits }) => (((before[at] ?? 0) ^ (frame[at] ?? 0)) & bits) === 0)
  const [from, to] = [before, frame].map((one) => saturationOf(one[DF8.offset.saturation] ?? 0))
  return isSame && (from == null || to == null || Math.abs(to - from) <= DF8.mostStepPercent)
}

/** Tells a frame of format 8. The sensor alarm makes everything `off`, although the old numbers are still sent. */
export function tellDf8(frame: Uint8Array, atMs: number, out: Out): void {
  const status = frame[DF8.offset.status] ?? 0
  const off = ((frame[DF8.offset.status2] ?? 0) & DF8.status2.sensorAlarm) !== 0
  const doubtful = (status & (DF8.status.outOfTrack | DF8.status.artefact)) !== 0
  const values = [
    [shown.rate, rateOf(status, frame[DF8.offset.rateLow] ?? 0)],
    [shown.saturation, saturationOf(frame[DF8.offset.saturation] ?? 0)],
  ] as const
  for (const [channel, value] of values) {
    const validity = validityOf(value, off, doubtful)
    out.measure({ type: 'numeric', channel, value: off ? null : value, validity, atMs, deviceMs: null })
  }
}

const NIBBLE = 4
const NIBBLE_MASK = 0xf
const HIGHEST_DIGIT = 9

function bcd(byte: number): number {
  const tens = byte >> NIBBLE
  const ones = byte & NIBBLE_MASK
  return tens > HIGHEST_DIGIT || ones > HIGHEST_DIGIT ? Number.NaN : tens * (HIGHEST_DIGIT + 1) + ones
}

/** The device's date and time as if it were UTC; null if it is no date. */
export function dateOf(frame: Uint8Array): number | null {
  const { offset } = DF13
  const part = (at: number): number => bcd(frame[at] ?? 0)
  const [year, month, day] = [part(offset.year), part(offset.month), part(offset.day)]
  const [hour, minute, second] = [part(offset.hour), part(offset.minute), part(offset.second)]
  const deviceMs = Date.UTC(DF13.firstYear + year, month - 1, day, hour, minute, second)
  const date = new Date(deviceMs)
  // A 31 June or a minute 75 would roll over into another date: then it was none.
  const isSame =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  return isSame ? deviceMs : null
}

/** Tells a spot reading of format 13; one out of the memory goes to channels of its own. */
export function tellDf13(frame: Uint8Array, atMs: number, out: Out): void {
  const { offset } = DF13
  const statusHigh = frame[offset.statusHigh] ?? 0
  const isStored = ((frame[offset.statusLow] ?? 0) & DF13.statusLow.stored) !== 0
  const isNone = (statusHigh & DF13.statusHigh.noMeasurement) !== 0
  const doubtful = (statusHigh & DF13.statusHigh.smartPoint) === 0
  const deviceMs = dateOf(frame)
  const pair = isStored ? stored : spot
  // Unlike in the other formats the lower byte has eight bits.
  const rate = ((frame[offset.rateHigh] ?? 0) & DF13.rateHigh) * BYTE_VALUES + (frame[offset.rateLow] ?? 0)
  const values = [
    [pair.rate, knownRate(rate)],
    [pair.saturation, saturationOf(frame[offset.saturation] ?? 0)],
  ] as const
  for (const [channel, raw] of values) {
    const value = isNone ? null : raw
    const validity = validityOf(value, false, doubtful)
    const taken = deviceMs === null ? {} : { measuredDeviceMs: deviceMs }
    out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs, ...taken })
  }
}
