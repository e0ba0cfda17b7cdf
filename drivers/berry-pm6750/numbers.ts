import type { NumericChannel } from '../model/channel.ts'
import type { Validity } from '../model/measurement.ts'
import {
  arrhythmia,
  cuff,
  heartRate,
  nibp,
  pulseRate,
  respirationRate,
  saturation,
  st,
  temperatures,
} from './channels.ts'
import { ECG, NIBP, SPO2, TEMPERATURE } from './codes.ts'

/** Where the readers below put a value; the decoder adds the stamp. `isUnsent`: the board did not send it, it only stopped. */
export type Say = (
  channel: NumericChannel,
  value: number | null,
  validity: Validity,
  more?: { readonly isUnsent: true },
) => void

const SIGN = 0x80
const BYTE_VALUES = 0x100

function signed(byte: number): number {
  return byte < SIGN ? byte : byte - BYTE_VALUES
}

function known(value: number | null, validity: 'good' | 'questionable'): Validity {
  return value === null ? 'invalid' : validity
}

/** ECG parameters (id 02). In: the data bytes. Out: whether a lead is off. */
export function readEcg(data: Uint8Array, say: Say): boolean {
  const { offset, status } = ECG
  const flags = data[offset.status] ?? 0
  const isOff = (flags & status.leadOff) !== 0
  const validity = (flags & status.weak) === 0 ? 'good' : 'questionable'
  const values: readonly (readonly [NumericChannel, number | null])[] = [
    [heartRate, data[offset.heartRate] || null],
    [respirationRate, data[offset.respirationRate] || null],
    [st, signed(data[offset.st] ?? 0) / ECG.stPerMillivolt],
    [arrhythmia, data[offset.arrhythmia] ?? null],
  ]
  for (const [channel, value] of values) {
    if (isOff) say(channel, null, 'off')
    else say(channel, value, known(value, validity))
  }
  return isOff
}

/** SpO2 parameters (id 04). Out: whether there is no finger or no sensor. */
export function readSpo2(data: Uint8Array, say: Say): boolean {
  const { offset, status, none, highestPercent } = SPO2
  const state = data[offset.status] ?? 0
  const isOff = state === status.sensorOff || state === status.noFinger
  const validity = state === status.ok ? 'good' : 'questionable'
  const percent = data[offset.saturation] ?? none.saturation
  const rate = data[offset.pulseRate] ?? none.pulseRate
  const values = [
    [saturation, percent === 0 || percent > highestPercent ? null : percent],
    [pulseRate, rate === 0 || rate === none.pulseRate ? null : rate],
  ] as const
  for (const [channel, value] of values) {
    if (isOff) say(channel, null, 'off')
    else say(channel, value, known(value, validity))
  }
  return isOff
}

/** Temperatures (id 05). In: the data bytes and whether the packet has two probes. */
export function readTemperature(data: Uint8Array, hasTwo: boolean, say: Say): void {
  const { offset, status, tenths } = TEMPERATURE
  const flags = data[offset.status] ?? 0
  const probes = [
    { channel: temperatures[0], at: offset.t1, offBit: status.t1Off },
    { channel: temperatures[1], at: offset.t2, offBit: status.t2Off },
  ]
  for (const { channel, at, offBit } of hasTwo ? probes : probes.slice(0, 1)) {
    const whole = data[at] ?? 0
    const part = data[at + 1] ?? 0
    const isValue = whole > 0 && part < tenths && flags <= status.highest
    if ((flags & offBit) !== 0) say(channel, null, 'off')
    else if (isValue) say(channel, (whole * tenths + part) / tenths, 'good')
    else say(channel, null, 'invalid')
  }
}

/**
 * Cuff (id 03). A reading stands only in the states done and interference; while
 * the cuff works there is its pressure, and a failure takes the reading away.
 * In: the data bytes, and whether the packet before was of a working cuff. Out:
 * whether this one is.
 */
export function readNibp(data: Uint8Array, wasMeasuring: boolean, say: Say): boolean {
  const { offset, state } = NIBP
  const code = ((data[offset.status] ?? 0) >> NIBP.stateShift) & NIBP.stateMask
  const isMeasuring = code === state.measuring
  const pairs = [
    [nibp.systolic, data[offset.systolic] ?? 0],
    [nibp.mean, data[offset.mean] ?? 0],
    [nibp.diastolic, data[offset.diastolic] ?? 0],
  ] as const
  if (isMeasuring) say(cuff, (data[offset.cuff] ?? 0) * NIBP.cuffUnitMmHg, 'good')
  else if (wasMeasuring) say(cuff, null, 'off', { isUnsent: true })
  // The board puts no time on a reading: without this, two equal ones in a row would pass for one.
  const isEmpty = (isMeasuring && !wasMeasuring) || NIBP.failed.some((failed) => failed === code)
  const isReading = code === state.done || code === state.interference
  const isWhole = pairs.every(([, value]) => value > 0)
  for (const [channel, value] of pairs) {
    if (isEmpty) say(channel, null, 'invalid')
    else if (isReading && isWhole) say(channel, value, code === state.done ? 'good' : 'questionable')
  }
  return isMeasuring
}
